import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import { figureText } from '#shared/units/count-text.ts'
import { chanceText } from '#shared/votes/rating-words.ts'
import chartStyles from '../charts/charts-screen.module.css'
import { ContenderName } from '../../ui/contender-name.tsx'
import styles from './votes.module.css'

/** How likely each row is better than each column. */
export function PairMatrix({ plan, group }: { plan: FrozenPlan; group: RatingAnalysis['groups'][number] }) {
  const { contenders, pairs } = group
  const named = contenders.flatMap(({ contenderId }) => plan.contenders.find(({ id }) => id === contenderId) ?? [])
  return (
    <div>
      <div className={chartStyles['heading']}>
        <h2>Chance that the row is better than the column</h2>
        <span className="small three">given the votes · bold: settled at 95 % · n: votes on just these two</span>
      </div>
      <table className={styles['matrix']}>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">Contender</span>
            </th>
            {named.map((contender) => (
              <th scope="col" key={contender.id} className="right">
                <ContenderName position={contender.position} name={contender.name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {named.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <ContenderName position={row.position} name={row.name} />
              </th>
              {named.map((column) => {
                const pair = pairs.find(
                  ({ first, second }) =>
                    (first === row.id && second === column.id) || (first === column.id && second === row.id),
                )
                if (pair === undefined) {
                  return (
                    <td key={column.id}>
                      <span className="unseen">itself</span>
                    </td>
                  )
                }
                const chance = pair.first === row.id ? pair.firstIsBetter : 1 - pair.firstIsBetter
                return (
                  <td key={column.id} className="right nowrap">
                    {pair.isSettled ? <b>{chanceText(chance)}</b> : chanceText(chance)}{' '}
                    <span className="micro three">n {figureText(pair.votes)}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
