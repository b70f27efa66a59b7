import type { WeightSensitivity } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { WinShareBand, WinShareChartProps } from '../../charts/win-share-chart.tsx'

/** A name stands where its band is at least so high, as a share of all. */
const LEAST_NAMED_HEIGHT = 0.22
/** And not so near either end that it would be cut off. */
const NAMED_BETWEEN = [0.1, 0.9] as const

/** The bands of a sensitivity from the bottom to the top: those that win most at the user's own weight lie lowest. */
export function prepareWinShares(
  { contenderIds, curve, weight }: Pick<WeightSensitivity, 'contenderIds' | 'curve' | 'weight'>,
  contenders: readonly DecisionContender[],
): Pick<WinShareChartProps, 'bands' | 'points'> {
  const points = curve.map(({ weight: at, shares }) => ({
    weight: at,
    shares: Object.fromEntries(contenderIds.map((id, place) => [id, shares[place] ?? 0])),
  }))
  const own = points.reduce<(typeof points)[number] | null>(
    (nearest, point) =>
      nearest === null || Math.abs(point.weight - weight) < Math.abs(nearest.weight - weight) ? point : nearest,
    null,
  )
  const stacked = contenders
    .filter(({ contenderId }) => points.some(({ shares }) => (shares[contenderId] ?? 0) > 0))
    .toSorted(
      (one, other) =>
        (own?.shares[other.contenderId] ?? 0) - (own?.shares[one.contenderId] ?? 0) || one.position - other.position,
    )
  const bands = stacked.map(({ contenderId, name, position }, place): WinShareBand => {
    const under = stacked.slice(0, place)
    const places = points
      .filter(({ weight: at }) => at >= NAMED_BETWEEN[0] && at <= NAMED_BETWEEN[1])
      .map(({ weight: at, shares }) => {
        const height = shares[contenderId] ?? 0
        const base = under.reduce((sum, below) => sum + (shares[below.contenderId] ?? 0), 0)
        return { weight: at, share: height, height: base + height / 2 }
      })
    const broadest = places.reduce<(typeof places)[number] | null>(
      (best, each) => (best === null || each.share > best.share ? each : best),
      null,
    )
    const named = broadest === null || broadest.share < LEAST_NAMED_HEIGHT ? null : broadest
    return { contenderId, name, position, named: named && { weight: named.weight, height: named.height } }
  })
  return { bands, points }
}
