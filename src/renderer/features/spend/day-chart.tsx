import { countText } from '#shared/units/count-text.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { scaled, type ChartColumn, type NamedRow } from '../../charts/chart-rows.ts'
import type { DayBar, PreparedDays } from './prepare-days.ts'
import styles from './day-chart.module.css'

const WIDTH = 930
const BASE = 116
const TOP = 16
const BAR = 12

const KEYS = [
  { kind: 'charged', words: 'charged' },
  { kind: 'practice', words: 'practice, not charged' },
] as const

const COLUMNS: readonly ChartColumn<DayRow>[] = [
  { head: 'Charged, $', name: 'charged_usd', read: ({ bar }) => scaled(bar.chargedMicros, 1_000_000), places: 6 },
  { head: 'Practice, $', name: 'practice_usd', read: ({ bar }) => scaled(bar.practiceMicros, 1_000_000), places: 6 },
]

interface DayRow extends NamedRow {
  bar: DayBar
}

interface DayFrameProps {
  days: PreparedDays
  /** `November 2026` */
  month: string
  lineCount: number
  unknownCount: number
}

/** What every day of a month has cost. */
export function DayFrame({ days, month, lineCount, unknownCount }: DayFrameProps) {
  return (
    <ChartFrame
      title="Day by day"
      source={`Spend in ${month}`}
      caption={{
        what: 'Filled: charged; hatched: what practice would have cost.',
        count: `n ${countText(lineCount, 'line')} of the ledger${
          unknownCount === 0 ? '.' : `, ${countText(unknownCount, 'amount')} of them not known and in no bar.`
        }`,
        method: 'Sums of days in UTC.',
      }}
      table={{
        rows: days.bars.map((bar) => ({ subject: bar.date, bar })),
        columns: COLUMNS,
        of: { head: 'Day', name: 'day' },
      }}
      nothing={days.highestMicros === 0 ? 'Nothing of a known amount was spent on any day.' : null}
    >
      <DayChart days={days} label={`Spend by day in ${month}`} />
    </ChartFrame>
  )
}

/** What was charged on each day, filled, beside what practice would have cost, hatched. */
function DayChart({ days, label }: { days: PreparedDays; label: string }) {
  const { bars, highestMicros } = days
  const slot = WIDTH / bars.length
  const height = (micros: number) => (highestMicros === 0 ? 0 : (Math.max(0, micros) / highestMicros) * (BASE - TOP))
  return (
    <figure aria-label={label}>
      <ul className={`micro three ${styles['legend']}`}>
        {KEYS.map(({ kind, words }) => (
          <li key={kind}>
            <svg viewBox="0 0 14 8" width="14" height="8" aria-hidden="true">
              <rect x=".5" y=".5" width="13" height="7" className={styles[kind]} />
            </svg>
            {words}
          </li>
        ))}
      </ul>
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
    </figure>
  )
}
