import type { EcdfStep } from '#shared/stats/ecdf.ts'
import { markup, type Markup } from '../markup.ts'
import { lineLabels } from './line-labels.ts'
import { coordinate, dashOf, hueOf, markerAt } from './marker.ts'
import { HALF, plotFrame } from './plot.ts'
import { linearScale, logarithmicScale } from './scale.ts'
import { percentTick, secondsTick } from './tick-text.ts'

export interface AnsweredWithinLine {
  position: number
  name: string
  /** Seconds and share of what was asked, ascending. */
  steps: EcdfStep[]
}

/** Share answered within a time, on a logarithmic scale of seconds: one stepped line a contender, its marker where half are answered. */
export function answeredWithin(lines: readonly AnsweredWithinLine[]): Markup | null {
  const drawn = lines.filter((line) => line.steps.length > 0)
  const seconds = drawn.flatMap((line) => line.steps.map((step) => step.value)).filter((value) => value > 0)
  if (seconds.length === 0) return null
  const x = logarithmicScale(smallest(seconds), largest(seconds), HALF.left, HALF.right)
  const y = linearScale(1, HALF.bottom, HALF.top, 4)
  const paths = drawn.map(({ position, steps }) => {
    const start = `M${coordinate(x.at((steps[0] as EcdfStep).value))} ${HALF.bottom}`
    const stairs = thin(steps).map((step) => `H${coordinate(x.at(step.value))}V${coordinate(y.at(step.share))}`)
    const half = steps.find((step) => step.share >= 0.5)
    return markup`<path class="ln ${hueOf(position)}" stroke-dasharray="${dashOf(position)}" d="${start}${stairs.join('')}H${HALF.right}"/>${
      half === undefined ? null : markerAt(position, x.at(half.value), y.at(0.5), 9)
    }`
  })
  const labels = drawn.map(({ position, name, steps }) => ({
    position,
    name,
    y: y.at((steps.at(-1) as EcdfStep).share),
  }))
  const half = coordinate(y.at(0.5))
  return plotFrame({
    area: HALF,
    label: 'Share answered within a time',
    x,
    y: { ...y, ticks: [0, 0.25, 0.5, 0.75, 1] },
    xText: secondsTick,
    yText: percentTick,
    across: 'from due to last byte',
    content: [
      markup`<line class="ref" x1="${HALF.left}" x2="${HALF.right}" y1="${half}" y2="${half}"/>`,
      ...paths,
      ...lineLabels(labels, HALF.right + 8, HALF.top, HALF.bottom),
    ],
  })
}

/** At most some 250 steps a line: more can't be seen in 250 pixels of height. The first and the last are kept. */
function thin(steps: readonly EcdfStep[]): EcdfStep[] {
  const every = Math.ceil(steps.length / 250)
  return steps.filter((_, index) => index % every === 0 || index === steps.length - 1)
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value))
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value))
}
