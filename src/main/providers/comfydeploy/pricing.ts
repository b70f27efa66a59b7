import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { chargeWorkflow, estimateWorkflow } from '../kit/workflow-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

/** `run_duration` × the price of a GPU second: the formula of the source of its API. No run reports a cost. */
export function priceSample(usage: Usage, price: Price | null): Charge {
  return chargeWorkflow(findModel(descriptor, usage.ask), usage, price, {
    origin: 'run_duration',
    remark: 'warm and idle time comes on top',
  })
}

export function estimateSample(ask: Ask, price: Price | null): Charge {
  return estimateWorkflow(findModel(descriptor, ask), price)
}
