import type { Estimate } from '#shared/domain/estimate.ts'
import { unitMicros } from '#shared/economics/charge-units.ts'
import { costPerImage } from '#shared/economics/cost-per-image.ts'
import { priceAt } from '#shared/economics/price-at.ts'
import { costedSamples, type Lane } from './asked-samples.ts'

/**
 * Units of its price that were billed for a picture where the price hangs on the hour: each charge over the amount of the hour in which its
 * sample ended, as it was charged. So what is kept of a trial holds at any hour, and not only in those it ran in.
 * @returns null for a price without such hours, by tokens, or one of several, since it does not come to units of one amount
 */
export function unitsPerImage(lane: Lane, options: { seed: number }): Estimate | null {
  const { price, furtherSteps } = lane.contender
  if (price?.peakHours === undefined || price.tokenRates !== undefined || furtherSteps.length > 0) return null
  const inUnits = costedSamples(lane).map((sample, place) => {
    const row = lane.asked[place]
    const now = row && priceAt(price, { at: lane.instantOf(row.finishedMs), unitsBefore: 0 })
    const amountMicros = now ? unitMicros(now.amountUsd) : 0
    // Units take the place of micro-dollars: what is summed and resampled is the same.
    const units = amountMicros === 0 || sample.chargeMicros === null ? null : sample.chargeMicros / amountMicros
    return { ...sample, chargeMicros: units }
  })
  return costPerImage(inUnits, options)
}
