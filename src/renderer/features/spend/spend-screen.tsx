import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SpendFilter, SpendGrouping } from '#shared/domain/spend.ts'
import { countText } from '#shared/units/count-text.ts'
import { monthText } from '#shared/units/day-text.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { BudgetPanel } from './budget-panel.tsx'
import { CurrencyPanel } from './currency-panel.tsx'
import { DayFrame } from './day-chart.tsx'
import { ExportButtons } from './export-buttons.tsx'
import { GroupTable } from './group-table.tsx'
import { ImportList } from './import-list.tsx'
import { LedgerLines } from './ledger-lines.tsx'
import { MonthPicker } from './month-picker.tsx'
import { prepareDays } from './prepare-days.ts'
import { ReconcilePanel } from './reconcile-panel.tsx'
import { SpendFigures } from './spend-figures.tsx'
import styles from './spend.module.css'

const GROUPINGS = [
  { value: 'provider', label: 'Provider' },
  { value: 'account', label: 'Account' },
  { value: 'contender', label: 'Contender' },
  { value: 'trial', label: 'Trial' },
  { value: 'day', label: 'Day' },
] as const satisfies readonly { value: SpendGrouping; label: string }[]

/** Where the money went, how each amount is known, and what may still be spent. */
export function SpendScreen() {
  const [thisMonth] = useState(() => new Date().toISOString().slice(0, 7))
  const [month, setMonth] = useState(thisMonth)
  const [by, setBy] = useState<SpendGrouping>('provider')
  const [currency, setCurrency] = useState<string | null>(null)
  const [narrowed, setNarrowed] = useState<{ name: string; filter: SpendFilter } | null>(null)
  const [reconciling, setReconciling] = useState(false)
  const months = useQuery(workbench.spend.months.queryOptions())
  const filter: SpendFilter = { month }
  const groups = useQuery(
    workbench.spend.groups.queryOptions({ input: { filter, by, currency }, placeholderData: (last) => last }),
  )
  const summary = useQuery(workbench.spend.summary.queryOptions({ input: { month } }))
  const error = groups.error ?? summary.error ?? months.error
  const refetch = (): void => {
    void groups.refetch()
    void summary.refetch()
    void months.refetch()
  }
  const show = (next: string): void => {
    setMonth(next)
    setNarrowed(null)
  }

  return (
    <Screen
      title="Spend"
      layout="bare"
      foot={
        groups.data === undefined
          ? undefined
          : `${countText(groups.data.sums.lineCount, 'line')} in ${monthText(month)}`
      }
      end={<Button onClick={() => setReconciling(true)}>Take in an invoice…</Button>}
    >
      <div className={styles['columns']}>
        <div className={styles['main']}>
          <div className={styles['heading']}>
            <h1>Spend in {monthText(month)}</h1>
            <MonthPicker month={month} first={months.data?.first ?? null} last={thisMonth} onChange={show} />
          </div>
          {reconciling && <ReconcilePanel onClose={() => setReconciling(false)} />}
          {error !== null && <ErrorState title="The ledger can’t be read" error={error} onRetry={refetch} />}
          {error === null && (groups.isPending || summary.isPending) && (
            <LoadingShape label="Loading the ledger" lines={8} />
          )}
          {error === null && groups.data !== undefined && summary.data !== undefined && (
            <>
              {groups.data.sums.lineCount === 0 ? (
                <EmptyState title={`Nothing was spent in ${monthText(month)}`}>
                  Every sample that is sent, and every machine that is rented, becomes a line here, with how its amount
                  is known.
                </EmptyState>
              ) : (
                <>
                  <SpendFigures sums={groups.data.sums} />
                  <DayFrame
                    days={prepareDays(summary.data)}
                    month={monthText(month)}
                    lineCount={groups.data.sums.lineCount}
                    unknownCount={groups.data.sums.unknownCount}
                  />
                  <section aria-labelledby="groups">
                    <div className={styles['heading']}>
                      <h2 id="groups">By</h2>
                      <Segmented
                        label="Sum lines by"
                        value={by}
                        options={GROUPINGS}
                        onChange={(next) => {
                          setBy(next)
                          setNarrowed(null)
                        }}
                      />
                      <span className={styles['push']} />
                      <ExportButtons
                        name={`spend-${month}-by-${by}`}
                        input={{ filter, by, currency }}
                        json={groups.data}
                      />
                    </div>
                    <GroupTable
                      groups={groups.data.groups}
                      by={by}
                      chosen={narrowed?.name ?? null}
                      onChoose={(group) => setNarrowed({ name: group.name, filter: group.filter })}
                    />
                  </section>
                  <LedgerLines
                    key={JSON.stringify(narrowed?.filter ?? filter)}
                    filter={narrowed?.filter ?? filter}
                    name={narrowed?.name ?? null}
                    onAll={() => setNarrowed(null)}
                    fileName={`ledger-${month}`}
                  />
                </>
              )}
            </>
          )}
        </div>
        <aside className={styles['side']} aria-label="Budgets, currencies and invoices">
          <BudgetPanel />
          <CurrencyPanel currency={currency} onCurrency={setCurrency} />
          <ImportList />
        </aside>
      </div>
    </Screen>
  )
}
