import { spreadLabels } from '#shared/charts/spread-labels.ts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'
import { usePlaces } from './plot.tsx'

/** `marker`: the contender's own, filled · `hollow`: its outline alone. */
export interface Mark {
  x: number
  y: number
  /** Ends of its interval; null where it has none. */
  low: number | null
  high: number | null
  look: 'marker' | 'hollow'
}

/** Marks of one contender, each with its interval. */
export function Marks({ position, marks }: { position: number; marks: readonly Mark[] }) {
  const places = usePlaces()
  if (places === null) return null
  const look = contenderLook(position)
  return (
    <g className={look.colourClass}>
      {marks.map(({ x, y, low, high, look: how }, index) => (
        <g key={index}>
          {low !== null && high !== null && (
            <line
              className={styles['interval']}
              x1={places.x(x)}
              x2={places.x(x)}
              y1={places.y(low)}
              y2={places.y(high)}
            />
          )}
          <path
            d={look.markerPath}
            className={how === 'hollow' ? styles['ring'] : undefined}
            fill={how === 'hollow' ? undefined : 'currentColor'}
            transform={`translate(${places.x(x) - 5} ${places.y(y) - 5})`}
          />
        </g>
      ))}
    </g>
  )
}

/** The interval along a line as a band. @param points with both ends, by place on the axis */
export function Band({
  position,
  points,
}: {
  position: number
  points: readonly { x: number; low: number; high: number }[]
}) {
  const places = usePlaces()
  if (places === null || points.length < 2) return null
  const upper = points.map(({ x, high }) => `${places.x(x)} ${places.y(high)}`)
  const lower = points.toReversed().map(({ x, low }) => `${places.x(x)} ${places.y(low)}`)
  return (
    <path
      className={contenderLook(position).colourClass}
      d={`M${[...upper, ...lower].join('L')}Z`}
      fill="currentColor"
      fillOpacity="var(--band)"
      stroke="none"
    />
  )
}

/**
 * Many marks of one contender as a single outline: thousands of elements would take seconds to draw.
 * @param points by their places on the axes
 */
export function ManyMarks({ position, points }: { position: number; points: readonly { x: number; y: number }[] }) {
  const places = usePlaces()
  if (places === null) return null
  const outline = smallMarker(position)
  return (
    <path
      className={contenderLook(position).colourClass}
      d={points.map(({ x, y }) => outline(places.x(x), places.y(y))).join('')}
      fill="currentColor"
      fillOpacity="0.6"
      stroke="none"
    />
  )
}

/** Crosses on the upper edge: samples without a picture. */
export function EdgeCrosses({ xs, top }: { xs: readonly number[]; top: number }) {
  const places = usePlaces()
  if (places === null) return null
  const y = places.y(top)
  return (
    <path
      d={xs.map((x) => `M${places.x(x) - 3} ${y - 7}l6 6m0-6l-6 6`).join('')}
      stroke="var(--alarm)"
      strokeWidth="1.4"
      fill="none"
    />
  )
}

/** The names of lines at their ends, moved apart until each can be read. */
export function EndLabels({
  ends,
  from,
  to,
}: {
  ends: readonly { position: number; name: string; x: number; y: number }[]
  /** Ends of the upright axis. */
  from: number
  to: number
}) {
  const places = usePlaces()
  if (places === null) return null
  const spread = spreadLabels(
    ends.map(({ y }) => places.y(y)),
    places.y(to),
    places.y(from),
  )
  return (
    <>
      {ends.map(({ position, name, x }, index) => (
        <text key={position} className={styles['strongText']} x={places.x(x) + 9} y={(spread[index] ?? 0) + 4}>
          {name.length > 14 ? `${name.slice(0, 13)}…` : name}
        </text>
      ))}
    </>
  )
}

/** A contender's marker, five pixels wide, around a place. Rounded to a tenth of a pixel. */
function smallMarker(position: number): (x: number, y: number) => string {
  const shapes = [
    'm-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z',
    'm-2.2-2.2h4.4v4.4h-4.4z',
    'm0-2.8 2.6 4.8h-5.2z',
    'm0-3 3 3-3 3-3-3z',
    'm0 2.8-2.6-4.8h5.2z',
    'm-.8-2.8h1.6v2h2v1.6h-2v2h-1.6v-2h-2v-1.6h2z',
    'm-1.4-2.5h2.8l1.4 2.5-1.4 2.5h-2.8l-1.4-2.5z',
    'm-2.8-1h5.6v2h-5.6z',
  ]
  const shape = shapes[position] ?? ''
  return (x, y) => `M${x.toFixed(1)} ${y.toFixed(1)}${shape}`
}
