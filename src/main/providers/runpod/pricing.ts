import type { Charge, Price } from '#shared/domain/price.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { listCharge, unknownCharge } from '../kit/list-charge.ts'
import { chargeWorkflow, estimateWorkflow } from '../kit/workflow-charge.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { findOwnWorker } from './own-workers.ts'
import { describeModel } from './request.ts'

/**
 * RunPod's own models report what a picture cost; their list prices stand in where they do not. Workers of the team's own are
 * billed by the second from start to stop: `executionTime` × the price of the chosen GPU is the part that this picture used.
 */
export function priceSample(usage: Usage, price: Price | null): Charge {
  const { ask, pictureCount, reported } = usage
  const model = findModel(descriptor, ask, describeModel)
  if (reported.costMicros !== null) {
    return { amountMicros: reported.costMicros, basis: 'reported', priceId: null, evidence: 'output.cost' }
  }
  if (pictureCount === 0 && reported.jobId === null) {
    return { amountMicros: 0, basis: 'metered', priceId: null, evidence: 'no job was taken' }
  }
  if (findOwnWorker(ask.modelId) !== null) {
    if (pictureCount === 0 && reported.inferenceMs === null)
      return unknownCharge('The job did not report how long it ran.')
    const remark = 'start-up and idle seconds of the worker come on top, rounded up to the second'
    return chargeWorkflow(model, usage, price, { origin: 'executionTime', remark })
  }
  if (pictureCount === 0) return unknownCharge('Whether a job that failed is billed is not documented.')
  return publicCharge(ask, price, { pictureCount, picturePixels: usage.picturePixels }, 'listed')
}

/** A price by the picture or by its pixels is known before; how long a worker will take is not. */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  return findOwnWorker(ask.modelId) === null
    ? publicCharge(ask, price, { pictureCount: 1 }, 'estimated')
    : estimateWorkflow(findModel(descriptor, ask, describeModel), price)
}

function publicCharge(
  ask: Ask,
  price: Price | null,
  pictures: { pictureCount: number; picturePixels?: readonly number[] },
  basis: 'listed' | 'estimated',
): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const { width, height, steps } = fitParameters(model, ask).values
  return listCharge(model, price, { ...pictures, width, height, steps, machine: null }, basis)
}
