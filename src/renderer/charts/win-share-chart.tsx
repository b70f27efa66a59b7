import { Area, AreaChart, ReferenceDot, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'
import { shortName } from './short-name.ts'

export interface WinShareBand {
  contenderId: string
  name: string
  position: number
  /** Where its name stands, in the middle of its band where that is broad enough for it; null where it is nowhere. */
  named: { weight: number; height: number } | null
}

export interface WinShareChartProps {
  bands: readonly WinShareBand[]
  /** By weight from 0 to 1: the share of each contender, by its id. */
  points: readonly { weight: number; shares: Readonly<Record<string, number>> }[]
  /** The user's own weight, and how it is written. */
  own: { weight: number; text: string }
  /** Under the axis: what its weight is of. */
  title: string
  label: string
}

/** How often each contender wins as a weight moves, stacked to 100 %. */
export function WinShareChart({ bands, points, own, title, label }: WinShareChartProps) {
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ResponsiveContainer width="100%" height={190}>
        <AreaChart
          // It stacks bands in the order in which they first appeared: another order takes another chart.
          key={bands.map(({ contenderId }) => contenderId).join(' ')}
          data={[...points]}
          margin={{ top: 18, right: 18, bottom: 0, left: 18 }}
          accessibilityLayer={false}
        >
          <XAxis
            type="number"
            dataKey="weight"
            domain={[0, 1]}
            ticks={[0, 0.25, 0.5, 0.75, 1]}
            tickFormatter={(weight: number) => `${weight * 100} %`}
            axisLine={false}
            tickLine={false}
            height={20}
          />
          <YAxis domain={[0, 1]} hide />
          {bands.map(({ contenderId, name, position }) => (
            <Area
              key={contenderId}
              dataKey={(point: WinShareChartProps['points'][number]) => point.shares[contenderId]}
              name={name}
              stackId="shares"
              type="linear"
              fill={contenderLook(position).colour}
              fillOpacity={0.82}
              stroke="var(--paper)"
              strokeWidth={1.5}
              isAnimationActive={false}
              activeDot={false}
            />
          ))}
          <ReferenceLine
            x={own.weight}
            stroke="var(--ink)"
            strokeDasharray="2 3"
            label={{ value: own.text, position: 'top', fill: 'var(--ink)' }}
          />
          {bands.map(
            ({ contenderId, name, position, named }) =>
              named !== null && (
                <ReferenceDot
                  key={contenderId}
                  x={named.weight}
                  y={named.height}
                  shape={<BandName name={name} position={position} />}
                />
              ),
          )}
        </AreaChart>
      </ResponsiveContainer>
      <figcaption className={styles['axisTitle']}>{title}</figcaption>
    </figure>
  )
}

const LONGEST_NAME = 24

/** The chart itself supplies `cx` and `cy`. */
function BandName({
  cx: x = 0,
  cy: y = 0,
  name,
  position,
}: {
  cx?: number
  cy?: number
  name: string
  position: number
}) {
  return (
    <g className={styles['bandName']}>
      <path d={contenderLook(position).markerPath} transform={`translate(${x - 5} ${y - 17})`} />
      <text x={x} y={y + 6} textAnchor="middle">
        {shortName(name, LONGEST_NAME)}
      </text>
    </g>
  )
}
