import { formatTrialCost } from '#shared/units/format-usd.ts'
import type { PreparedDays } from './prepare-days.ts'
import styles from './day-chart.module.css'

const WIDTH = 930
const BASE = 116
const TOP = 16
const BAR = 12

/** What was charged on each day, filled, beside what practice would have cost, hatched. */
export function DayChart({ days, label }: { days: PreparedDays; label: string }) {
  const { bars, highestMicros } = days
  const slot = WIDTH / bars.length
  const height = (micros: number) => (highestMicros === 0 ? 0 : (Math.max(0, micros) / highestMicros) * (BASE - TOP))
  return (
    <figure aria-label={label}>
      <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} 138`} aria-hidden="true">
        <defs>
          <pattern id="practice-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" x2="0" y1="0" y2="4" className={styles['hatch']} />
          </pattern>
        </defs>
        <line className={styles['axis']} x1="0" x2={WIDTH} y1={BASE + 0.5} y2={BASE + 0.5} />
        {highestMicros > 0 && (
          <>
            <line className={styles['grid']} x1="0" x2={WIDTH} y1={TOP} y2={TOP} />
            <text x="0" y={TOP - 5}>
              {formatTrialCost(highestMicros)}
            </text>
          </>
        )}
        {bars.map((bar, index) => {
          const x = index * slot + slot / 2
          return (
            <g key={bar.date}>
              {bar.chargedMicros > 0 && (
                <rect
                  className={styles['charged']}
                  x={x - BAR}
                  width={BAR - 1}
                  y={BASE - height(bar.chargedMicros)}
                  height={height(bar.chargedMicros)}
                />
              )}
              {bar.practiceMicros > 0 && (
                <rect
                  className={styles['practice']}
                  x={x + 1}
                  width={BAR - 1}
                  y={BASE - height(bar.practiceMicros)}
                  height={height(bar.practiceMicros)}
                />
              )}
              {(bar.day === 1 || bar.day % 5 === 0) && (
                <text x={x} y={BASE + 16} textAnchor="middle">
                  {bar.day}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <figcaption className={`micro three ${styles['legend']}`}>
        <i className={styles['chargedKey']} /> charged <i className="hatch" /> practice, not charged · days in UTC
      </figcaption>
    </figure>
  )
}
