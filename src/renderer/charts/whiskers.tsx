import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'
import type { LinearAxis } from './scale.ts'

export interface Whisker {
  /** `marker`: the contender's own; `ring` and `dot` for the higher percentiles. */
  mark: 'marker' | 'ring' | 'dot'
  value: number
  low: number
  high: number
}

interface WhiskersProps {
  whiskers: readonly Whisker[]
  axis: LinearAxis
  position: number
  label: string
}

const HEIGHT = 44
const APART = 12
/** Percent of the width left free at each end, so that a mark at the edge is whole. */
const INSET = 2

/**
 * Estimates of one contender with their 95 % intervals on a shared axis; the lines of a table make the rows of the chart.
 * Places are percentages, so that marks and letters keep their size however wide the column is.
 */
export function Whiskers({ whiskers, axis, position, label }: WhiskersProps) {
  const look = contenderLook(position)
  return (
    <figure aria-label={label}>
      <svg className={styles['whiskers']} height={HEIGHT} aria-hidden="true">
        {axis.ticks.map((tick) => (
          <line
            key={tick}
            className={styles['gridLine']}
            x1={place(tick, axis)}
            x2={place(tick, axis)}
            y1={0}
            y2={HEIGHT}
          />
        ))}
        <g className={look.colourClass}>
          {whiskers.map((whisker, index) => {
            const y = HEIGHT / 2 + (index - (whiskers.length - 1) / 2) * APART
            return (
              <g key={whisker.mark}>
                <line
                  className={styles['interval']}
                  x1={place(whisker.low, axis)}
                  x2={place(whisker.high, axis)}
                  y1={y}
                  y2={y}
                />
                <svg x={place(whisker.value, axis)} y={y} overflow="visible">
                  {whisker.mark === 'marker' && (
                    <path d={look.markerPath} transform="translate(-5 -5)" fill="currentColor" />
                  )}
                  {whisker.mark === 'ring' && <circle className={styles['ring']} r="3.6" />}
                  {whisker.mark === 'dot' && <circle r="3.4" fill="currentColor" />}
                </svg>
              </g>
            )
          })}
        </g>
      </svg>
    </figure>
  )
}

/** The axis under a column of whiskers. */
export function WhiskerAxis({ axis, write }: { axis: LinearAxis; write: (value: number) => string }) {
  return (
    <svg className={styles['whiskers']} height={18} aria-hidden="true">
      {axis.ticks.map((tick) => (
        <text key={tick} x={place(tick, axis)} y="12" textAnchor="middle">
          {write(tick)}
        </text>
      ))}
    </svg>
  )
}

function place(value: number, axis: LinearAxis): string {
  return `${INSET + (Math.min(value, axis.maximum) / axis.maximum) * (100 - 2 * INSET)}%`
}
