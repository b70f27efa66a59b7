import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { ContenderRating } from '#shared/domain/rating.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ranksText } from '#shared/votes/rating-words.ts'
import { WhiskerAxis, Whiskers } from '../../charts/whiskers.tsx'
import chartStyles from '../charts/charts-screen.module.css'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'

/** All shares on one axis, whatever they come to. */
const AXIS = { maximum: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }

/** How often each is preferred, with its interval, its ranks and its votes; the best first. */
export function RatingTable({
  plan,
  contenders,
  title = 'How often each is preferred',
}: {
  plan: FrozenPlan
  contenders: readonly ContenderRating[]
  /** Where it is not people who prefer. */
  title?: string
}) {
  return (
    <div>
      <div className={chartStyles['heading']}>
        <h2>{title}</h2>
        <span className="small three">
          of pairs with the others, a tie half · marker: the share · bars: 95 % interval · ranks: where it may stand
        </span>
      </div>
      <table className={chartStyles['distribution']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            <th scope="col">
              <span className="unseen">Share and interval</span>
            </th>
            <th scope="col" className="right">
              Preferred
            </th>
            <th scope="col" className="right">
              Rank
            </th>
            <th scope="col" className="right">
              Won
            </th>
            <th scope="col" className="right">
              Lost
            </th>
            <th scope="col" className="right">
              Tied
            </th>
          </tr>
        </thead>
        <tbody>
          {contenders.map(({ contenderId, preferred, ranks, wins, losses, ties, bothBad }) => {
            const contender = plan.contenders.find(({ id }) => id === contenderId)
            if (contender === undefined) return null
            return (
              <tr key={contenderId}>
                <th scope="row">
                  <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
                </th>
                <td className={chartStyles['chartCell']}>
                  {preferred.state === 'known' && (
                    <Whiskers
                      whiskers={[{ mark: 'marker', value: preferred.value, low: preferred.low, high: preferred.high }]}
                      axis={AXIS}
                      position={contender.position}
                      label={`${contender.name}, how often it is preferred`}
                    />
                  )}
                </td>
                <td className="right">
                  <EstimateFigure estimate={preferred} quantity="share" />
                </td>
                <td className="right nowrap">
                  {ranks === null ? (
                    <span className="two">{ranksText({ ranks })}</span>
                  ) : ranks.best === ranks.worst ? (
                    <b>{ranksText({ ranks })}</b>
                  ) : (
                    ranksText({ ranks })
                  )}
                </td>
                <td className="right">{figureText(wins)}</td>
                <td className="right">{figureText(losses)}</td>
                <td className="right nowrap">
                  {figureText(ties)}
                  {bothBad > 0 && <span className="two">, {figureText(bothBad)} both bad</span>}
                </td>
              </tr>
            )
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className="unseen">Axis</span>
            </th>
            <td className={chartStyles['chartCell']}>
              <WhiskerAxis axis={AXIS} write={(value) => `${Math.round(value * 100)} %`} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
