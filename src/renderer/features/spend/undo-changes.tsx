import type { InvoiceUndo } from '#shared/domain/invoice.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import styles from './spend.module.css'

/** What undoing an import changes: charges, totals, and what the account and the caps come to. */
export function UndoChanges({ undo }: { undo: InvoiceUndo }) {
  const { import: taken, charges, revived, ledger, budgets } = undo
  return (
    <div className={`small ${styles['changes']}`}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">What</span>
            </th>
            <th scope="col" className="right">
              Now
            </th>
            <th scope="col" className="right">
              Then
            </th>
          </tr>
        </thead>
        <tbody>
          <Change
            name="Spend of the account"
            now={knownText(ledger.now.chargedMicros, ledger.now.unknownCount)}
            then={knownText(ledger.after.chargedMicros, ledger.after.unknownCount)}
          />
          {charges.count > 0 && (
            <Change
              name={countText(charges.count, 'charge named one by one', 'charges named one by one')}
              now={formatTrialCost(charges.nowMicros)}
              then={knownText(charges.beforeMicros, charges.beforeUnknownCount)}
            />
          )}
          {budgets.map(({ name, nowMicros, afterMicros }) => (
            <Change
              key={name}
              name={`${name.slice(0, 1).toUpperCase()}${name.slice(1)}, used`}
              now={formatTrialCost(nowMicros)}
              then={formatTrialCost(afterMicros)}
            />
          ))}
        </tbody>
      </table>
      {taken.totals.length > 0 && (
        <p>{countText(taken.totals.length, 'total')} of a day or a model of it will be gone.</p>
      )}
      {revived.length > 0 && (
        <ul>
          {revived.map(({ fileName, day, modelId, amountMicros }) => (
            <li key={`${fileName} ${day} ${modelId ?? ''}`}>
              {formatTrialCost(amountMicros)} for {dayText(day)}
              {modelId === null ? '' : `, ${modelId},`} from {fileName} stands again.
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Change({ name, now, then }: { name: string; now: string; then: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="right">{now}</td>
      <td className="right">
        <b>{then}</b>
      </td>
    </tr>
  )
}

function knownText(micros: number, unknownCount: number): string {
  return unknownCount === 0 ? formatTrialCost(micros) : `${formatTrialCost(micros)} and ${unknownCount} not reported`
}
