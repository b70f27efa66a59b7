import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FairnessRow, ValueCount } from '#shared/domain/fairness.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { seedText } from '#shared/fairness/seed-text.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import styles from './charts-screen.module.css'

const VERDICT_WORDS: Record<FairnessRow['verdict'], string> = {
  'like-for-like': 'like for like',
  'not-like-for-like': 'not like for like',
  'not-known': 'not known',
}

/** Whether the contenders did the same thing: only what is not like for like, and what nobody knows, is written out. */
export function FairnessSection({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  const alike = analysis.fairness.filter(
    ({ verdict, rows }) => verdict === 'like-for-like' && rows.every((row) => row.verdict === 'like-for-like'),
  )
  const others = analysis.fairness.filter((parameter) => !alike.includes(parameter))
  if (analysis.fairness.length === 0) return null
  return (
    <section aria-labelledby="fairness" className={styles['wide']}>
      <h2 id="fairness">Like for like?</h2>
      <p className={styles['caption']}>
        What was asked, what was sent, what came back.
        {alike.length > 0 && ` Alike in ${alike.map(({ parameter }) => parameter).join(', ')}.`}
      </p>
      {others.map(({ parameter, verdict, reason, rows }) => (
        <div key={parameter} className={styles['ledger']}>
          <h3>
            {parameter.charAt(0).toUpperCase() + parameter.slice(1)}
            {verdict !== 'like-for-like' && (
              <span className={verdict === 'not-like-for-like' ? 'alarm' : 'two'}>
                {' '}
                {VERDICT_WORDS[verdict]}
                {reason !== null && `: ${reason}`}
              </span>
            )}
          </h3>
          <table className="compact">
            <thead>
              <tr>
                <th scope="col">Contender</th>
                <th scope="col">Asked</th>
                <th scope="col">Sent</th>
                <th scope="col">Returned</th>
                <th scope="col">Verdict</th>
                <th scope="col" className="right">
                  n
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <LedgerRow key={row.contenderId} row={row} plan={plan} />
              ))}
            </tbody>
          </table>
        </div>
      ))}
      <h3>Same seed twice</h3>
      <ul className={styles['ledger']}>
        {plan.contenders.map(({ id, position, name }) => {
          const numbers = analysis.contenders.find(({ contenderId }) => contenderId === id)
          if (numbers === undefined) return null
          const { verdict } = numbers.checks.seed
          const alarm = verdict === 'ignored' || verdict === 'mixed' || verdict === 'cannot-hold'
          return (
            <li key={id}>
              <ContenderName position={position} name={name} />{' '}
              <span className={alarm ? 'alarm' : 'two'}>{seedText(numbers.checks.seed)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function LedgerRow({ row, plan }: { row: FairnessRow; plan: FrozenPlan }) {
  const contender = plan.contenders.find(({ id }) => id === row.contenderId)
  if (contender === undefined) return null
  return (
    <tr>
      <th scope="row">
        <ContenderName position={contender.position} name={contender.name} />
      </th>
      <td>{writeValues(row.asked, row.parameter === 'safety' ? 'nothing' : 'left to the model')}</td>
      <td>{writeValues(row.sent, 'nothing')}</td>
      <td>{writeValues(row.returned, 'not said')}</td>
      <td>
        <span className={row.verdict === 'not-like-for-like' ? 'alarm' : undefined}>{VERDICT_WORDS[row.verdict]}</span>
        {row.reason !== null && <span className="two small"> {row.reason}</span>}
      </td>
      <td className="right">{figureText(row.count)}</td>
    </tr>
  )
}

/** The commonest two, with their numbers where there are several. */
function writeValues(values: readonly ValueCount[], none: string): string {
  if (values.length === 0) return none
  const written = values
    .slice(0, 2)
    .map(({ value, count }) => (values.length === 1 ? (value ?? none) : `${value ?? none} (${figureText(count)})`))
  return values.length > 2 ? `${written.join(', ')}, ${values.length - 2} more` : written.join(', ')
}
