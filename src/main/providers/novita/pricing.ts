import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { listCharge } from '../kit/list-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'

/**
 * Novita reports no cost. FLUX.1 [schnell] has a list price by formula, $0.003 × (W × H × steps) / (1024 × 1024 × 4), counted
 * with what was sent; the page gives no price for anything else.
 */
export function priceSample(usage: Usage, price: Price | null): Charge {
  return chargeFor(usage.ask, usage.pictureCount, price, 'listed')
}

/** One picture of the size and steps asked for: by the formula this is also the most that it can cost. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  return chargeFor(ask, 1, price, 'estimated')
}

function chargeFor(ask: Ask, pictureCount: number, price: Price | null, basis: 'listed' | 'estimated'): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const { width, height, steps } = fitParameters(model, ask).values
  return listCharge(model, price, { pictureCount, width, height, steps, machine: null }, basis)
}
