import { formatTrialCost } from '#shared/units/format-usd.ts'
import type { PreparedSpend, SpendLine } from './prepare-spend.ts'
import styles from './spend-chart.module.css'

const WIDTH = 290
const BASE = 84
const TOP = 14

/** The month's spend so far: charged as a solid line, practice dotted. */
export function SpendChart({ spend }: { spend: PreparedSpend }) {
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
