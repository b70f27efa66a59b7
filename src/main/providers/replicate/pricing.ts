import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { listCharge, unknownCharge } from '../kit/list-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'

/**
 * Replicate names no cost. Official models have a price per picture; others cost the seconds that `metrics.predict_time` names
 * times the price of their hardware. Without those seconds the cost stays unknown: our own measure holds queue and boot, which
 * public models do not pay.
 */
export function priceSample({ ask, pictureCount, picturePixels, reported }: Usage, price: Price | null): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const { width, height, steps } = fitParameters(model, ask).values
  const { inferenceMs } = reported
  const machine = inferenceMs === null ? null : { timeMs: inferenceMs, origin: 'metrics.predict_time' }
  const basis = price?.unit === 'compute-second' ? 'metered' : 'listed'
  return listCharge(model, price, { pictureCount, picturePixels, width, height, steps, machine }, basis)
}

/** What is metered by the second is not known beforehand. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  const model = findModel(descriptor, ask, describeModel)
  if (price?.unit === 'compute-second') {
    return unknownCharge(`Metered by the second at $${price.amountUsd}; known after the first picture.`)
  }
  const { width, height, steps } = fitParameters(model, ask).values
  return listCharge(model, price, { pictureCount: 1, width, height, steps, machine: null }, 'estimated')
}
