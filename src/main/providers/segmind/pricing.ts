import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { listCharge, unknownCharge } from '../kit/list-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

/** What Segmind's reply says it cost; where it says nothing, the average of the price list. */
export function priceSample({ ask, pictureCount, reported }: Usage, price: Price | null): Charge {
  const model = findModel(descriptor, ask)
  if (reported.costMicros !== null) {
    const evidence = model.execution === 'polled' ? 'metrics.cost of the result' : 'x-cost header'
    return { amountMicros: reported.costMicros, basis: 'reported', priceId: null, evidence }
  }
  const used = { pictureCount, width: null, height: null, steps: null, machine: null }
  const charge = listCharge(model, price, used, 'listed')
  return charge.amountMicros === null
    ? charge
    : { ...charge, evidence: `${charge.evidence}, the average of the price list: the reply named no cost` }
}

/** An average bounds no single call, so what one will cost at most is not known. The evidence names the average. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  const model = findModel(descriptor, ask)
  return unknownCharge(
    price === null
      ? `No price is known for ${model.name}.`
      : `Billed by GPU time; the average on the price list is $${price.amountUsd} a picture, and one may cost more.`,
  )
}
