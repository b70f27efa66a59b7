import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { Tornado } from '../domain/ownership.ts'
import { reckonMonth } from './reckon-month.ts'
import { ownershipScenario } from './simulate-ownership.ts'
import { measuredInputs } from './measured-inputs.ts'
import { assumedInputs, type CostScenario } from './uncertain-inputs.ts'

/**
 * What would change the answer: the monthly saving of one contender against another (or, with no other, its cost) as each uncertain thing
 * alone goes from the low to the high end of its range or 95 % interval. People and recoveries are counted.
 * @param of.againstId null: the cost of `of.id` itself
 */
export function tornado(
  bases: readonly CostBasis[],
  of: { id: string; againstId: string | null },
  assumptions: CostAssumptions,
): Tornado {
  const compared = bases.filter(({ id }) => id === of.id || id === of.againstId)
  const scenario = ownershipScenario(compared, assumptions)
  const base = amountOf(scenario, of)
  if (typeof base === 'string') return { state: 'unknown', reason: base }
  const inputs = [...compared.flatMap(measuredInputs), ...assumedInputs(assumptions)]
  const bars = inputs.flatMap((input) => {
    const [atLow, atHigh] = [input.low, input.high].map((end) => amountOf(input.apply(scenario, end), of))
    if (typeof atLow !== 'number' || typeof atHigh !== 'number') return []
    const swingMicros = Math.abs(atHigh - atLow)
    const { id, label, low, high } = input
    const words = { lowWords: input.write(low), highWords: input.write(high) }
    return swingMicros === 0
      ? []
      : [{ id, label, low, high, ...words, atLowMicros: atLow, atHighMicros: atHigh, swingMicros }]
  })
  return {
    state: 'known',
    baseMicros: base,
    bars: bars.toSorted((left, right) => right.swingMicros - left.swingMicros),
  }
}

function amountOf(
  { bases, setting }: CostScenario,
  { id, againstId }: { id: string; againstId: string | null },
): number | string {
  const totalOf = (wanted: string): number | string => {
    const basis = bases.find((one) => one.id === wanted)
    if (basis === undefined) return `There is no contender ${wanted}.`
    const month = reckonMonth(basis, setting.assumptions.imagesPerMonth, setting)
    return month.state === 'known' ? month.totalMicros : `${basis.name}: ${month.reason}`
  }
  const own = totalOf(id)
  if (againstId === null || typeof own === 'string') return own
  const other = totalOf(againstId)
  return typeof other === 'string' ? other : other - own
}
