import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { chargeWorkflow, estimateWorkflow } from '../kit/workflow-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'

/** `execution_ms` × a price of the user's own: the documentation that was read names none, and no job reports a cost. */
export function priceSample(usage: Usage, price: Price | null): Charge {
  return chargeWorkflow(findModel(descriptor, usage.ask), usage, price, {
    origin: 'execution_ms',
    remark: 'the plan comes on top',
  })
}

export function estimateSample(ask: Ask, price: Price | null): Charge {
  return estimateWorkflow(findModel(descriptor, ask), price)
}
