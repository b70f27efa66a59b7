import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import { budgetFromTyped, NEW_BUDGET, type TypedBudget } from './budget-draft.ts'
import styles from './spend.module.css'
import { useBilledAccounts } from './use-billed-accounts.ts'

/** Sets a cap, or another one on the same thing. */
export function BudgetForm({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient()
  const [typed, setTyped] = useState<TypedBudget>(NEW_BUDGET)
  const [tried, setTried] = useState(false)
  const budgets = useQuery(workbench.budget.list.queryOptions())
  const accounts = useBilledAccounts()
  const set = useMutation(
    workbench.budget.set.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: workbench.budget.key() })
        onClose()
      },
    }),
  )
  const { draft, problems } = budgetFromTyped(typed)
  const taken = budgets.data?.some(({ budget }) => budget.scope === typed.scope) === true
  const change = (changes: Partial<TypedBudget>) => setTyped({ ...typed, ...changes })
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (draft !== null) set.mutate(draft)
  }

  return (
    <ProblemsContext value={tried ? problems : []}>
      <form onSubmit={submit} className={styles['form']} aria-label="A cap on real spend">
        <SelectField
          label="On"
          value={typed.scope}
          hint={taken ? 'There is one: this replaces it.' : undefined}
          options={[
            { value: 'month', label: 'each calendar month' },
            { value: 'all', label: 'all spend, ever' },
            ...accounts.map(({ account, name }) => ({
              value: `account/${account}`,
              label: name,
              group: 'One account, ever',
            })),
          ]}
          onChange={(scope) => change({ scope })}
        />
        <TextField
          label="Cap"
          path="cap"
          value={typed.cap}
          numeric
          unit="$"
          placeholder="50.00"
          onChange={(cap) => change({ cap })}
        />
        <TextField
          label="Tell me at"
          path="alerts"
          value={typed.alerts}
          unit="%"
          hint="once each"
          onChange={(alerts) => change({ alerts })}
        />
        <TextField
          label="Each unknown charge counts as, if it had no ceiling"
          path="unknown"
          value={typed.unknown}
          numeric
          unit="$"
          hint="Empty: nothing is sent while there is one."
          onChange={(unknown) => change({ unknown })}
        />
        {set.isError && <Note look="bad">Not set. {readFailure(set.error).message}</Note>}
        <div className={styles['buttons']}>
          <Button look="primary" type="submit" disabled={set.isPending}>
            Set the cap
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </ProblemsContext>
  )
}
