import { Line } from 'recharts'
import { contenderLook } from '../ui/contender-look.ts'
import type { ChartAxis } from './chart-axis.ts'
import { Band, EndLabels, Marks, type Mark } from './marks.tsx'
import { Plot } from './plot.tsx'

export interface PlotLine {
  contenderId: string
  name: string
  position: number
  /** Ascending. `low` and `high`: ends of the interval; null where there is none. */
  points: readonly { x: number; y: number; low: number | null; high: number | null }[]
  look: Mark['look']
}

interface LinePlotProps {
  lines: readonly PlotLine[]
  x: ChartAxis
  y: ChartAxis
  /** How intervals are drawn: as bars on each mark, or as a band along the line. */
  interval: 'bars' | 'band'
  label: string
}

/** Values of contenders along an axis, with their intervals; each line with its marker, its dash, and its name at its end. */
export function LinePlot({ lines, x, y, interval, label }: LinePlotProps) {
  const named = [...new Map(lines.map((line) => [line.contenderId, line])).values()]
  return (
    <Plot label={label} x={x} y={y} right={96}>
      {interval === 'band' &&
        lines.map((line) => <Band key={keyOf(line)} position={line.position} points={line.points.flatMap(withEnds)} />)}
      {lines.map((line) => (
        <Line
          key={keyOf(line)}
          data={[...line.points]}
          dataKey="y"
          name={line.name}
          stroke={contenderLook(line.position).colour}
          strokeDasharray={contenderLook(line.position).dash}
          strokeWidth={1.5}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      ))}
      {lines.map((line) => (
        <Marks
          key={keyOf(line)}
          position={line.position}
          marks={line.points.map((point) => ({
            ...point,
            low: interval === 'bars' ? point.low : null,
            high: interval === 'bars' ? point.high : null,
            look: line.look,
          }))}
        />
      ))}
      <EndLabels
        from={y.from}
        to={y.to}
        ends={named.flatMap(({ position, name, points }) => {
          const last = points.at(-1)
          return last === undefined ? [] : [{ position, name, x: last.x, y: last.y }]
        })}
      />
    </Plot>
  )
}

function keyOf({ contenderId, look }: PlotLine): string {
  return `${contenderId} ${look}`
}

function withEnds({ x, low, high }: PlotLine['points'][number]): { x: number; low: number; high: number }[] {
  return low === null || high === null ? [] : [{ x, low, high }]
}
