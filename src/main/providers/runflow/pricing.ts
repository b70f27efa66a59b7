import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { chargeWorkflow, estimateWorkflow } from '../kit/workflow-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

/** The run's own cost (a decimal in dollars); where it reports none, its duration × the price of a GPU second. */
export function priceSample(usage: Usage, price: Price | null): Charge {
  return chargeWorkflow(findModel(descriptor, usage.ask), usage, price, {
    origin: 'duration of the run',
    remark: 'whether the cold start is billed is not known',
  })
}

export function estimateSample(ask: Ask, price: Price | null): Charge {
  return estimateWorkflow(findModel(descriptor, ask), price)
}
