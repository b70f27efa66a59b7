import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { ContenderRating, RatingAnalysis } from '#shared/domain/rating.ts'
import chartStyles from '../charts/charts-screen.module.css'
import styles from './votes.module.css'

/** By the head of each column. @param group its place among those that votes connect, from 0 */
function cellsOf(
  { preferred, ranks, votes, wins, losses, ties, bothBad }: ContenderRating,
  group: number,
): Record<string, string | number> {
  const isKnown = preferred.state === 'known'
  return {
    Group: group + 1,
    Preferred: isKnown ? preferred.value.toFixed(4) : 'not rated',
    Low: isKnown ? preferred.low.toFixed(4) : 'not rated',
    High: isKnown ? preferred.high.toFixed(4) : 'not rated',
    'Best rank': ranks?.best ?? 'not rated',
    'Worst rank': ranks?.worst ?? 'not rated',
    Votes: votes,
    Won: wins,
    Lost: losses,
    Tied: ties,
    'Both bad': bothBad,
  }
}

const HEADS = [
  'Group',
  'Preferred',
  'Low',
  'High',
  'Best rank',
  'Worst rank',
  'Votes',
  'Won',
  'Lost',
  'Tied',
  'Both bad',
]

/** The same numbers as a table, in full. */
export function RatingRows({ plan, rating }: { plan: FrozenPlan; rating: RatingAnalysis }) {
  const nameOf = (contenderId: string): string =>
    plan.contenders.find(({ id }) => id === contenderId)?.name ?? contenderId
  return (
    <div className={styles['sections']}>
      <table className={chartStyles['numbers']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            {HEADS.map((name) => (
              <th scope="col" key={name} className="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rating.groups.flatMap(({ contenders }, group) =>
            contenders.map((line) => (
              <tr key={line.contenderId}>
                <th scope="row">{nameOf(line.contenderId)}</th>
                {Object.entries(cellsOf(line, group)).map(([column, cell]) => (
                  <td key={column} className="right">
                    {cell}
                  </td>
                ))}
              </tr>
            )),
          )}
        </tbody>
      </table>
      <table className={chartStyles['numbers']}>
        <thead>
          <tr>
            <th scope="col">First</th>
            <th scope="col">Second</th>
            <th scope="col" className="right">
              First is better
            </th>
            <th scope="col" className="right">
              Votes
            </th>
            <th scope="col" className="right">
              More votes to settle
            </th>
          </tr>
        </thead>
        <tbody>
          {rating.groups.flatMap(({ pairs }) =>
            pairs.map((pair) => (
              <tr key={`${pair.first} ${pair.second}`}>
                <th scope="row">{nameOf(pair.first)}</th>
                <td>{nameOf(pair.second)}</td>
                <td className="right">{pair.firstIsBetter.toFixed(4)}</td>
                <td className="right">{pair.votes}</td>
                <td className="right">{pair.isSettled ? 'settled' : (pair.moreVotes ?? 'not to be named')}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
