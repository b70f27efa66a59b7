import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { PairRating, RatingAnalysis } from '#shared/domain/rating.ts'
import { figureText } from '#shared/units/count-text.ts'
import { chanceText } from '#shared/votes/rating-words.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { PERCENT, scaled, type ChartColumn, type ContenderRow } from '../../charts/chart-rows.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { countWords } from '../charts/count-words.ts'
import styles from './votes.module.css'

interface PairRow extends ContenderRow {
  second: string
  pair: PairRating
}

const COLUMNS: readonly ChartColumn<PairRow>[] = [
  { head: 'Against', name: 'against', read: ({ second }) => second },
  {
    head: 'Is better, %',
    name: 'is_better_percent',
    read: ({ pair }) => scaled(pair.firstIsBetter, PERCENT.divisor),
    places: PERCENT.places,
  },
  { head: 'Votes', name: 'votes', read: ({ pair }) => pair.votes },
  { head: 'Settled', name: 'settled', read: ({ pair }) => (pair.isSettled ? 'yes' : 'no') },
  {
    head: 'More votes to settle',
    name: 'more_votes',
    read: ({ pair }) => (pair.isSettled ? 0 : pair.moreVotes),
    missing: () => 'not to be named',
  },
]

interface PairMatrixProps {
  plan: FrozenPlan
  group: RatingAnalysis['groups'][number]
  title: string
}

/** How likely each row is better than each column. */
export function PairMatrix({ plan, group, title }: PairMatrixProps) {
  const { contenders, pairs } = group
  const named = contenders.flatMap(({ contenderId }) => plan.contenders.find(({ id }) => id === contenderId) ?? [])
  const rows = pairs.flatMap((pair): PairRow[] => {
    const [first, second] = [pair.first, pair.second].map((wanted) => named.find(({ id }) => id === wanted))
    return first === undefined || second === undefined ? [] : [{ contender: first, second: second.name, pair }]
  })
  return (
    <ChartFrame
      title={title}
      source={plan.name}
      caption={{
        what: 'Bold: settled at 95 %. n: votes on just these two.',
        count: countWords(
          pairs.map(({ votes }) => votes),
          'votes a pair',
        ),
        method: 'Given all votes together, by Bradley–Terry.',
      }}
      table={{ rows, columns: COLUMNS }}
    >
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
    </ChartFrame>
  )
}
