import { contenderLook } from '../ui/contender-look.ts'
import type { ChartAxis } from './chart-axis.ts'
import styles from './charts.module.css'
import { Plot, usePlaces } from './plot.tsx'

export interface LatencyStrip {
  contenderId: string
  name: string
  position: number
  /** Ends of the bins on the axis, and how wide the strip is in each: 0 to 1, of the fullest bin of this contender. */
  bins: readonly { from: number; to: number; width: number }[]
  /** Percentiles that n supports, with their intervals. */
  whiskers: readonly { mark: 'marker' | 'ring' | 'dot'; value: number; low: number; high: number }[]
}

/** Half of a strip's place that its fullest bin takes. */
const FULLEST = 0.36

interface LatencyStripsProps {
  strips: readonly LatencyStrip[]
  x: ChartAxis
  label: string
}

/** How latencies spread: for each contender a strip, as wide in each bin as many pictures fell into it, with median, p90 and p95. */
export function LatencyStrips({ strips, x, label }: LatencyStripsProps) {
  const y: ChartAxis = { scale: 'linear', from: strips.length - 0.5, to: -0.5, ticks: [], write: () => '' }
  return (
    <Plot label={label} x={x} y={y} height={34 + strips.length * 52}>
      {strips.map((strip, row) => (
        <Strip key={strip.contenderId} strip={strip} row={row} left={x.from} />
      ))}
    </Plot>
  )
}

function Strip({ strip, row, left }: { strip: LatencyStrip; row: number; left: number }) {
  const places = usePlaces()
  if (places === null) return null
  const look = contenderLook(strip.position)
  const upper = strip.bins.flatMap(({ from, to, width }) => {
    const y = places.y(row - FULLEST * width)
    return [`${places.x(from)} ${y}`, `${places.x(to)} ${y}`]
  })
  const lower = strip.bins.toReversed().flatMap(({ from, to, width }) => {
    const y = places.y(row + FULLEST * width)
    return [`${places.x(to)} ${y}`, `${places.x(from)} ${y}`]
  })
  const middle = places.y(row)
  return (
    <g className={look.colourClass}>
      {strip.bins.length > 0 && (
        <path
          d={`M${[...upper, ...lower].join('L')}Z`}
          fill="currentColor"
          fillOpacity="0.22"
          stroke="currentColor"
          strokeWidth="1"
          strokeDasharray={look.dash}
        />
      )}
      {strip.whiskers.map(({ mark, value, low, high }) => (
        <g key={mark}>
          <line className={styles['interval']} x1={places.x(low)} x2={places.x(high)} y1={middle} y2={middle} />
          <g transform={`translate(${places.x(value)} ${middle})`}>
            {mark === 'marker' && (
              <path
                d={look.markerPath}
                transform="translate(-5 -5)"
                fill="currentColor"
                stroke="var(--paper)"
                strokeWidth="1"
              />
            )}
            {mark === 'ring' && <circle className={styles['ring']} r="3.6" />}
            {mark === 'dot' && <circle r="3.4" fill="currentColor" />}
          </g>
        </g>
      ))}
      <text className={styles['strongText']} x={places.x(left) + 2} y={places.y(row - 0.38) + 4}>
        {strip.name}
      </text>
    </g>
  )
}
