import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import styles from './charts.module.css'
import { shortName } from './short-name.ts'

/** One thing that is moved alone; `atLow` and `atHigh` in dollars. */
export interface TornadoRow {
  id: string
  label: string
  lowWords: string
  highWords: string
  atLow: number
  atHigh: number
}

interface TornadoChartProps {
  rows: readonly TornadoRow[]
  base: number
  ticks: readonly number[]
  domain: [number, number]
  writeX: (dollars: number) => string
  label: string
}

const ROW_PX = 30
const BAR_PX = 14
const END_FILLS = { low: 'var(--p3)', high: 'var(--p1)' } as const

/** How far the result moves as each thing goes to either end of its range. */
export function TornadoChart({ rows, base, ticks, domain, writeX, label }: TornadoChartProps) {
  const spans = rows.map((row) => ({ ...row, low: ordered(base, row.atLow), high: ordered(base, row.atHigh) }))
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ul className={`micro two ${styles['legend']}`}>
        {Object.entries(END_FILLS).map(([end, fill]) => (
          <li key={end}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" fill={fill} />
            </svg>
            at its {end} end
          </li>
        ))}
      </ul>
      <ResponsiveContainer width="100%" height={rows.length * ROW_PX + 40}>
        <BarChart
          data={spans}
          layout="vertical"
          barGap={-BAR_PX}
          margin={{ top: 4, right: 60, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid horizontal={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            domain={domain}
            ticks={[...ticks]}
            tickFormatter={writeX}
            axisLine={false}
            tickLine={false}
          />
          <YAxis
            type="category"
            dataKey="label"
            width={218}
            axisLine={false}
            tickLine={false}
            tick={<LabelTick />}
            interval={0}
          />
          <Bar
            dataKey="low"
            barSize={BAR_PX}
            isAnimationActive={false}
            shape={<BarShape base={base} end="atLow" words="lowWords" fill={END_FILLS.low} />}
          />
          <Bar
            dataKey="high"
            barSize={BAR_PX}
            isAnimationActive={false}
            shape={<BarShape base={base} end="atHigh" words="highWords" fill={END_FILLS.high} />}
          />
          <ReferenceLine x={0} stroke="var(--ink-3)" strokeDasharray="2 3" />
          <ReferenceLine x={base} stroke="var(--ink)" />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  )
}

function ordered(from: number, to: number): [number, number] {
  return from < to ? [from, to] : [to, from]
}

interface BarShapeProps {
  base: number
  end: 'atLow' | 'atHigh'
  words: 'lowWords' | 'highWords'
  fill: string
  /** These are supplied by the chart. */
  x?: number
  y?: number
  width?: number
  height?: number
  payload?: TornadoRow
}

function BarShape({ base, end, words, fill, x = 0, y = 0, width = 0, height = 0, payload }: BarShapeProps) {
  if (payload === undefined || payload[end] === base) return null
  const [left, right] = [Math.min(x, x + width), Math.max(x, x + width)]
  const isLeft = payload[end] < base
  return (
    <g>
      <rect x={left} y={y} width={right - left} height={height} fill={fill} />
      <text
        className={styles['strongText']}
        x={isLeft ? left - 5 : right + 5}
        y={y + height / 2 + 4}
        textAnchor={isLeft ? 'end' : 'start'}
      >
        {payload[words]}
      </text>
    </g>
  )
}

const LONGEST_LABEL = 36

function LabelTick({ y = 0, payload }: { y?: number | string; payload?: { value: string } }) {
  const text = payload?.value ?? ''
  return (
    <text className={styles['strongText']} x={0} y={Number(y) + 4}>
      {shortName(text, LONGEST_LABEL)}
    </text>
  )
}
