import { useEffect, useRef } from 'react'
import type { Account } from '#shared/domain/account.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { formatTime } from '../../ui/format-time.ts'
import { ModelLine } from './account-models.tsx'
import styles from './accounts.module.css'
import { CheckLine } from './check-rows.tsx'
import { prepareCheckRows } from './prepare-check-rows.ts'

interface CheckResultProps {
  account: Account
  provider: ProviderSummary
  checking: boolean
}

/** What the last check found, place by place. */
export function CheckResult({ account, provider, checking }: CheckResultProps) {
  const check = account.lastCheck
  const section = useRef<HTMLElement>(null)
  const wasChecking = useRef(false)
  // What was asked for is brought into view: the button that asked for it stands at the end of a long form.
  useEffect(() => {
    if (wasChecking.current && !checking) section.current?.scrollIntoView({ block: 'center' })
    wasChecking.current = checking
  }, [checking])
  return (
    <section aria-labelledby="check" ref={section}>
      <h2 id="check">Check</h2>
      <ul className={styles['checks']} aria-label="Check result" aria-live="polite" aria-busy={checking}>
        {check === null ? (
          <CheckLine mark="dash" title="Not checked">
            as it stands. “Save and check” makes the cheapest call that needs the credentials.
          </CheckLine>
        ) : (
          prepareCheckRows(check, provider).map((row, index) => (
            <CheckLine
              key={row.name}
              mark={row.mark}
              title={row.title}
              end={index === 0 ? formatTime(check.checkedAt) : undefined}
            >
              {row.text}
            </CheckLine>
          ))
        )}
        {check !== null && provider.kind !== 'rental' && (
          <ModelLine key={account.id} accountId={account.id} provider={provider} />
        )}
      </ul>
    </section>
  )
}
