import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceDot,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'

export interface AnsweredWithinLine {
  contenderId: string
  name: string
  position: number
  /** Rising steps: by `seconds`, this `share` (0 to 1) of all asked had a picture. */
  steps: { seconds: number; share: number }[]
  /** The step that carries marker and name. */
  labelled: { seconds: number; share: number } | null
}

interface AnsweredWithinChartProps {
  lines: readonly AnsweredWithinLine[]
  lowestSeconds: number
  highestSeconds: number
  ticks: readonly number[]
  label: string
}

/** Share of all asked that were answered within a time, on a log axis of seconds. */
export function AnsweredWithinChart({ lines, lowestSeconds, highestSeconds, ticks, label }: AnsweredWithinChartProps) {
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ResponsiveContainer width="100%" height={262}>
        <LineChart margin={{ top: 10, right: 16, bottom: 4, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            dataKey="seconds"
            scale="log"
            domain={[lowestSeconds, highestSeconds]}
            allowDataOverflow
            ticks={[...ticks]}
            tickFormatter={(seconds: number) => `${seconds} s`}
            stroke="var(--axis)"
            tickLine={false}
          />
          <YAxis
            domain={[0, 1]}
            ticks={[0, 0.25, 0.5, 0.75, 1]}
            tickFormatter={(share: number) => `${share * 100} %`}
            axisLine={false}
            tickLine={false}
            width={46}
          />
          <ReferenceLine y={0.5} stroke="var(--ink-2)" strokeDasharray="2 3" />
          {lines.map((line) => (
            <Line
              key={line.contenderId}
              data={line.steps}
              dataKey="share"
              name={line.name}
              type="stepAfter"
              stroke={contenderLook(line.position).colour}
              strokeDasharray={contenderLook(line.position).dash}
              strokeWidth={1.75}
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
          ))}
          {lines.map(
            (line) =>
              line.labelled !== null && (
                <ReferenceDot
                  key={line.contenderId}
                  x={line.labelled.seconds}
                  y={line.labelled.share}
                  shape={<LineLabel position={line.position} name={line.name} />}
                />
              ),
          )}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** The chart itself supplies `cx` and `cy`. */
function LineLabel({
  cx: x = 0,
  cy: y = 0,
  position,
  name,
}: {
  cx?: number
  cy?: number
  position: number
  name: string
}) {
  const look = contenderLook(position)
  return (
    <g>
      <text className={styles['strongText']} x={x + 10} y={y + 4}>
        {name}
      </text>
      <path
        className={look.colourClass}
        d={look.markerPath}
        fill="currentColor"
        stroke="var(--paper)"
        strokeWidth="1"
        transform={`translate(${x - 5} ${y - 5})`}
      />
    </g>
  )
}
