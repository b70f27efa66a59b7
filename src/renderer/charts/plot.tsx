import type { ReactNode } from 'react'
import { CartesianGrid, LineChart, ResponsiveContainer, useXAxisScale, useYAxisScale, XAxis, YAxis } from 'recharts'
import type { ChartAxis } from './chart-axis.ts'
import styles from './charts.module.css'

interface PlotProps {
  label: string
  x: ChartAxis
  y: ChartAxis
  height?: number
  /** Room at the right for the names of lines. */
  right?: number
  children: ReactNode
}

/** Two axes and the lines to read by; what is drawn between them are its children. */
export function Plot({ label, x, y, height = 230, right = 16, children }: PlotProps) {
  return (
    <figure className={styles['chart']} aria-label={label}>
      <ResponsiveContainer width="100%" height={height}>
        <LineChart margin={{ top: 10, right, bottom: 4, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--grid)" />
          <XAxis
            type="number"
            dataKey="x"
            scale={x.scale}
            domain={[x.from, x.to]}
            allowDataOverflow
            ticks={[...x.ticks]}
            tickFormatter={x.write}
            stroke="var(--axis)"
            tickLine={false}
          />
          <YAxis
            type="number"
            scale={y.scale}
            domain={[y.from, y.to]}
            allowDataOverflow
            ticks={[...y.ticks]}
            tickFormatter={y.write}
            axisLine={false}
            tickLine={false}
            width={52}
            interval={0}
          />
          {children}
        </LineChart>
      </ResponsiveContainer>
    </figure>
  )
}

export interface Places {
  x: (value: number) => number
  y: (value: number) => number
}

/** Where values lie within a `Plot`, in pixels; null before it has its size. */
export function usePlaces(): Places | null {
  const x = useXAxisScale()
  const y = useYAxisScale()
  if (x === undefined || y === undefined) return null
  return { x: (value) => x(value) ?? 0, y: (value) => y(value) ?? 0 }
}
