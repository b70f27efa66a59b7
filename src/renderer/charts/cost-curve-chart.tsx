import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'
import type { LinearAxis } from './scale.ts'
import { shortName } from './short-name.ts'

export interface CurvePoint {
  x: number
  /** Dollars by contender; absent where not known. */
  values: Readonly<Record<string, number>>
  /** Ends of 95 % intervals. */
  bands: Readonly<Record<string, [number, number]>>
}

/** A contender's line: where its marker lies, and its name at its end, apart from the names of others. */
export interface CurveLine {
  contenderId: string
  name: string
  position: number
  marker: { x: number; y: number } | null
  nameAt: { x: number; y: number }
  /** All of it lies above the axis: its name alone is there, with an arrow. */
  isAbove: boolean
}

export interface CostCurves {
  points: CurvePoint[]
  lines: CurveLine[]
  x: LinearAxis
  y: LinearAxis
  /** Where two lines cross, with the number that is written beside. */
  crossings: { x: number; y: number; words: string; isWrittenAbove: boolean }[]
  /** The reader's own place on the axis; null where it is none. */
  own: { x: number; words: string } | null
}

interface CostCurveChartProps {
  curves: CostCurves
  writeX: (value: number) => string
  writeY: (dollars: number) => string
  xTitle: string
  label: string
}

export const CURVE_CHART = { height: 330, top: 26, bottom: 20, axis: 30 } as const

/** Costs of contenders as lines with bands. What goes beyond the axis is cut off there, with its name at the cut. */
export function CostCurveChart({ curves, writeX, writeY, xTitle, label }: CostCurveChartProps) {
  const { points, lines, x, y, crossings, own } = curves
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ResponsiveContainer width="100%" height={CURVE_CHART.height}>
        <ComposedChart
          data={points}
          margin={{ top: CURVE_CHART.top, right: 118, bottom: CURVE_CHART.bottom, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            dataKey="x"
            domain={[0, x.maximum]}
            ticks={x.ticks}
            tickFormatter={writeX}
            stroke="var(--axis)"
            tickLine={false}
            height={CURVE_CHART.axis}
            label={{ value: xTitle, position: 'insideBottomRight', offset: -8 }}
          />
          <YAxis
            type="number"
            domain={[0, y.maximum]}
            ticks={y.ticks}
            tickFormatter={writeY}
            allowDataOverflow
            axisLine={false}
            tickLine={false}
            width={58}
          />
          {lines.map(({ contenderId, position }) => (
            <Area
              key={`band of ${contenderId}`}
              dataKey={(point: CurvePoint) => point.bands[contenderId]}
              type="linear"
              fill={contenderLook(position).colour}
              fillOpacity="var(--band)"
              stroke="none"
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          {lines.map(({ contenderId, position, name }) => (
            <Line
              key={contenderId}
              dataKey={(point: CurvePoint) => point.values[contenderId]}
              name={name}
              type="linear"
              stroke={contenderLook(position).colour}
              strokeDasharray={contenderLook(position).dash}
              strokeWidth={1.75}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          {own !== null && (
            <ReferenceLine
              x={own.x}
              stroke="var(--ink-2)"
              strokeDasharray="2 3"
              label={<OwnLabel words={own.words} />}
            />
          )}
          {lines.map(
            ({ contenderId, position, marker }) =>
              marker !== null && (
                <ReferenceDot key={contenderId} {...marker} shape={<MarkerShape position={position} />} />
              ),
          )}
          {lines.map(({ contenderId, name, nameAt, isAbove }) => (
            <ReferenceDot
              key={contenderId}
              {...nameAt}
              ifOverflow="visible"
              shape={<NameShape name={isAbove ? `↑ ${name}` : name} />}
            />
          ))}
          {crossings.map((crossing) => (
            <ReferenceDot
              key={`${crossing.x} ${crossing.y}`}
              x={crossing.x}
              y={crossing.y}
              shape={<CrossingShape words={crossing.words} isWrittenAbove={crossing.isWrittenAbove} />}
            />
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** The chart itself supplies these to what it draws. */
interface Placed {
  cx?: number
  cy?: number
}

function MarkerShape({ cx = 0, cy = 0, position }: Placed & { position: number }) {
  const look = contenderLook(position)
  return (
    <path
      className={look.colourClass}
      d={look.markerPath}
      fill="currentColor"
      stroke="var(--paper)"
      transform={`translate(${cx - 5} ${cy - 5})`}
    />
  )
}

const LONGEST_NAME = 18

function NameShape({ cx = 0, cy = 0, name }: Placed & { name: string }) {
  return (
    <text className={styles['strongText']} x={cx + 8} y={cy + 4}>
      {shortName(name, LONGEST_NAME)}
    </text>
  )
}

interface CrossingShapeProps extends Placed {
  words: string
  isWrittenAbove: boolean
}

function CrossingShape({ cx = 0, cy = 0, words, isWrittenAbove }: CrossingShapeProps) {
  return (
    <g>
      <circle className={styles['crossing']} cx={cx} cy={cy} r={5} />
      <text className={styles['strongText']} x={cx + 8} y={isWrittenAbove ? cy - 8 : cy + 16}>
        {words}
      </text>
    </g>
  )
}

function OwnLabel({ viewBox, words }: { viewBox?: { x?: number; y?: number }; words: string }) {
  const { x = 0, y = 0 } = viewBox ?? {}
  const isLeft = x > 200
  return (
    <text className={styles['ownText']} x={isLeft ? x - 6 : x + 6} y={y - 8} textAnchor={isLeft ? 'end' : 'start'}>
      {words}
    </text>
  )
}
