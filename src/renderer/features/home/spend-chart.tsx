import type { ReactNode } from 'react'
import { spreadLabels } from '#shared/charts/spread-labels.ts'
import { countText } from '#shared/units/count-text.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { sentence } from '#shared/units/sentence.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { scaled, type ChartColumn, type NamedRow } from '../../charts/chart-rows.ts'
import type { PreparedSpend, SpendLine } from './prepare-spend.ts'
import styles from './spend-chart.module.css'

const WIDTH = 290
const BASE = 84
const TOP = 14

interface DayRow extends NamedRow {
  day: number
}

interface SpendFrameProps {
  spend: PreparedSpend
  /** `November` */
  monthName: string
  /** How many charges are in no line, since nobody has told their amount. */
  unknownCount: number
  practiceMicros: number
  /** The sum, above the chart. */
  children: ReactNode
}

/** The month's spend so far. */
export function SpendFrame({ spend, monthName, unknownCount, practiceMicros, children }: SpendFrameProps) {
  return (
    <ChartFrame
      title="Spend so far"
      source={`Spend in ${monthName}`}
      above={children}
      caption={{
        what: `In ${monthName}, summed day by day in UTC. Dotted: practice would have cost ${formatTrialCost(practiceMicros)}; nothing was charged for it.`,
        count:
          unknownCount === 0
            ? ''
            : `${countText(unknownCount, 'charge')} not reported, in no line, so the sum is at least this.`,
        method: '',
      }}
      table={{
        rows: Array.from({ length: spend.today }, (_, index): DayRow => ({
          subject: `${index + 1} ${spend.monthShort}`,
          day: index,
        })),
        columns: spend.lines.map(({ kind, cumulativeMicros }): ChartColumn<DayRow> => ({
          head: `${sentence(kind)}, $`,
          name: `${kind}_so_far_usd`,
          read: ({ day }) => scaled(cumulativeMicros[day] ?? 0, 1_000_000),
          places: 2,
        })),
        of: { head: 'Until', name: 'until_day' },
      }}
      nothing={spend.highestMicros === 0 ? 'Nothing of a known amount was spent yet.' : null}
    >
      <SpendChart spend={spend} />
    </ChartFrame>
  )
}

/** The month's spend so far: charged as a solid line, practice dotted. */
function SpendChart({ spend }: { spend: PreparedSpend }) {
  const x = (day: number) => (WIDTH * (day - 1)) / (spend.daysInMonth - 1)
  const y = (micros: number) =>
    spend.highestMicros === 0 ? BASE : BASE - ((BASE - TOP) * micros) / spend.highestMicros
  const path = (line: SpendLine) =>
    `M0 ${BASE}${line.cumulativeMicros.map((micros, index) => `H${x(index + 1).toFixed(1)}V${y(micros).toFixed(1)}`).join('')}`
  const drawn = spend.lines.flatMap((line) => {
    const last = line.cumulativeMicros.at(-1) ?? 0
    return last === 0 ? [] : [{ ...line, end: y(last) }]
  })
  const names = spreadLabels(
    drawn.map(({ end }) => end - 6),
    TOP - 6,
    BASE - 4,
  )
  const isLate = spend.today > 8
  const label = spend.lines
    .map((line) => `${line.kind} ${formatTrialCost(line.cumulativeMicros.at(-1) ?? 0)}`)
    .join(', ')

  return (
    <figure aria-label={`Spend so far this month: ${label}`}>
      <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} 104`} aria-hidden="true">
        <line className={styles['axis']} x1="0" x2={WIDTH} y1={BASE + 0.5} y2={BASE + 0.5} />
        {drawn.map((line, index) => (
          <g key={line.kind} className={styles[line.kind]}>
            <path d={path(line)} />
            <circle cx={x(spend.today)} cy={line.end} r="3" />
            <text x={x(spend.today) + (isLate ? -6 : 6)} y={names[index]} textAnchor={isLate ? 'end' : 'start'}>
              {line.kind}
            </text>
          </g>
        ))}
        <text x="0" y="100">
          1 {spend.monthShort}
        </text>
        <text x={WIDTH} y="100" textAnchor="end">
          {spend.daysInMonth} {spend.monthShort}
        </text>
      </svg>
    </figure>
  )
}
