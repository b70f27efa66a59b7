import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { chargeWorkflow, estimateWorkflow } from '../kit/workflow-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { describeModel } from './describe-model.ts'
import { descriptor } from './descriptor.ts'

/**
 * The time of execution by the server's own clock × the price of the GPU that the user chose or typed in; without one the cost
 * is not known. The machine costs while it idles, too: the evidence says that this is not in the amount.
 */
export function priceSample(usage: Usage, price: Price | null): Charge {
  const model = findModel(descriptor, usage.ask, describeModel)
  return chargeWorkflow(model, usage, price, { origin: 'ComfyUI’s own clock', remark: 'idle time comes on top' })
}

/** How long a graph takes is not known beforehand, so neither is its cost. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  return estimateWorkflow(findModel(descriptor, ask, describeModel), price)
}
