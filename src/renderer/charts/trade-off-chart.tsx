import {
  CartesianGrid,
  Line,
  ComposedChart,
  ErrorBar,
  Label,
  ResponsiveContainer,
  Scatter,
  XAxis,
  YAxis,
} from 'recharts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'
import { shortName } from './short-name.ts'

export interface TradeOffPoint {
  contenderId: string
  name: string
  position: number
  x: number
  y: number
  /** Lengths of the interval below and above the value. */
  xBars: [below: number, above: number]
  yBars: [below: number, above: number]
  /** Drawn as an outline: another one is better in every respect. */
  isDominated: boolean
  /** Where the name stands: beside the marker, so many pixels lower. */
  labelSide: 'left' | 'right'
  labelDownPx: number
}

export interface TradeOffAxis {
  minimum: number
  maximum: number
  ticks: number[]
  write: (value: number) => string
  /** `cost per usable picture, less is left` */
  title: string
}

export interface TradeOffChartProps {
  points: readonly TradeOffPoint[]
  xAxis: TradeOffAxis
  yAxis: TradeOffAxis
  /** Steps beyond which nobody is better in both. */
  front: readonly { x: number; y: number }[]
  label: string
}

export const TRADE_OFF_HEIGHT_PX = 330
const MARGIN = { top: 24, right: 24, bottom: 22, left: 0 }
const Y_AXIS_PX = 52
const X_AXIS_PX = 24
/** Between the upper and the lower end of the vertical axis. */
export const TRADE_OFF_PLOT_PX = TRADE_OFF_HEIGHT_PX - MARGIN.top - MARGIN.bottom - X_AXIS_PX

/** Contenders by two measures with their intervals, and the front of those that none beats in both. */
export function TradeOffChart({ points, xAxis, yAxis, front, label }: TradeOffChartProps) {
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ResponsiveContainer width="100%" height={TRADE_OFF_HEIGHT_PX}>
        <ComposedChart margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            dataKey="x"
            domain={[xAxis.minimum, xAxis.maximum]}
            ticks={xAxis.ticks}
            tickFormatter={xAxis.write}
            stroke="var(--axis)"
            axisLine={false}
            tickLine={false}
            height={X_AXIS_PX}
            allowDataOverflow
          >
            <Label value={xAxis.title} position="insideBottomRight" offset={-10} />
          </XAxis>
          <YAxis
            type="number"
            dataKey="y"
            domain={[yAxis.minimum, yAxis.maximum]}
            ticks={yAxis.ticks}
            tickFormatter={yAxis.write}
            axisLine={false}
            tickLine={false}
            width={Y_AXIS_PX}
            allowDataOverflow
          >
            <Label value={yAxis.title} position="top" offset={12} style={{ textAnchor: 'start' }} />
          </YAxis>
          <Line
            data={[...front]}
            dataKey="y"
            type="linear"
            stroke="var(--ink-2)"
            strokeDasharray="2 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          {points.map((point) => (
            <Scatter
              key={point.contenderId}
              data={[point]}
              dataKey="y"
              isAnimationActive={false}
              shape={<PointMark point={point} />}
            >
              <ErrorBar
                dataKey="xBars"
                direction="x"
                width={4}
                strokeWidth={1.5}
                stroke={contenderLook(point.position).colour}
                isAnimationActive={false}
              />
              <ErrorBar
                dataKey="yBars"
                direction="y"
                width={4}
                strokeWidth={1.5}
                stroke={contenderLook(point.position).colour}
                isAnimationActive={false}
              />
            </Scatter>
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  )
}

const LONGEST_NAME = 24

/** The chart itself supplies `cx` and `cy`. */
function PointMark({ cx: x = 0, cy: y = 0, point }: { cx?: number; cy?: number; point: TradeOffPoint }) {
  const look = contenderLook(point.position)
  const isLeft = point.labelSide === 'left'
  return (
    <g>
      <path
        className={look.colourClass}
        d={look.markerPath}
        fill={point.isDominated ? 'var(--paper)' : 'currentColor'}
        stroke={point.isDominated ? 'currentColor' : 'var(--paper)'}
        strokeWidth={point.isDominated ? 1.5 : 1}
        transform={`translate(${x - 6} ${y - 6}) scale(1.2)`}
      />
      <text
        className={styles['strongText']}
        x={isLeft ? x - 11 : x + 11}
        y={y - 7 + point.labelDownPx}
        textAnchor={isLeft ? 'end' : 'start'}
      >
        {shortName(point.name, LONGEST_NAME)}
      </text>
    </g>
  )
}
