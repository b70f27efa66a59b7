import { CartesianGrid, ErrorBar, ResponsiveContainer, Scatter, ScatterChart, XAxis, YAxis } from 'recharts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'
import type { LinearAxis } from './scale.ts'

export interface HistoryChartPoint {
  /** Epoch milliseconds. */
  atMs: number
  value: number
  /** How far the interval reaches below the value, and above. */
  reach: [below: number, above: number]
}

interface HistoryChartProps {
  points: readonly HistoryChartPoint[]
  axis: LinearAxis
  /** Ascending; a little wider than the points. */
  time: { fromMs: number; toMs: number; ticksMs: readonly number[] }
  writeValue: (value: number) => string
  writeTime: (atMs: number) => string
  label: string
}

const LOOK = contenderLook(0)

/** One figure of one model over its trials, with intervals. No line joins them: nothing was measured in between. */
export function HistoryChart({ points, axis, time, writeValue, writeTime, label }: HistoryChartProps) {
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ResponsiveContainer width="100%" height={220}>
        <ScatterChart margin={{ top: 10, right: 16, bottom: 4, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            dataKey="atMs"
            domain={[time.fromMs, time.toMs]}
            ticks={[...time.ticksMs]}
            tickFormatter={writeTime}
            stroke="var(--axis)"
            tickLine={false}
          />
          <YAxis
            type="number"
            dataKey="value"
            domain={[0, axis.maximum]}
            ticks={axis.ticks}
            tickFormatter={writeValue}
            axisLine={false}
            tickLine={false}
            width={64}
          />
          <Scatter data={[...points]} fill={LOOK.colour} isAnimationActive={false} shape="circle">
            <ErrorBar
              dataKey="reach"
              direction="y"
              width={5}
              stroke={LOOK.colour}
              strokeWidth={1.5}
              isAnimationActive={false}
            />
          </Scatter>
        </ScatterChart>
      </ResponsiveContainer>
    </figure>
  )
}
