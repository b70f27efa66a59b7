import type { Charge, Price } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { listCharge } from '../kit/list-charge.ts'
import { multiplyPrice } from '../kit/multiply-price.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'

/**
 * Billable units of the reply's header times the price, where the price is for the unit that the endpoint is billed by; else
 * the list price times what came. fal names no amount of money.
 */
export function priceSample({ ask, pictureCount, picturePixels, reported }: Usage, price: Price | null): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const billed = billedCharge(model, price, reported.billedUnits ?? null)
  if (billed !== null) return billed
  const { width, height, steps } = fitParameters(model, ask).values
  return listCharge(model, price, { pictureCount, picturePixels, width, height, steps, machine: null }, 'listed')
}

export function estimateSample(ask: Ask, price: Price | null): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const { width, height, steps } = fitParameters(model, ask).values
  return listCharge(model, price, { pictureCount: 1, width, height, steps, machine: null }, 'estimated')
}

/** null where no units were reported, or where they would be multiplied with the price of something else. */
function billedCharge(model: Model, price: Price | null, units: number | null): Charge | null {
  if (price === null || units === null || units === 0) return null
  const own = descriptor.prices.find(({ id }) => id === model.defaultPriceId)
  if (own === undefined || own.unit !== price.unit) return null
  if (price.models.length > 0 && !price.models.includes(model.id)) return null
  return {
    amountMicros: multiplyPrice(price.amountUsd, {
      numerator: BigInt(Math.round(units * 1_000_000)),
      denominator: 1_000_000n,
    }),
    basis: 'metered',
    priceId: price.id,
    evidence: `${units} billable units (x-fal-billable-units header) × $${price.amountUsd} a ${price.unit}`,
  }
}
