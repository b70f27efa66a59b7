import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { AmountInterval } from '#shared/domain/month-cost.ts'
import { usableBreakEvenUtilisation } from '#shared/economics/break-even-utilisation.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { costPerUsableImage, monthCost } from '#shared/economics/month-cost.ts'
import { changeSetting, prepareSetting } from '#shared/economics/month-setting.ts'
import { volumeSteps } from '#shared/economics/volume-steps.ts'
import { CURVE_CHART, type CostCurves, type CurveLine, type CurvePoint } from '../../charts/cost-curve-chart.tsx'
import { linearAxis } from '../../charts/scale.ts'
import { compactText } from './compact-text.ts'

/** A contender, with its amount in micro-dollars at a place of the axis. */
interface Curve {
  contenderId: string
  name: string
  position: number
  isMachine: boolean
  at: (x: number) => AmountInterval | null
}

/** Places of contenders in the plan, by id. */
export type Positions = ReadonlyMap<string, number>

const DOLLAR = 1_000_000
const GRID_POINTS = 48
const MARKS = 5
/** A curve that ends higher than so many times the second lowest is cut off. */
const CUT_ABOVE = 3
const STEP_LIMIT = 60
/** So that the highest line never lies on the upper edge, where names of lines above it stand. */
const HEADROOM = 1.08

/** What a month costs over its pictures, with break-evens that lie on the axis. */
export function prepareMonthCurves(
  comparison: MonthComparison,
  assumptions: CostAssumptions,
  positions: Positions,
): CostCurves {
  const setting = prepareSetting(assumptions)
  const { imagesPerMonth } = assumptions
  const crossingsAt = comparison.against.flatMap(({ breakEven, managedId }) =>
    breakEven.state === 'from' && breakEven.from !== null && breakEven.from <= imagesPerMonth * 8
      ? [{ x: breakEven.from, managedId, words: compactText(breakEven.from) }]
      : [],
  )
  const x = linearAxis(Math.max(imagesPerMonth * 1.9, ...crossingsAt.map((one) => one.x * 1.2)), MARKS)
  const bases = comparison.contenders.map(({ basis }) => basis)
  const steps = bases
    .flatMap((basis) => volumeSteps(basis, setting, x.maximum).slice(0, STEP_LIMIT))
    .flatMap((step) => [step - 1, step])
  const curves = bases.map((basis): Curve => ({
    ...curveOf(basis, positions),
    at: (images) => {
      const month = monthCost(basis, Math.max(1, Math.round(images)), setting)
      return month.state === 'known' ? month.total : null
    },
  }))
  return {
    ...drawCurves(curves, x, [...evenly(0, x.maximum), ...steps, imagesPerMonth], crossingsAt),
    own: { x: imagesPerMonth, words: `your volume, ${compactText(imagesPerMonth)}` },
  }
}

const LEAST_UTILISATION = 0.05

/** What a usable picture costs over the share of paid hours in which machines draw, at the volume of the assumptions. */
export function prepareUtilisationCurves(
  comparison: MonthComparison,
  assumptions: CostAssumptions,
  positions: Positions,
): CostCurves {
  const setting = prepareSetting(assumptions)
  const { imagesPerMonth } = assumptions
  const curves = comparison.contenders.map(({ basis }): Curve => {
    const memo = new Map<number, AmountInterval | null>()
    const costAt = (utilisation: number): AmountInterval | null => {
      const cost = costPerUsableImage(basis, imagesPerMonth, changeSetting(setting, { utilisation }))
      return cost.state === 'known' ? cost : null
    }
    // What is no machine costs the same at each.
    const key = (utilisation: number): number => (basis.billing.by === 'machine' ? utilisation : 1)
    return {
      ...curveOf(basis, positions),
      at: (utilisation) => {
        const found = memo.get(key(utilisation))
        if (found !== undefined) return found
        const cost = costAt(key(utilisation))
        memo.set(key(utilisation), cost)
        return cost
      },
    }
  })
  const basisOf = new Map(comparison.contenders.map(({ basis }) => [basis.id, basis]))
  const crossingsAt = comparison.against.flatMap(({ machinesId, managedId }) => {
    const [machines, managed] = [basisOf.get(machinesId), basisOf.get(managedId)]
    if (machines === undefined || managed === undefined) return []
    const utilisation = usableBreakEvenUtilisation(machines, managed, imagesPerMonth, setting)
    return utilisation === null || utilisation < LEAST_UTILISATION
      ? []
      : [{ x: utilisation, managedId, words: `${Math.round(utilisation * 100)} %` }]
  })
  const own = ownUtilisation(comparison, assumptions)
  return {
    ...drawCurves(
      curves,
      { maximum: 1, ticks: [0.2, 0.4, 0.6, 0.8, 1] },
      evenly(LEAST_UTILISATION, 1),
      crossingsAt.filter((one, index) => crossingsAt.findIndex((other) => other.x === one.x) === index),
    ),
    own: own === null ? null : { x: own, words: `yours, ${Math.round(own * 100)} %` },
  }
}

/** Of the cheapest machines, where it follows from the traffic. */
function ownUtilisation(comparison: MonthComparison, { utilisation }: CostAssumptions): number | null {
  if (utilisation !== null) return utilisation
  const machines = comparison.contenders.flatMap(({ own }) =>
    own.state === 'known' && own.use !== null ? [{ total: own.total.value, utilisation: own.use.utilisation }] : [],
  )
  return machines.toSorted((left, right) => left.total - right.total)[0]?.utilisation ?? null
}

function curveOf(
  { id, name, billing }: { id: string; name: string; billing: { by: string } },
  positions: Positions,
): Omit<Curve, 'at'> {
  return { contenderId: id, name, position: positions.get(id) ?? 0, isMachine: billing.by === 'machine' }
}

function evenly(from: number, to: number): number[] {
  return Array.from({ length: GRID_POINTS + 1 }, (_, index) => from + ((to - from) * index) / GRID_POINTS)
}

function drawCurves(
  curves: readonly Curve[],
  x: CostCurves['x'],
  places: readonly number[],
  crossingsAt: readonly { x: number; managedId: string; words: string }[],
): Omit<CostCurves, 'own'> {
  const xs = [...new Set([...places, ...x.ticks])]
    .filter((place) => place >= 0 && place <= x.maximum)
    .toSorted((a, b) => a - b)
  const points = xs.map((place): CurvePoint => {
    const point = { x: place, values: {} as Record<string, number>, bands: {} as Record<string, [number, number]> }
    for (const { contenderId, at } of curves) {
      const amount = at(place)
      if (amount === null) continue
      point.values[contenderId] = amount.value / DOLLAR
      point.bands[contenderId] = [amount.low / DOLLAR, amount.high / DOLLAR]
    }
    return point
  })
  const y = linearAxis(highestShown(curves, x.maximum) * HEADROOM, MARKS)
  const amountAt = (id: string, place: number): number | null => {
    const value = curves.find(({ contenderId }) => contenderId === id)?.at(place)?.value
    return value === undefined ? null : value / DOLLAR
  }
  const crossings = crossingsAt.flatMap(({ x: place, managedId, words }) => {
    const amount = amountAt(managedId, place)
    return amount === null || amount > y.maximum ? [] : [{ x: place, y: amount, words }]
  })
  const written = apart(crossings, x.maximum, y.maximum)
  return { points, lines: nameLines(curves, points, y), x, y, crossings: written }
}

/** Near enough for their numbers to lie on each other, in parts of an axis. */
const NEAR = 0.1

/** From left to right; the number of each that is near the one before is written on the other side of its ring. */
function apart(
  crossings: readonly { x: number; y: number; words: string }[],
  width: number,
  height: number,
): CostCurves['crossings'] {
  const written: CostCurves['crossings'] = []
  for (const crossing of crossings.toSorted((left, right) => left.x - right.x)) {
    const before = written.at(-1)
    const isNear =
      before !== undefined && crossing.x - before.x < NEAR * width && Math.abs(crossing.y - before.y) < NEAR * height
    written.push({ ...crossing, isWrittenAbove: isNear && !before.isWrittenAbove })
  }
  return written
}

/** In dollars: high enough for the cheapest machine and the cheapest API, and for all that are not far above the others. */
function highestShown(curves: readonly Curve[], end: number): number {
  const ends = curves
    .flatMap(({ isMachine, at }) => {
      const amount = at(end)
      return amount === null ? [] : [{ isMachine, value: amount.value / DOLLAR }]
    })
    .toSorted((left, right) => left.value - right.value)
  const limit = (ends[1]?.value ?? ends[0]?.value ?? 0) * CUT_ABOVE
  const needed = [true, false].map((isMachine) => ends.find((one) => one.isMachine === isMachine)?.value ?? 0)
  return Math.max(...needed, ...ends.filter(({ value }) => value <= limit).map(({ value }) => value))
}

const NAME_PX = 13
const PLOT_PX = CURVE_CHART.height - CURVE_CHART.top - CURVE_CHART.bottom - CURVE_CHART.axis

/** Names stand at the ends of their lines, those of lines that are cut off under each other at the upper edge. */
function nameLines(curves: readonly Curve[], points: readonly CurvePoint[], y: CostCurves['y']): CurveLine[] {
  const nameDollars = (NAME_PX / PLOT_PX) * y.maximum
  const ends = curves.flatMap((curve, index) => {
    const own = points.filter(({ values }) => values[curve.contenderId] !== undefined)
    const valueOf = (point: CurvePoint | undefined): number => point?.values[curve.contenderId] ?? 0
    const last = own.at(-1)
    if (last === undefined) return []
    const isCut = valueOf(last) > y.maximum
    const isAllAbove = own.every((point) => valueOf(point) > y.maximum)
    const cut = isCut && !isAllAbove ? own.find((point) => valueOf(point) > y.maximum) : undefined
    const end = cut === undefined ? last.x : cut.x
    const markerX = Math.max(own[0]?.x ?? 0, end * (0.62 + 0.05 * (index % 5)))
    const markerY = (curve.at(markerX)?.value ?? 0) / DOLLAR
    const { contenderId, name, position } = curve
    return [
      {
        contenderId,
        name,
        isAbove: isAllAbove,
        position,
        isCut,
        marker: markerY > y.maximum ? null : { x: markerX, y: markerY },
        nameAt: { x: end, y: isCut ? y.maximum : valueOf(last) },
      },
    ]
  })
  const spread = spreadDown(
    ends.filter(({ isCut }) => !isCut),
    nameDollars,
  )
  const cut = ends
    .filter(({ isCut }) => isCut)
    .toSorted((left, right) => left.nameAt.x - right.nameAt.x)
    .map((end, row) => ({ ...end, nameAt: { x: end.nameAt.x, y: y.maximum - row * nameDollars } }))
  return [...spread, ...cut].map(({ isCut: _isCut, ...line }) => line)
}

/** From the highest down, each at least a name below the one before; pushed up again where the lowest would fall below the axis. */
function spreadDown<End extends { nameAt: { x: number; y: number } }>(ends: readonly End[], apart: number): End[] {
  const sorted = ends.toSorted((left, right) => right.nameAt.y - left.nameAt.y)
  const places = sorted.map(({ nameAt }) => nameAt.y)
  for (let row = 1; row < places.length; row += 1) {
    places[row] = Math.min(places[row] as number, (places[row - 1] as number) - apart)
  }
  for (let row = places.length - 1; row >= 0; row -= 1) {
    const least = row === places.length - 1 ? 0 : (places[row + 1] as number) + apart
    places[row] = Math.max(places[row] as number, least)
  }
  return sorted.map((end, row) => ({ ...end, nameAt: { ...end.nameAt, y: places[row] as number } }))
}
