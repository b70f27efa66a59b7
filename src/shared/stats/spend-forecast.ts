import type { Estimate } from '../domain/analysis.ts'
import { NEEDED_FOR_PREDICTION, predictSum } from './prediction.ts'
import { wilsonEstimate } from './wilson.ts'

export interface SpendForecast {
  /** Sum of the charges that are known, in micro-dollars. */
  spentMicros: number
  /** Samples that ended and whose charge is not known. They are in neither sum: what they cost comes on top. */
  unknownChargeCount: number
  /** Micro-dollars at the end of the run: what is spent, and what is left at the charges so far, with a 95 % prediction interval. */
  knownTotalMicros: Estimate
}

/**
 * What a run will have cost at its end. The charges to come are taken to be from the law of those so far (`predictSum`), so it is
 * right for one contender at a time: contenders differ in price. Where all have been charged alike so far,
 * failures that cost nothing may still come: the low end allows for as few charged ones as the Wilson interval of their share does.
 * A dearer one that may still come is not allowed for, and neither are charges for another try. The interval never begins below
 * what is spent. Ends are rounded outwards to whole micro-dollars.
 * @param chargesMicros of each sample that ended, failures included; null where it is not known
 * @param leftCount samples that have not ended; each is taken to cost what a known one does
 * @returns `knownTotalMicros`: `count` is that of known charges. `exact` where nothing is left; `unknown`, with the number of unknown
 *   charges, where none of them is known; `too-few` where samples are left and fewer than `NEEDED_FOR_PREDICTION` are known
 */
export function spendForecast(chargesMicros: readonly (number | null)[], leftCount: number): SpendForecast {
  const known = chargesMicros.filter((charge) => charge !== null)
  const spentMicros = known.reduce((sum, charge) => sum + charge, 0)
  const unknownChargeCount = chargesMicros.length - known.length
  const isUnknown = known.length === 0 && unknownChargeCount > 0
  const knownTotalMicros: Estimate = isUnknown
    ? { state: 'unknown', count: unknownChargeCount }
    : totalOf(known, spentMicros, leftCount)
  return { spentMicros, unknownChargeCount, knownTotalMicros }
}

function totalOf(known: readonly number[], spentMicros: number, leftCount: number): Estimate {
  const count = known.length
  if (leftCount === 0)
    return { state: 'known', value: spentMicros, low: spentMicros, high: spentMicros, count, method: 'exact' }
  const prediction = predictSum(known, leftCount)
  if (prediction === null) return { state: 'too-few', count, neededCount: NEEDED_FOR_PREDICTION }
  return {
    state: 'known',
    value: Math.round(spentMicros + prediction.value),
    low: spentMicros + Math.max(0, Math.floor(Math.min(prediction.low, fewestCharged(known, leftCount)))),
    high: spentMicros + Math.ceil(prediction.high),
    count,
    method: 'prediction',
  }
}

/** What is left, if as few samples are charged at all as the share so far allows. */
function fewestCharged(known: readonly number[], leftCount: number): number {
  const charged = known.filter((charge) => charge > 0)
  const share = wilsonEstimate(charged.length, known.length)
  if (share.state !== 'known' || charged.length === 0) return 0
  return (leftCount * share.low * charged.reduce((sum, charge) => sum + charge, 0)) / charged.length
}
