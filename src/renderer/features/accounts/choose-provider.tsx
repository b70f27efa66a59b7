import type { ProviderSummary } from '#shared/domain/provider.ts'
import { Button } from '../../ui/button.tsx'
import styles from './accounts.module.css'
import { KIND_WORDS } from './prepare-accounts.ts'

const KINDS: readonly { kind: ProviderSummary['kind']; title: string }[] = [
  { kind: 'managed', title: 'Providers with an API' },
  { kind: 'host', title: 'A server on rented GPUs, or your own' },
  { kind: 'rental', title: 'GPUs for rent' },
]

interface ChooseProviderProps {
  providers: readonly ProviderSummary[]
  first: boolean
  onChoose: (providerId: string) => void
}

/** Whom to add an account for. */
export function ChooseProvider({ providers, first, onChoose }: ChooseProviderProps) {
  return (
    <>
      <h1>{first ? 'No account yet' : 'Add an account'}</h1>
      <p className="two">
        {first
          ? 'Keys and servers are entered once, checked, and kept in the vault. Practice trials need none.'
          : 'A provider may have several: one for each team, region or tier.'}
      </p>
      {KINDS.map(({ kind, title }) => {
        const those = providers.filter((provider) => provider.kind === kind)
        if (those.length === 0) return null
        return (
          <section key={kind}>
            <h2>{title}</h2>
            <ul className={styles['choices']}>
              {those.map((provider) => (
                <li key={provider.id}>
                  <span>{provider.name}</span>
                  <span className="small three">{whatItNeeds(provider)}</span>
                  <Button small aria-label={`Add ${provider.name}`} onClick={() => onChoose(provider.id)}>
                    Add
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function whatItNeeds({ kind, credentials, defaultBaseUrl }: ProviderSummary): string {
  const needed = credentials.filter(({ required }) => required).map(({ label }) => label)
  if (defaultBaseUrl === null) needed.unshift('its address')
  return needed.length === 0 ? KIND_WORDS[kind] : `needs ${needed.join(' and ')}`
}
