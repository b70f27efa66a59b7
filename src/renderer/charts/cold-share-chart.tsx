import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'

export interface ColdSharePoint {
  /** Place of its gap on the axis, from 0. */
  gap: number
  /** 0 to 1. */
  share: number
  low: number
  high: number
}

export interface ColdShareLine {
  contenderId: string
  name: string
  position: number
  points: readonly ColdSharePoint[]
}

interface ColdShareChartProps {
  /** One for each gap, ascending. */
  gapLabels: readonly string[]
  lines: readonly ColdShareLine[]
  label: string
}

const HEIGHT = 196
const TOP = 10
const BOTTOM = 168
/** Percent of the width taken by the labels of the axis. */
const LEFT = 7
const TICKS = [0, 0.25, 0.5, 0.75, 1]

/** The share of cold starts after each gap, with its interval: gaps side by side, and in each gap the contenders. */
export function ColdShareChart({ gapLabels, lines, label }: ColdShareChartProps) {
  const slot = (100 - LEFT) / Math.max(1, gapLabels.length)
  const x = (gap: number, line: number): number => LEFT + slot * (gap + (line + 1) / (lines.length + 1))
  return (
    <figure aria-label={label}>
      <svg className={styles['whiskers']} height={HEIGHT} aria-hidden="true">
        {TICKS.map((tick) => (
          <g key={tick}>
            <line className={styles['gridLine']} x1={`${LEFT}%`} x2="100%" y1={y(tick)} y2={y(tick)} />
            <text x={`${LEFT - 1}%`} y={y(tick) + 4} textAnchor="end">
              {tick * 100} %
            </text>
          </g>
        ))}
        {gapLabels.map((gapLabel, gap) => (
          <text key={gapLabel} x={`${LEFT + slot * (gap + 0.5)}%`} y={HEIGHT - 8} textAnchor="middle">
            {gapLabel}
          </text>
        ))}
        {lines.map((line, index) => {
          const look = contenderLook(line.position)
          return (
            <g key={line.contenderId} className={look.colourClass}>
              {line.points.map((point) => {
                const at = `${x(point.gap, index)}%`
                return (
                  <g key={point.gap}>
                    <line className={styles['interval']} x1={at} x2={at} y1={y(point.low)} y2={y(point.high)} />
                    <svg x={at} y={y(point.share)} overflow="visible">
                      <path d={look.markerPath} transform="translate(-5 -5)" fill="currentColor" />
                    </svg>
                  </g>
                )
              })}
            </g>
          )
        })}
      </svg>
    </figure>
  )
}

function y(share: number): number {
  return BOTTOM - share * (BOTTOM - TOP)
}
