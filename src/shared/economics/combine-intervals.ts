import type { AmountInterval } from '../domain/month-cost.ts'
import type { CostScenario, UncertainInput } from './uncertain-inputs.ts'

/**
 * The 95 % interval of an amount that hangs on several measurements, each with an interval of its own: the distances that each brings about
 * alone, added up by their squares to either side (MOVER, the method of variance estimates recovery). With one measurement it is that
 * one's interval, carried through. It takes the measurements for independent.
 * Source: Zou & Donner, Statistics in Medicine 27 (2008) 1693–1702; Donner & Zou, Statistical Methods in Medical Research 21 (2012) 347–359.
 * @param amountOf null where the amount is not known
 */
export function combineIntervals(
  scenario: CostScenario,
  inputs: readonly UncertainInput[],
  amountOf: (scenario: CostScenario) => number | null,
): AmountInterval | null {
  const value = amountOf(scenario)
  if (value === null) return null
  let [below, above] = [0, 0]
  for (const input of inputs) {
    const ends = [input.low, input.high].map((end) => amountOf(input.apply(scenario, end)))
    const known = ends.filter((end) => end !== null)
    if (known.length < 2) return null
    below += Math.max(0, value - Math.min(...known)) ** 2
    above += Math.max(0, Math.max(...known) - value) ** 2
  }
  return { value, low: value - Math.sqrt(below), high: value + Math.sqrt(above) }
}
