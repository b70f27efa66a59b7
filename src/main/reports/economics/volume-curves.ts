import type { CostBasis } from '#shared/domain/cost-basis.ts'
import { monthCost } from '#shared/economics/month-cost.ts'
import { prepareSetting, type MonthSetting } from '#shared/economics/month-setting.ts'
import { volumeSteps } from '#shared/economics/volume-steps.ts'
import { linearScale } from '../charts/scale.ts'
import type { CostCrossing, MonthlyCostLine, MonthlyCostPoint } from '../charts/monthly-cost.ts'
import type { ReportContender } from '../report-evidence.ts'
import type { ReportEconomics } from '#shared/domain/report-economics.ts'

/** Points of a line: enough for curves that bend between their steps. */
const CURVE_POINTS = 200

/** Steps that are drawn as such; of more, each is too small to be seen. */
const MOST_STEPS = 100

/** A line is left out above so many times the median of where the lines end, so that one dear contender does not press the others flat. */
const TALLEST = 4

/** Changes of who is cheaper that are ringed of a pair of machines and an API that keep changing places. */
const RINGED = 2

/** The months of contenders over volumes, ready to be drawn. */
export interface VolumeCurves {
  lines: MonthlyCostLine[]
  crossings: CostCrossing[]
  /** What is dearer is not drawn; null where everything is. */
  limitMicros: number | null
  /** Names of those that are left out above it. */
  leftOut: string[]
}

/** Of contenders whose costs are known, in the order given. */
export function volumeCurves(
  contenders: readonly ReportContender[],
  { assumptions, comparison }: ReportEconomics,
): VolumeCurves {
  const setting = prepareSetting(assumptions)
  const largest = Math.max(...comparison.volumes)
  const whole = contenders.flatMap(({ contender }) => {
    const basis = comparison.contenders.find((one) => one.basis.id === contender.id)?.basis
    const points = basis === undefined ? [] : curve(basis, largest, setting)
    return points.length === 0 ? [] : [{ position: contender.position, name: contender.name, points }]
  })
  const limitMicros = limitOf(whole)
  const leftOut = whole.filter(({ points }) => limitMicros !== null && points.some(({ value }) => value > limitMicros))
  const lines = whole.map((line) => ({
    ...line,
    points: limitMicros === null ? line.points : cutAt(limitMicros, line.points),
  }))
  return {
    lines: lines.filter(({ points }) => points.length > 0),
    crossings: crossings(comparison, setting, largest).filter(
      ({ micros }) => limitMicros === null || micros <= limitMicros,
    ),
    limitMicros,
    leftOut: leftOut.map(({ name }) => name),
  }
}

function curve(basis: CostBasis, largest: number, setting: MonthSetting): MonthlyCostPoint[] {
  const steps = volumeSteps(basis, setting, largest).flatMap((step) => [step - 1, step])
  // From one picture, because a machine that is kept on costs its month from the first one.
  const even = Array.from({ length: CURVE_POINTS + 1 }, (_, index) =>
    Math.max(1, Math.round((largest * index) / CURVE_POINTS)),
  )
  const volumes = [...new Set([...even, ...(steps.length > 2 * MOST_STEPS ? [] : steps)])]
  return volumes
    .filter((images) => images >= 1 && images <= largest)
    .toSorted((left, right) => left - right)
    .flatMap((images) => {
      const month = monthCost(basis, images, setting)
      return month.state === 'known' ? { images, ...month.total } : []
    })
}

function limitOf(lines: readonly MonthlyCostLine[]): number | null {
  const ends = lines.map(({ points }) => points.at(-1)?.value ?? 0).toSorted((left, right) => left - right)
  const median = ends[Math.floor((ends.length - 1) / 2)] ?? 0
  const limit = linearScale(TALLEST * median, 0, 1).maximum
  return median > 0 && (ends.at(-1) ?? 0) > limit ? limit : null
}

/** Up to where the line first goes above the limit; the point there is drawn in. */
function cutAt(limit: number, points: readonly MonthlyCostPoint[]): MonthlyCostPoint[] {
  const held = (point: MonthlyCostPoint): MonthlyCostPoint => ({ ...point, high: Math.min(point.high, limit) })
  const above = points.findIndex(({ value }) => value > limit)
  const last = points[above - 1]
  const next = points[above]
  if (above === -1 || next === undefined) return points.map(held)
  if (last === undefined) return []
  const part = (limit - last.value) / (next.value - last.value)
  const between = (pick: (point: MonthlyCostPoint) => number): number => pick(last) + part * (pick(next) - pick(last))
  const end = { images: between(({ images }) => images), value: limit, low: between(({ low }) => low), high: limit }
  return [...points.slice(0, above).map(held), end]
}

/** Where machines become, or cease to be, cheaper than an API: from where on for good, or else the first places. */
function crossings(
  { contenders, against }: ReportEconomics['comparison'],
  setting: MonthSetting,
  largest: number,
): CostCrossing[] {
  return against.flatMap(({ managedId, breakEven }) => {
    const managed = contenders.find(({ basis }) => basis.id === managedId)?.basis
    if (breakEven.state === 'unknown' || managed === undefined) return []
    const ends = breakEven.spans.flatMap(({ from, until }) => (until === null ? [from] : [from, until]))
    const told = breakEven.state === 'from' && breakEven.from !== null ? [breakEven.from] : ends.slice(0, RINGED)
    return told
      .filter((images) => images > 1 && images <= largest)
      .flatMap((images) => {
        const month = monthCost(managed, images, setting)
        return month.state === 'known' ? { images, micros: month.total.value } : []
      })
  })
}
