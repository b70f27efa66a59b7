import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { Ownership } from '../domain/ownership.ts'
import { percentileRank } from '../stats/percentile.ts'
import { createRandom } from '../stats/random.ts'
import { drawInput } from './draw-input.ts'
import { prepareSetting } from './month-setting.ts'
import { reckonMonth } from './reckon-month.ts'
import { measuredInputs } from './measured-inputs.ts'
import { assumedInputs, likeliest, type CostScenario } from './uncertain-inputs.ts'

/** Enough for a 5 % quantile to be off by less than a percentage point of the draws in 99 of 100 simulations. */
export const OWNERSHIP_DRAWS = 4000

/**
 * What contenders cost a month with all that comes with them, when everything uncertain is drawn at once: ranges and measured intervals as in
 * `drawInput`. In one draw, what they share (pictures, an engineer's hour) is the same for all. The same seed gives the same numbers.
 */
export function simulateOwnership(
  bases: readonly CostBasis[],
  assumptions: CostAssumptions,
  draws = OWNERSHIP_DRAWS,
): Ownership {
  const scenario = ownershipScenario(bases, assumptions)
  const reckonable = bases.map((basis) => totalOf(basis, scenario))
  const inputs = [...bases.flatMap(measuredInputs), ...assumedInputs(assumptions)]
  const random = createRandom(assumptions.seed)
  const totals = bases.map((): number[] => [])
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = inputs.reduce((now, input) => input.apply(now, drawInput(input, random)), scenario)
    drawn.bases.forEach((basis, index) => {
      if (typeof reckonable[index] === 'string') return
      const total = totalOf(basis, drawn)
      // Out of reach of its latency target in this draw: dearer than anything.
      totals[index]?.push(typeof total === 'number' ? total : Infinity)
    })
  }
  const leastOfDraws = Float64Array.from({ length: draws }, (_, draw) =>
    totals.reduce((least, own) => Math.min(least, own[draw] ?? Infinity), Infinity),
  )
  const contenders = bases.map((basis, index) => {
    const reason = reckonable[index]
    return typeof reason === 'string'
      ? { state: 'unknown' as const, id: basis.id, reason }
      : summarise(basis.id, totals[index] ?? [], leastOfDraws)
  })
  const known = contenders.flatMap(({ state, id }, index) =>
    state === 'known' ? { id, totals: totals[index] ?? [] } : [],
  )
  return {
    imagesPerMonth: scenario.setting.assumptions.imagesPerMonth,
    draws,
    seed: assumptions.seed,
    contenders,
    cheaper: known.flatMap((first) =>
      known
        .filter((second) => second !== first)
        .map((second) => ({
          firstId: first.id,
          secondId: second.id,
          share: first.totals.filter((total, draw) => total < (second.totals[draw] as number)).length / draws,
        })),
    ),
  }
}

/** With people and recoveries counted, and every range at its likeliest. */
export function ownershipScenario(bases: readonly CostBasis[], assumptions: CostAssumptions): CostScenario {
  return { bases, setting: prepareSetting({ ...likeliest(assumptions), countOverhead: true }) }
}

function totalOf(basis: CostBasis, { setting }: CostScenario): number | string {
  const month = reckonMonth(basis, setting.assumptions.imagesPerMonth, setting)
  return month.state === 'known' ? month.totalMicros : month.reason
}

function summarise(id: string, totals: readonly number[], leastOfDraws: Float64Array): Ownership['contenders'][number] {
  const ascending = Float64Array.from(totals).sort()
  const at = (share: number): number => ascending[percentileRank(ascending.length, share) - 1] as number
  if (at(0.95) === Infinity)
    return { state: 'unknown', id, reason: 'Its latency target is out of reach in some draws.' }
  const finite = ascending.filter((total) => total !== Infinity)
  const meanMicros = finite.reduce((sum, total) => sum + total, 0) / finite.length
  const cheapestShare =
    totals.filter((total, draw) => total !== Infinity && total <= (leastOfDraws[draw] as number)).length / totals.length
  return {
    state: 'known',
    id,
    p5Micros: at(0.05),
    p50Micros: at(0.5),
    p95Micros: at(0.95),
    meanMicros,
    cheapestShare,
  }
}
