import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { listCharge, unknownCharge } from '../kit/list-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

/** What the reply says that it cost, else the price that the user chose, in whatever unit it is. */
export function priceSample(
  { ask, pictureCount, picturePixels, reported, serviceMs }: Usage,
  price: Price | null,
): Charge {
  if (reported.costMicros !== null) {
    const evidence = 'the cost in the reply, at the place that the template names'
    return { amountMicros: reported.costMicros, basis: 'reported', priceId: null, evidence }
  }
  const machine =
    reported.inferenceMs === null
      ? { timeMs: serviceMs, origin: 'measured by Assay, waiting included' }
      : { timeMs: reported.inferenceMs, origin: 'time of work in the reply' }
  const used = { pictureCount, picturePixels, ...askedOf(ask), machine }
  return listCharge(findModel(descriptor, ask), price, used, isTimed(price) ? 'metered' : 'listed')
}

/** A price by time is known only after the first picture. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  if (price !== null && isTimed(price)) {
    return unknownCharge(`Metered by time at $${price.amountUsd} a ${price.unit}; known after the first picture.`)
  }
  return listCharge(findModel(descriptor, ask), price, { pictureCount: 1, ...askedOf(ask), machine: null }, 'estimated')
}

function askedOf({ parameters }: Ask): { width: number; height: number; steps: number | null } {
  return { width: parameters.width, height: parameters.height, steps: parameters.steps ?? null }
}

function isTimed(price: Price | null): boolean {
  return price?.unit === 'compute-second' || price?.unit === 'instance-hour'
}
