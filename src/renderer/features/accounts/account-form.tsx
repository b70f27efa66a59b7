import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Account } from '#shared/domain/account.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import desk from '../../ui/desk.module.css'
import { TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import { changeFromDraft, draftOfAccount, wayFromDraft, type AccountDraft } from './account-draft.ts'
import styles from './accounts.module.css'
import { CertificateField } from './certificate-field.tsx'
import { CheckResult } from './check-result.tsx'
import { CredentialFields } from './credential-fields.tsx'
import { KIND_WORDS } from './prepare-accounts.ts'
import { ProviderFacts } from './provider-facts.tsx'
import { TunnelFields } from './tunnel-fields.tsx'
import { useRefreshAccounts } from './use-refresh-accounts.ts'

interface AccountFormProps {
  provider: ProviderSummary
  /** null for one that is being added. */
  account: Account | null
  onSaved: (account: Account) => void
  onRemoved: () => void
}

/** One account: what it needs, whether it works, and what is known of its provider. */
export function AccountForm({ provider, account: given, onSaved, onRemoved }: AccountFormProps) {
  // One that was just added is changed from then on, also where its check could not be made.
  const [added, setAdded] = useState<Account | null>(null)
  const account = given ?? added
  const [draft, setDraft] = useState<AccountDraft>(() => draftOfAccount(given))
  const [tried, setTried] = useState(false)
  const refresh = useRefreshAccounts()
  const cache = useQueryClient()
  const save = useMutation(workbench.account.save.mutationOptions())
  const check = useMutation(workbench.account.check.mutationOptions({ onSettled: () => refresh() }))
  const remove = useMutation(
    workbench.account.remove.mutationOptions({
      onSuccess: () => {
        void refresh()
        onRemoved()
      },
    }),
  )
  const { change, problems: typed } = changeFromDraft(draft, account, provider)
  const refused = save.error === null ? [] : readFailure(save.error).problems
  const problems = [...(tried ? typed : []), ...refused]
  const onChange = (changes: Partial<AccountDraft>) => {
    save.reset()
    setDraft((now) => ({ ...now, ...changes }))
  }

  async function keep(andCheck: boolean) {
    setTried(true)
    if (change === null) return
    try {
      const saved = await save.mutateAsync(change)
      cache.setQueryData(workbench.account.list.queryKey(), (list) =>
        list === undefined ? list : [...list.filter(({ id }) => id !== saved.id), saved],
      )
      setAdded(saved)
      setDraft(draftOfAccount(saved))
      if (andCheck) await check.mutateAsync({ accountId: saved.id })
      await refresh()
      onSaved(saved)
    } catch {
      // Both mutations keep their error, and the form shows it.
    }
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    void keep(true)
  }

  const busy = save.isPending || check.isPending
  const where = provider.defaultBaseUrl === null ? 'Address' : 'Address, if not the provider’s own'
  return (
    <ProblemsContext value={problems}>
      <h1>{account === null ? `New account: ${provider.name}` : provider.name}</h1>
      <p className="two">{account === null ? KIND_WORDS[provider.kind] : account.label}</p>
      <form onSubmit={submit} className={desk['fields']}>
        <div className={desk['pair']}>
          <TextField
            label="Label"
            path="label"
            value={draft.label}
            placeholder={provider.name}
            onChange={(label) => onChange({ label })}
          />
          <TextField
            label="In flight at most"
            path="concurrency"
            value={draft.concurrency}
            numeric
            placeholder="no bound of its own"
            hint="over all contenders that use it"
            onChange={(concurrency) => onChange({ concurrency })}
          />
          <TextField label="Region" path="region" value={draft.region} onChange={(region) => onChange({ region })} />
          <TextField label="Tier" path="tier" value={draft.tier} onChange={(tier) => onChange({ tier })} />
        </div>
        <TextField
          label={where}
          path="baseUrl"
          value={draft.baseUrl}
          mono
          placeholder={provider.defaultBaseUrl ?? 'https://gpu.example.org'}
          onChange={(baseUrl) => onChange({ baseUrl })}
        />
        <CredentialFields fields={provider.credentials} account={account} draft={draft} onChange={onChange} />
        {provider.kind === 'host' && (
          <>
            <CertificateField
              address={draft.baseUrl}
              way={wayFromDraft(draft, account)}
              pinned={draft.certificateSha256}
              onPin={(certificateSha256) => onChange({ certificateSha256 })}
            />
            <TunnelFields account={account} draft={draft} onChange={onChange} />
          </>
        )}
        {save.isError && <Note look="bad">Not saved. {readFailure(save.error).message}</Note>}
        {check.isError && <Note look="bad">Not checked. {readFailure(check.error).message}</Note>}
        <div className={desk['buttons']}>
          <Button look="primary" type="submit" disabled={busy}>
            {check.isPending ? 'Checking…' : 'Save and check'} <kbd>Enter</kbd>
          </Button>
          <Button disabled={busy} onClick={() => void keep(false)}>
            Save
          </Button>
          {account !== null && (
            <ConfirmDialog
              trigger={
                <Button look="quiet" disabled={busy} className={styles['remove']}>
                  Remove account…
                </Button>
              }
              title={`Remove “${account.label}”?`}
              stay="Keep it"
              confirm="Remove account"
              onConfirm={() => remove.mutate({ accountId: account.id })}
            >
              Its secrets are forgotten. Trials that used it are kept.
            </ConfirmDialog>
          )}
        </div>
        {remove.isError && <Note look="bad">Not removed. {readFailure(remove.error).message}</Note>}
      </form>
      {account !== null && <CheckResult account={account} provider={provider} checking={check.isPending} />}
      <ProviderFacts provider={provider} />
    </ProblemsContext>
  )
}
