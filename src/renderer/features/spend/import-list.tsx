import { useQuery } from '@tanstack/react-query'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import styles from './spend.module.css'
import { UndoInvoice } from './undo-invoice.tsx'
import { useBilledAccounts } from './use-billed-accounts.ts'

/** Invoices that were taken in, the newest first. */
export function ImportList() {
  const accounts = useBilledAccounts()
  const imports = useQuery(workbench.spend.imports.queryOptions())
  return (
    <section aria-labelledby="imports">
      <h2 id="imports">Invoices</h2>
      {imports.isPending && <LoadingShape label="Loading the invoices" lines={2} />}
      {imports.isError && (
        <ErrorState title="The invoices can’t be listed" error={imports.error} onRetry={() => void imports.refetch()} />
      )}
      {imports.data?.length === 0 && <p className="small two">None was taken in yet.</p>}
      <ul className={`small ${styles['list']}`}>
        {imports.data?.map((taken) => (
          <li key={taken.id}>
            <div className={styles['row']}>
              <b className={styles['fileName']}>{taken.fileName}</b>
              <span className={styles['push']} />
              <span>{formatTrialCost(taken.amountMicros)}</span>
            </div>
            <div className="two">
              {accounts.find(({ account }) => account === taken.account)?.name ?? taken.account}
              <br />
              Taken in on {dayText(taken.importedAt.slice(0, 10))}: {countText(taken.lineCount, 'line')}
              {taken.matchCount > 0 && `, ${countText(taken.matchCount, 'charge')} named one by one`}
              {taken.totals.length > 0 && `, ${countText(taken.totals.length, 'total')}`}.
            </div>
            {taken.undoFirst === null ? (
              <div className={styles['undo']}>
                <UndoInvoice taken={taken} />
              </div>
            ) : (
              <div className="three">Can be undone once {taken.undoFirst.fileName} is.</div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
