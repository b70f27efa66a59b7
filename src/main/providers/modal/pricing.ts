import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { listCharge, unknownCharge } from '../kit/list-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

/**
 * Seconds of work × price of one GPU second. The deployment's own `x-exec-ms` counts where it is sent, else our service time,
 * which also holds the way there and back. Modal bills more than this (CPU, memory, start-up, idle time): the evidence says so.
 */
export function priceSample({ ask, pictureCount, reported, serviceMs }: Usage, price: Price | null): Charge {
  const machine =
    reported.inferenceMs === null
      ? { timeMs: serviceMs, origin: 'measured by Assay' }
      : { timeMs: reported.inferenceMs, origin: 'x-exec-ms header' }
  const used = { pictureCount, width: null, height: null, steps: null, machine }
  const charge = listCharge(findModel(descriptor, ask), price, used, 'metered')
  return charge.amountMicros === null
    ? charge
    : { ...charge, evidence: `${charge.evidence}; CPU, memory, start-up and idle time come on top` }
}

/** How long a call will take is not known beforehand, so neither is its cost. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  const model = findModel(descriptor, ask)
  return unknownCharge(
    price === null
      ? `No price is known for ${model.name}.`
      : `Metered by the second at $${price.amountUsd}; known after the first picture.`,
  )
}
