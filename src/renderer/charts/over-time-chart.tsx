import { useEffect, useRef } from 'react'
import { onThemeChange } from '../app/theme.ts'
import { contenderLook } from '../ui/contender-look.ts'
import styles from './charts.module.css'
import type { LinearAxis } from './scale.ts'

export interface OverTimePoint {
  position: number
  /** From the start of the trial to the moment the sample was due. */
  seconds: number
  latencySeconds: number
  succeeded: boolean
}

interface OverTimeChartProps {
  points: readonly OverTimePoint[]
  time: LinearAxis
  latency: LinearAxis
  writeTime: (seconds: number) => string
  label: string
}

const HEIGHT = 240
const MARGIN = { left: 46, right: 14, top: 10, bottom: 24 }
const MARKER_PX = 7

/**
 * Each sample as its contender's marker. On a canvas, because ten thousand nodes of SVG take seconds to draw; a sample that
 * gave no picture is a cross on the upper edge.
 */
export function OverTimeChart(props: OverTimeChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const target = canvas.current
    if (target === null) return undefined
    const redraw = () => draw(target, props)
    redraw()
    const resizes = new ResizeObserver(redraw)
    resizes.observe(target)
    const stopListening = onThemeChange(redraw)
    return () => {
      resizes.disconnect()
      stopListening()
    }
  }, [props])
  return (
    <figure className={styles['scatter']} aria-label={props.label}>
      <canvas ref={canvas} height={HEIGHT} style={{ height: HEIGHT }} />
    </figure>
  )
}

function draw(canvas: HTMLCanvasElement, { points, time, latency, writeTime }: OverTimeChartProps): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const ratio = window.devicePixelRatio
  const width = canvas.clientWidth
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(HEIGHT * ratio)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, HEIGHT)
  const colours = readColours(canvas)
  const x = (seconds: number) => MARGIN.left + (seconds / time.maximum) * (width - MARGIN.left - MARGIN.right)
  const y = (seconds: number) =>
    HEIGHT - MARGIN.bottom - (seconds / latency.maximum) * (HEIGHT - MARGIN.top - MARGIN.bottom)

  context.font = `11px ${getComputedStyle(canvas).fontFamily}`
  context.fillStyle = colours('--ink-3')
  context.strokeStyle = colours('--grid')
  for (const tick of latency.ticks) {
    context.textAlign = 'right'
    context.fillText(`${tick} s`, MARGIN.left - 6, y(tick) + 4)
    context.beginPath()
    context.moveTo(MARGIN.left, Math.round(y(tick)) + 0.5)
    context.lineTo(width - MARGIN.right, Math.round(y(tick)) + 0.5)
    context.stroke()
  }
  context.textAlign = 'center'
  for (const tick of time.ticks) context.fillText(writeTime(tick), x(tick), HEIGHT - 6)

  const dense = points.length > 2000
  context.globalAlpha = dense ? 0.45 : 0.85
  const size = dense ? MARKER_PX - 2 : MARKER_PX
  for (const point of points) {
    if (!point.succeeded) continue
    const look = contenderLook(point.position)
    context.fillStyle = colours(`--c${point.position + 1}`)
    context.setTransform(
      (ratio * size) / 10,
      0,
      0,
      (ratio * size) / 10,
      ratio * (x(point.seconds) - size / 2),
      ratio * (y(point.latencySeconds) - size / 2),
    )
    context.fill(markerPath(look.markerPath))
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.globalAlpha = 1
  context.strokeStyle = colours('--alarm')
  context.lineWidth = 1.4
  context.beginPath()
  for (const point of points) {
    if (point.succeeded) continue
    const at = x(point.seconds)
    context.moveTo(at - 3, MARGIN.top - 7)
    context.lineTo(at + 3, MARGIN.top - 1)
    context.moveTo(at + 3, MARGIN.top - 7)
    context.lineTo(at - 3, MARGIN.top - 1)
  }
  context.stroke()
}

const paths = new Map<string, Path2D>()

function markerPath(outline: string): Path2D {
  const known = paths.get(outline)
  if (known !== undefined) return known
  const path = new Path2D(outline)
  paths.set(outline, path)
  return path
}

/**
 * A canvas knows no custom properties. The tokens use `light-dark()`, which only a real property resolves: each is put on a
 * hidden element and read back, once a drawing.
 */
function readColours(canvas: HTMLCanvasElement): (token: string) => string {
  const known = new Map<string, string>()
  return (token) => {
    const before = known.get(token)
    if (before !== undefined) return before
    const probe = document.createElement('span')
    probe.hidden = true
    probe.style.color = `var(${token})`
    canvas.parentElement?.append(probe)
    const colour = getComputedStyle(probe).color
    probe.remove()
    known.set(token, colour)
    return colour
  }
}
