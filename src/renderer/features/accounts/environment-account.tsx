import type { ProviderSummary } from '#shared/domain/provider.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { Note } from '../../ui/states.tsx'
import styles from './accounts.module.css'
import { ProviderFacts } from './provider-facts.tsx'

/** What the environment gives: seen, and not changed from here. */
export function EnvironmentAccount({ provider, onAdd }: { provider: ProviderSummary; onAdd: () => void }) {
  return (
    <>
      <h1>{provider.name}</h1>
      <p className="two">from the environment, read only</p>
      <section>
        <Note>
          Its credentials were in the environment when Assay was started, and are not in the vault. To change them, set
          the variables anew and start Assay again.
        </Note>
        <dl className={styles['facts']}>
          {provider.credentials.map((field) => (
            <div key={field.name} className={styles['fact']}>
              <dt>{field.label}</dt>
              <dd className="mono">{field.environmentVariable}</dd>
            </div>
          ))}
        </dl>
        <div className={`${desk['buttons']} ${desk['top']}`}>
          <Button onClick={onAdd}>Add an account beside it</Button>
        </div>
      </section>
      <ProviderFacts provider={provider} />
    </>
  )
}
