import type { Charge, Price } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { Usage } from '../provider-adapter.ts'
import { listCharge, unknownCharge } from './list-charge.ts'

/**
 * The charge for a run of a workflow: what the provider reports, else GPU time × the price of the GPU that was chosen. Where
 * the provider reports no time, our own service time counts, which holds waiting as well: the evidence says so.
 * @param origin where the reported time is from, e.g. `run_duration`
 * @param remark what the amount leaves out
 */
export function chargeWorkflow(
  model: Model,
  { pictureCount, picturePixels, reported, serviceMs }: Usage,
  price: Price | null,
  { origin, remark }: { origin: string; remark: string },
): Charge {
  if (reported.costMicros !== null) {
    return { amountMicros: reported.costMicros, basis: 'reported', priceId: null, evidence: 'cost of the run' }
  }
  const machine =
    reported.inferenceMs === null
      ? { timeMs: serviceMs, origin: 'measured by Assay, waiting included' }
      : { timeMs: reported.inferenceMs, origin }
  const used = { pictureCount, picturePixels, width: null, height: null, steps: null, machine }
  const timed = price !== null && isTimed(price)
  const charge = listCharge(model, price, used, timed ? 'metered' : 'listed')
  return charge.amountMicros === null || !timed ? charge : { ...charge, evidence: `${charge.evidence}; ${remark}` }
}

/** A price by the picture or the request is known beforehand; how long a run takes, and how large its picture will be, is not. */
export function estimateWorkflow(model: Model, price: Price | null): Charge {
  if (price !== null && isTimed(price)) {
    const unit = price.unit === 'compute-second' ? 'second' : 'hour'
    return unknownCharge(`Metered by the ${unit} at $${price.amountUsd}; known after the first picture.`)
  }
  return listCharge(
    model,
    price,
    { pictureCount: 1, width: null, height: null, steps: null, machine: null },
    'estimated',
  )
}

function isTimed({ unit }: Price): boolean {
  return unit === 'compute-second' || unit === 'instance-hour'
}
