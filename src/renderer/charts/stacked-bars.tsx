import { useId } from 'react'
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { ChartAxis } from './chart-axis.ts'
import styles from './charts.module.css'
import { contenderLook } from '../ui/contender-look.ts'
import { PART_FILLS, PartPatterns, type PartFill } from './part-patterns.tsx'

export interface BarPart {
  key: string
  label: string
  fill: PartFill
}

export interface StackedBar {
  contenderId: string
  name: string
  position: number
  /** By the key of a part; a part that did not happen is absent. */
  values: Readonly<Record<string, number>>
  total: number
  /** At the end of the bar. */
  totalText: string
}

interface StackedBarsProps {
  bars: readonly StackedBar[]
  parts: readonly BarPart[]
  axis: ChartAxis
  label: string
}

const BAR_PX = 34

/** Parts of a whole, contender by contender: greys and patterns, and never a contender's colour. */
export function StackedBars({ bars, parts, axis, label }: StackedBarsProps) {
  // Each chart has patterns of its own, so that its picture holds them.
  const prefix = useId()
  const present = parts.filter(({ key }) => bars.some(({ values }) => (values[key] ?? 0) > 0))
  const byId = new Map(bars.map((bar) => [bar.contenderId, bar]))
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ul className={`micro two ${styles['legend']}`}>
        {present.map(({ key, label: name, fill }) => (
          <li key={key}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" fill={PART_FILLS[fill](prefix)} />
              <rect x=".5" y=".5" width="9" height="9" fill="none" stroke="var(--p2)" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <ResponsiveContainer width="100%" height={bars.length * BAR_PX + 34}>
        <BarChart
          data={[...bars]}
          layout="vertical"
          margin={{ top: 0, right: 64, bottom: 4, left: 0 }}
          accessibilityLayer={false}
        >
          <defs>
            <PartPatterns prefix={prefix} />
          </defs>
          <CartesianGrid horizontal={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            domain={[axis.from, axis.to]}
            ticks={[...axis.ticks]}
            tickFormatter={axis.write}
            axisLine={false}
            tickLine={false}
          />
          <YAxis
            type="category"
            dataKey="contenderId"
            width={150}
            axisLine={false}
            tickLine={false}
            interval={0}
            tick={<ContenderTick bars={byId} />}
          />
          {present.map(({ key, fill }) => (
            <Bar
              key={key}
              dataKey={(bar: StackedBar) => bar.values[key] ?? 0}
              stackId="whole"
              fill={PART_FILLS[fill](prefix)}
              stroke="var(--p2)"
              strokeWidth={0.5}
              barSize={16}
              isAnimationActive={false}
            />
          ))}
          {/* An end too short to be seen: a bar of nothing would have no label. */}
          <Bar dataKey={() => axis.to * 1e-6} stackId="whole" fill="none" isAnimationActive={false}>
            <LabelList dataKey="totalText" position="right" />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </figure>
  )
}

interface ContenderTickProps {
  bars: ReadonlyMap<string, StackedBar>
  /** These two are supplied by the axis. */
  y?: number | string
  payload?: { value: string }
}

function ContenderTick({ bars, y: place = 0, payload }: ContenderTickProps) {
  const bar = bars.get(payload?.value ?? '')
  if (bar === undefined) return null
  const y = Number(place)
  const look = contenderLook(bar.position)
  return (
    <g>
      <path className={look.colourClass} d={look.markerPath} fill="currentColor" transform={`translate(0 ${y - 5})`} />
      <text className={styles['strongText']} x={18} y={y + 4}>
        {bar.name.length > 22 ? `${bar.name.slice(0, 21)}…` : bar.name}
      </text>
    </g>
  )
}
