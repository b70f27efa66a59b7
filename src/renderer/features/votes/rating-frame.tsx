import { figureText } from '#shared/units/count-text.ts'
import { ranksText } from '#shared/votes/rating-words.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { whisker } from '../charts/prepare-latency.ts'
import { RATING_COLUMNS, type RatingRow } from '../charts/prepare-quality.ts'

/** All shares on one axis, whatever they come to. */
const AXIS = { maximum: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }

interface RatingFrameProps {
  trialName: string
  title: string
  /** Of how many pairs, judged by whom. */
  count: string
  /** The best first. */
  rows: readonly RatingRow[]
}

/** How often each is preferred, with its interval, its ranks and its votes. */
export function RatingFrame({ trialName, title, count, rows }: RatingFrameProps) {
  return (
    <ChartFrame
      title={title}
      source={trialName}
      span={2}
      caption={{
        what: 'How often each would be preferred to the others, a tie half. Ranks: where it may stand.',
        count,
        method: 'Bradley–Terry with ties after Davidson; 95 % intervals that take votes on one prompt together.',
      }}
      table={{ rows, columns: RATING_COLUMNS }}
    >
      <WhiskerTable
        label="How often it is preferred"
        axis={AXIS}
        write={(share) => `${Math.round(share * 100)} %`}
        heads={['Preferred', 'Rank', 'Won', 'Lost', 'Tied']}
        rows={rows.map(({ contender, rating }) => ({
          contender,
          whiskers: whisker('marker', rating.preferred, 1),
          cells: [
            <EstimateFigure key="preferred" estimate={rating.preferred} quantity="share" />,
            <Ranks key="ranks" ranks={rating.ranks} />,
            figureText(rating.wins),
            figureText(rating.losses),
            <span key="ties" className="nowrap">
              {figureText(rating.ties)}
              {rating.bothBad > 0 && <span className="two">, {figureText(rating.bothBad)} both bad</span>}
            </span>,
          ],
        }))}
      />
    </ChartFrame>
  )
}

/** A single rank stands out. */
function Ranks({ ranks }: { ranks: RatingRow['rating']['ranks'] }) {
  const text = ranksText({ ranks })
  if (ranks === null) return <span className="two">{text}</span>
  return ranks.best === ranks.worst ? <b>{text}</b> : <span className="nowrap">{text}</span>
}
