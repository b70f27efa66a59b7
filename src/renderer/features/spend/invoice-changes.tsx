import type { InvoicePreview, InvoiceTotal } from '#shared/domain/invoice.ts'
import { countText } from '#shared/units/count-text.ts'
import { dayText } from '#shared/units/day-text.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { Note } from '../../ui/states.tsx'
import styles from './spend.module.css'

/** What an invoice would change, and what it only shows. */
export function InvoiceChanges({ preview }: { preview: InvoicePreview }) {
  const { importedAt, problems, problemCount, lineCount, knownLineCount, amountMicros, totals } = preview
  return (
    <>
      {importedAt !== null && (
        <Note look="warn">This file was taken in on {dayText(importedAt.slice(0, 10))}. Nothing would change.</Note>
      )}
      <p className="small">
        {countText(lineCount, 'line')}
        {knownLineCount > 0 && `, ${countText(knownLineCount, 'of them', 'of them')} taken in before`}. The new ones
        come to <b>{formatTrialCost(amountMicros)}</b>.
      </p>
      {problemCount > 0 && (
        <Note look="bad">
          {countText(problemCount, 'line')} can’t be read; nothing is taken in until each can be.
          <ul>
            {problems.slice(0, 8).map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <Matches preview={preview} />
      {totals.length > 0 && <Totals totals={totals} />}
    </>
  )
}

function Matches({ preview }: { preview: InvoicePreview }) {
  const { matchCount, matchedMicros, matchedBeforeMicros, matchedUnknownCount, mapping } = preview
  if (mapping.requestId === null) return null
  if (matchCount === 0) return <p className="small two">No line names a request of ours.</p>
  return (
    <p className="small">
      {countText(matchCount, 'charge is', 'charges are')} named one by one: <b>{formatTrialCost(matchedMicros)}</b>,
      where we had {formatTrialCost(matchedBeforeMicros)}
      {matchedUnknownCount > 0 && ` and ${countText(matchedUnknownCount, 'charge')} not reported`}.
    </p>
  )
}

function Totals({ totals }: { totals: readonly InvoiceTotal[] }) {
  return (
    <section className={styles['rows']} aria-label="Totals by day">
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Model</th>
            <th scope="col" className="right">
              Invoice
            </th>
            <th scope="col" className="right">
              Our lines
            </th>
            <th scope="col" className="right">
              Difference
            </th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={`${total.day} ${total.modelId ?? ''} ${total.kind}`}>
              <td>{dayText(total.day)}</td>
              <td>{total.modelId ?? 'all'}</td>
              <td className="right">
                <b>{formatTrialCost(total.amountMicros)}</b>
              </td>
              <td className="right">{oursText(total)}</td>
              <td className="right">{formatTrialCost(total.differenceMicros)}</td>
              <td className="two">{outcomeOf(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function oursText({ oursCount, oursMicros, oursUnknownCount }: InvoiceTotal): string {
  if (oursCount === 0) return 'none'
  const unknown = oursUnknownCount === 0 ? '' : `, ${oursUnknownCount} not reported`
  return `${formatTrialCost(oursMicros)} in ${countText(oursCount, 'line')}${unknown}`
}

/** A day's total says nothing of its single requests, so it is never spread over them. */
function outcomeOf({ counted, kind, replacesMicros }: InvoiceTotal): string {
  const replaces = replacesMicros === null ? '' : `; replaces ${formatTrialCost(replacesMicros)} of an earlier file`
  if (!counted) return `shown, not counted as ours${replaces}`
  return kind === 'total'
    ? `counts in the place of our lines, which stay as they are${replaces}`
    : 'counts as one line of its own'
}
