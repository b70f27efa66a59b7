import type { ReactNode } from 'react'
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
  children: ReactNode
}

/** The month's spend so far; its sums stand above the chart. */
export function SpendFrame({ spend, monthName, unknownCount, children }: SpendFrameProps) {
  return (
    <ChartFrame
      title={`Spend in ${monthName}`}
      source="Assay"
      above={children}
      caption={{
        what: 'The sum so far, day by day in UTC; dotted: what practice would have cost.',
        count: unknownCount === 0 ? '' : `${countText(unknownCount, 'charge')} of unknown amount are in no line.`,
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
      nothing={spend.highestMicros === 0 ? 'Nothing of a known amount was spent in it yet.' : null}
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
  const label = spend.lines
    .map((line) => `${line.kind} ${formatTrialCost(line.cumulativeMicros.at(-1) ?? 0)}`)
    .join(', ')

  return (
    <figure aria-label={`Spend so far this month: ${label}`}>
      <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} 104`} aria-hidden="true">
        <line className={styles['axis']} x1="0" x2={WIDTH} y1={BASE + 0.5} y2={BASE + 0.5} />
        {spend.lines.map((line) => {
          const last = line.cumulativeMicros.at(-1) ?? 0
          if (last === 0) return null
          return (
            <g key={line.kind} className={styles[line.kind]}>
              <path d={path(line)} />
              <circle cx={x(spend.today)} cy={y(last)} r="3" />
              <text x={Math.min(x(spend.today), WIDTH)} y={y(last) - 6} textAnchor={spend.today > 8 ? 'end' : 'start'}>
                {line.kind}
              </text>
            </g>
          )
        })}
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
