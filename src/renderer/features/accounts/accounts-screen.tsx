import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Account } from '#shared/domain/account.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { countText } from '#shared/units/count-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { formatMoment } from '../../ui/format-time.ts'
import { SideList } from '../../ui/side-list.tsx'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import { StillBilling } from '../rentals/still-billing.tsx'
import { VaultPanel } from '../vault/vault-panel.tsx'
import { AccountForm } from './account-form.tsx'
import { ChooseProvider } from './choose-provider.tsx'
import { EnvironmentAccount } from './environment-account.tsx'
import { CHOOSING, environmentKey, groupAccounts, newKey } from './prepare-accounts.ts'
import { useRefreshAccounts } from './use-refresh-accounts.ts'

export function AccountsScreen() {
  const { show } = useSearch({ from: '/accounts' })
  const navigate = useNavigate()
  const accounts = useQuery(workbench.account.list.queryOptions())
  const providers = useQuery(workbench.provider.list.queryOptions())
  const now = useNow(60_000)
  const checkAll = useCheckAll()
  const look = (key: string) => void navigate({ to: '/accounts', search: { show: key } })

  const error = accounts.error ?? providers.error
  const loaded = accounts.data !== undefined && providers.data !== undefined
  const groups = loaded ? groupAccounts(accounts.data, providers.data, (instant) => formatMoment(instant, now)) : []
  const first = groups[0]?.title === 'Not set up' ? undefined : groups[0]?.entries[0]?.key
  const chosen = show ?? first ?? CHOOSING

  return (
    <Screen
      title="Accounts"
      layout="bare"
      foot={accounts.data === undefined ? undefined : countText(accounts.data.length, 'account')}
      end={
        <>
          <Button
            disabled={checkAll.isPending || (accounts.data?.length ?? 0) === 0}
            onClick={() => checkAll.mutate((accounts.data ?? []).map(({ id }) => id))}
          >
            {checkAll.isPending ? 'Checking…' : 'Check all'}
          </Button>
          <Button look="primary" onClick={() => look(CHOOSING)}>
            Add account
          </Button>
        </>
      }
    >
      <div className={desk['threeColumns']}>
        <SideList label="Accounts" groups={groups} chosen={chosen} onChoose={look} />
        <div className={desk['main']}>
          {error !== null && (
            <ErrorState
              title="The accounts can’t be read"
              error={error}
              onRetry={() => {
                void accounts.refetch()
                void providers.refetch()
              }}
            />
          )}
          {error === null && !loaded && <LoadingShape label="Loading the accounts" lines={8} />}
          {loaded && <Chosen chosen={chosen} accounts={accounts.data} providers={providers.data} look={look} />}
        </div>
        <aside className={desk['side']} aria-label="Rentals and vault">
          <StillBilling />
          <VaultPanel />
        </aside>
      </div>
    </Screen>
  )
}

interface ChosenProps {
  chosen: string
  accounts: readonly Account[]
  providers: readonly ProviderSummary[]
  look: (key: string) => void
}

function Chosen({ chosen, accounts, providers, look }: ChosenProps) {
  const account = accounts.find(({ id }) => id === chosen) ?? null
  const provider = providers.find(({ id }) =>
    account === null ? chosen === newKey(id) || chosen === environmentKey(id) : id === account.providerId,
  )
  if (provider === undefined) {
    return (
      <ChooseProvider
        providers={providers}
        first={accounts.length === 0}
        onChoose={(providerId) => look(newKey(providerId))}
      />
    )
  }
  if (chosen === environmentKey(provider.id)) {
    return <EnvironmentAccount provider={provider} onAdd={() => look(newKey(provider.id))} />
  }
  return (
    <AccountForm
      key={chosen}
      provider={provider}
      account={account}
      onSaved={(saved) => look(saved.id)}
      onRemoved={() => look(CHOOSING)}
    />
  )
}

/** Checks one account after the other. That one fails is a finding, which the list shows. */
function useCheckAll() {
  const refresh = useRefreshAccounts()
  const check = useMutation(workbench.account.check.mutationOptions())
  return useMutation({
    mutationFn: async (accountIds: readonly string[]) => {
      for (const accountId of accountIds) await check.mutateAsync({ accountId })
    },
    onSettled: refresh,
  })
}
