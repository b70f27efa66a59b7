import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { dayText } from '#shared/units/day-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { ErrorState, Note } from '../../ui/states.tsx'
import styles from './spend.module.css'

interface CurrencyPanelProps {
  /** That sums are shown in beside dollars; null for dollars alone. */
  currency: string | null
  onCurrency: (currency: string | null) => void
}

/** Dated rates that the user types in. Amounts stay dollars; nothing fetches a rate. */
export function CurrencyPanel({ currency, onCurrency }: CurrencyPanelProps) {
  const cache = useQueryClient()
  const [adding, setAdding] = useState(false)
  const rates = useQuery(workbench.currency.list.queryOptions())
  const remove = useMutation(workbench.currency.remove.mutationOptions({ onSuccess: () => refresh() }))
  const codes = [...new Set(rates.data?.map((rate) => rate.currency))]
  async function refresh(): Promise<void> {
    await cache.invalidateQueries({ queryKey: workbench.currency.key() })
    await cache.invalidateQueries({ queryKey: workbench.spend.key() })
  }
  return (
    <section aria-labelledby="currency">
      <h2 id="currency">Currency</h2>
      {rates.isError && (
        <ErrorState title="The rates can’t be read" error={rates.error} onRetry={() => void rates.refetch()} />
      )}
      {codes.length > 0 && (
        <SelectField
          label="Show sums also in"
          value={currency ?? ''}
          options={[{ value: '', label: 'US dollars alone' }, ...codes.map((code) => ({ value: code, label: code }))]}
          onChange={(code) => onCurrency(code === '' ? null : code)}
        />
      )}
      {codes.length === 0 && !adding && (
        <p className="small two">
          Amounts are in US dollars. Enter a rate to see sums in another currency, or to take in an invoice in one.
        </p>
      )}
      <ul className="small">
        {rates.data?.map((rate) => (
          <li key={`${rate.currency} ${rate.day}`} className={styles['row']}>
            <span>
              {rate.currency} {rate.ratePerUsd} per dollar from {dayText(rate.day)}
              <span className="three">, {rate.source}</span>
            </span>
            <span className={styles['push']} />
            <Button
              look="quiet"
              small
              aria-label={`Remove the rate of ${rate.currency} from ${dayText(rate.day)}`}
              onClick={() => remove.mutate({ currency: rate.currency, day: rate.day })}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {remove.isError && <Note look="bad">Not removed. {readFailure(remove.error).message}</Note>}
      {adding ? (
        <RateForm onClose={() => setAdding(false)} onSaved={refresh} />
      ) : (
        <div className={styles['list']}>
          <div>
            <Button small onClick={() => setAdding(true)}>
              Enter a rate
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}

function RateForm({ onClose, onSaved }: { onClose: () => void; onSaved: () => Promise<void> }) {
  const [typed, setTyped] = useState(() => ({
    currency: 'EUR',
    day: new Date().toISOString().slice(0, 10),
    ratePerUsd: '',
    source: '',
  }))
  const set = useMutation(
    workbench.currency.set.mutationOptions({
      onSuccess: async () => {
        await onSaved()
        onClose()
      },
    }),
  )
  const change = (changes: Partial<typeof typed>) => {
    set.reset()
    setTyped({ ...typed, ...changes })
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    set.mutate(typed)
  }
  return (
    <ProblemsContext value={set.error === null ? [] : readFailure(set.error).problems}>
      <form onSubmit={submit} className={styles['form']} aria-label="An exchange rate">
        <TextField
          label="Currency"
          path="currency"
          value={typed.currency}
          onChange={(currency) => change({ currency: currency.toUpperCase() })}
        />
        <TextField
          label="From"
          path="day"
          value={typed.day}
          placeholder="2026-11-01"
          onChange={(day) => change({ day })}
        />
        <TextField
          label="Units for one US dollar"
          path="ratePerUsd"
          value={typed.ratePerUsd}
          numeric
          placeholder="0.92"
          onChange={(ratePerUsd) => change({ ratePerUsd })}
        />
        <TextField
          label="Source"
          path="source"
          value={typed.source}
          placeholder="ECB reference rate"
          onChange={(source) => change({ source })}
        />
        {set.isError && <Note look="bad">Not kept. {readFailure(set.error).message}</Note>}
        <div className={styles['buttons']}>
          <Button look="primary" type="submit" disabled={set.isPending}>
            Keep the rate
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </ProblemsContext>
  )
}
