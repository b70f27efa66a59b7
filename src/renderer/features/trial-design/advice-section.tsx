import type { PlanAdvice } from '#shared/contract/plan.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { scaled, type ChartColumn, type NamedRow } from '../../charts/chart-rows.ts'
import styles from './advice-section.module.css'
import { prepareAdvice, type PreparedAdvice } from './prepare-advice.ts'

interface AdviceSectionProps {
  advice: PlanAdvice
  nameOf: (contenderId: string) => string
}

interface AdviceRow extends NamedRow {
  share: number
}

/** What the plan's comparison can find, before anything is sent. */
export function AdviceSection({ advice, nameOf }: AdviceSectionProps) {
  const prepared = prepareAdvice(advice, nameOf)
  return (
    <ChartFrame
      title="What this can tell"
      source="Trial design"
      caption={{
        what: 'Smallest difference in median latency it would find 8 times in 10, by repeats per prompt.',
        count: '',
        method: `From ${advice.basis}.`,
      }}
      table={{
        rows: prepared.points.map(({ repeats, share }) => ({ subject: String(repeats), share })),
        columns: COLUMNS,
        of: { head: 'Repeats', name: 'repeats' },
      }}
      under={<p className="small two">{prepared.sentences.join(' ')}</p>}
    >
      <AdviceChart prepared={prepared} />
    </ChartFrame>
  )
}

const COLUMNS: readonly ChartColumn<AdviceRow>[] = [
  {
    head: 'Smallest difference, %',
    name: 'smallest_difference_percent',
    read: ({ share }) => scaled(share, 0.01),
    places: 1,
  },
]

const [LEFT, RIGHT, TOP, BASE] = [44, 316, 14, 104]

function AdviceChart({ prepared: { points, own, axis, mostRepeats } }: { prepared: PreparedAdvice }) {
  const x = (repeats: number): number =>
    mostRepeats === 1 ? LEFT : LEFT + ((RIGHT - LEFT) * (repeats - 1)) / (mostRepeats - 1)
  const y = (share: number): number => BASE - ((BASE - TOP) * share) / axis.maximum
  const line = points.map(({ repeats, share }) => `${x(repeats).toFixed(1)},${y(share).toFixed(1)}`).join(' ')
  const label = own === null ? '' : `${own.words} at ${own.repeats} ${own.repeats === 1 ? 'repeat' : 'repeats'}`
  const isRight = own !== null && x(own.repeats) > (LEFT + RIGHT) / 2
  return (
    <figure aria-label={`Smallest difference that is found, by repeats. This plan: ${label === '' ? 'none' : label}.`}>
      <svg className={styles['chart']} viewBox="0 0 320 122" aria-hidden="true">
        {axis.ticks.map(({ share, words }) => (
          <g key={share}>
            <line className={styles['grid']} x1={LEFT} x2={RIGHT} y1={y(share)} y2={y(share)} />
            <text x="0" y={y(share) + 4}>
              {words}
            </text>
          </g>
        ))}
        <polyline className={styles['curve']} points={line} />
        {own !== null && (
          <>
            <line className={styles['drop']} x1={x(own.repeats)} x2={x(own.repeats)} y1={y(own.share)} y2={BASE} />
            <circle className={styles['own']} cx={x(own.repeats)} cy={y(own.share)} r="5" />
            <text
              className={styles['words']}
              x={x(own.repeats) + (isRight ? -4 : 9)}
              y={y(own.share) - 8}
              textAnchor={isRight ? 'end' : 'start'}
            >
              {label}
            </text>
          </>
        )}
        {[...new Set([1, Math.round(mostRepeats / 2), mostRepeats])].map((repeats) => (
          <text key={repeats} x={x(repeats)} y="119" textAnchor="middle">
            {repeats}
          </text>
        ))}
      </svg>
    </figure>
  )
}
