import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BudgetStanding } from '#shared/domain/budget.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Meter } from '../../ui/meter.tsx'
import { ErrorState, LoadingShape, Note } from '../../ui/states.tsx'
import { BudgetForm } from './budget-form.tsx'
import styles from './spend.module.css'

/** Caps on real spend and how far each is used. */
export function BudgetPanel() {
  const [adding, setAdding] = useState(false)
  const budgets = useQuery(workbench.budget.list.queryOptions())
  return (
    <section aria-labelledby="budgets">
      <h2 id="budgets">Budgets</h2>
      {budgets.isPending && <LoadingShape label="Loading the budgets" lines={3} />}
      {budgets.isError && (
        <ErrorState title="The budgets can’t be read" error={budgets.error} onRetry={() => void budgets.refetch()} />
      )}
      {budgets.data?.length === 0 && !adding && (
        <p className="small two">
          No cap on real spend but those of trials. With one, nothing is sent that could go beyond it.
        </p>
      )}
      <div className={styles['list']}>
        {budgets.data?.map((standing) => (
          <Standing key={standing.budget.scope} standing={standing} />
        ))}
        {adding ? (
          <BudgetForm onClose={() => setAdding(false)} />
        ) : (
          <div>
            <Button small onClick={() => setAdding(true)}>
              Set a cap
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

function Standing({ standing }: { standing: BudgetStanding }) {
  const { budget, name, spentMicros, heldMicros, unboundedCount, excessMicros, alerts } = standing
  const cache = useQueryClient()
  const remove = useMutation(
    workbench.budget.remove.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: workbench.budget.key() }),
    }),
  )
  const title = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`
  return (
    <article aria-label={title}>
      <div className={styles['row']}>
        <h3>{title}</h3>
        <span className={styles['push']} />
        <ConfirmDialog
          trigger={
            <Button look="quiet" small aria-label={`Remove the ${name}`}>
              Remove…
            </Button>
          }
          title={`Remove the ${name}?`}
          stay="Keep it"
          confirm="Remove the cap"
          onConfirm={() => remove.mutate({ scope: budget.scope })}
        >
          From the next send on nothing but the caps of trials holds spending here.
        </ConfirmDialog>
      </div>
      <div className="small">
        <b>{formatOfCap(spentMicros, budget.capMicros)}</b> of {formatCap(budget.capMicros)}
        {heldMicros > 0 && <span className="two">, {formatOfCap(heldMicros, budget.capMicros)} more is held</span>}
      </div>
      <Meter
        label={`Spend against the ${name}`}
        done={spentMicros / budget.capMicros}
        held={heldMicros / budget.capMicros}
        alarm={excessMicros > 0}
      />
      {excessMicros > 0 && (
        <div className="small alarm">
          Exceeded by {formatOfCap(excessMicros, budget.capMicros)}: something came to more than was held for it.
          Nothing more is sent.
        </div>
      )}
      {unboundedCount > 0 && (
        <div className="small two">
          {countText(unboundedCount, 'charge')} not known and without a ceiling
          {budget.unknownMicros === null
            ? ': nothing is sent until the invoice is taken in, or the cap says what each counts as.'
            : `, each counted as ${formatCap(budget.unknownMicros)}.`}
        </div>
      )}
      {alerts.map(({ share, reachedAt }) => (
        <div key={share} className="small two">
          {Math.round(share * 1000) / 10} % reached on {dayText(reachedAt.slice(0, 10))}.
        </div>
      ))}
      {remove.isError && <Note look="bad">Not removed. {readFailure(remove.error).message}</Note>}
    </article>
  )
}
