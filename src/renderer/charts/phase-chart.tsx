import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'

export const PHASES = ['queue', 'connect', 'send', 'wait', 'polling', 'receive'] as const
export type Phase = (typeof PHASES)[number]

/** Mean seconds that each phase adds to a picture; a phase that never happened is null. */
export type PhaseBar = { contenderId: string; name: string; position: number; totalSeconds: number } & Record<
  Phase,
  number | null
>

interface PhaseChartProps {
  bars: readonly PhaseBar[]
  ticks: readonly number[]
  maximumSeconds: number
  label: string
}

const PHASE_WORDS: Record<Phase, string> = {
  connect: 'connect',
  queue: 'wait to be sent',
  send: 'send',
  wait: 'wait for the picture',
  polling: 'polling',
  receive: 'receive',
}

const PHASE_FILLS: Record<Phase, string> = {
  connect: 'url(#phase-dots)',
  queue: 'url(#phase-stripes)',
  send: 'var(--p1)',
  wait: 'var(--p2)',
  polling: 'url(#phase-hatch)',
  receive: 'var(--p3)',
}

const BAR_PX = 34

/** Where the time of a picture goes: parts of a whole, so greys and patterns and never a contender's colour. */
export function PhaseChart({ bars, ticks, maximumSeconds, label }: PhaseChartProps) {
  const present = PHASES.filter((phase) => bars.some((bar) => bar[phase] !== null))
  const byId = new Map(bars.map((bar) => [bar.contenderId, bar]))
  return (
    <figure className={styles['chart']} aria-label={label}>
      <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
        <defs>
          <PhasePatterns />
        </defs>
      </svg>
      <ul className={`micro two ${styles['legend']}`}>
        {present.map((phase) => (
          <li key={phase}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect width="10" height="10" fill={PHASE_FILLS[phase]} />
            </svg>
            {PHASE_WORDS[phase]}
          </li>
        ))}
      </ul>
      <ResponsiveContainer width="100%" height={bars.length * BAR_PX + 34}>
        <BarChart
          data={[...bars]}
          layout="vertical"
          margin={{ top: 0, right: 56, bottom: 4, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid horizontal={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            domain={[0, maximumSeconds]}
            ticks={[...ticks]}
            tickFormatter={(seconds: number) => `${seconds} s`}
            axisLine={false}
            tickLine={false}
          />
          <YAxis
            type="category"
            dataKey="contenderId"
            width={150}
            axisLine={false}
            tickLine={false}
            tick={<ContenderTick bars={byId} />}
          />
          {present.map((phase) => (
            <Bar
              key={phase}
              dataKey={phase}
              stackId="whole"
              fill={PHASE_FILLS[phase]}
              stroke="var(--paper)"
              strokeWidth={0.5}
              barSize={16}
              isAnimationActive={false}
            >
              {phase === present.at(-1) && (
                <LabelList
                  dataKey="totalSeconds"
                  position="right"
                  formatter={(seconds: unknown) => (typeof seconds === 'number' ? `${seconds.toFixed(2)} s` : '')}
                />
              )}
            </Bar>
          ))}
        </BarChart>
      </ResponsiveContainer>
    </figure>
  )
}

interface ContenderTickProps {
  bars: ReadonlyMap<string, PhaseBar>
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

function PhasePatterns() {
  return (
    <>
      <pattern id="phase-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line x1="0" y1="0" x2="0" y2="5" stroke="var(--ink-2)" strokeWidth="1.6" />
      </pattern>
      <pattern id="phase-dots" width="4" height="4" patternUnits="userSpaceOnUse">
        <circle cx="1.2" cy="1.2" r=".9" fill="var(--ink-2)" />
      </pattern>
      <pattern id="phase-stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <line x1="0" y1="0" x2="0" y2="5" stroke="var(--ink)" strokeWidth="2.6" />
      </pattern>
    </>
  )
}
