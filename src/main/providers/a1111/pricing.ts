import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { listCharge, unknownCharge } from '../kit/list-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'

/**
 * The worker's seconds × the instance's hourly price ÷ 3,600. Its own `X-Process-Time` counts where it is sent, else our service
 * time. Lambda bills every minute that the machine exists: the evidence says that idle time is not in the amount.
 */
export function priceSample({ ask, pictureCount, reported, serviceMs }: Usage, price: Price | null): Charge {
  const machine =
    reported.inferenceMs === null
      ? { timeMs: serviceMs, origin: 'measured by Assay' }
      : { timeMs: reported.inferenceMs, origin: 'X-Process-Time header' }
  const used = { pictureCount, width: null, height: null, steps: null, machine }
  const charge = listCharge(findModel(descriptor, ask, describeModel), price, used, 'metered')
  return charge.amountMicros === null ? charge : { ...charge, evidence: `${charge.evidence}; idle time comes on top` }
}

/** How long a picture will take is not known beforehand, so neither is its cost. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  const model = findModel(descriptor, ask, describeModel)
  return unknownCharge(
    price === null
      ? `No price is known for ${model.name}.`
      : `Metered by the second at $${price.amountUsd} an hour; known after the first picture.`,
  )
}
