import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Price } from '#shared/domain/price.ts'
import { formatUsd, type Micros } from '#shared/units/money.ts'
import type { CheckedStep } from './check-step.ts'

/** How long pictures of a model took in earlier trials: quartiles of the service time in milliseconds. */
export type EarlierServiceTime = (model: {
  providerId: string
  modelId: string
  practice: boolean
}) => { lowMs: number; medianMs: number; highMs: number; count: number } | null

export interface StepCost {
  perImageMicros: Micros | null
  lowMicros: Micros | null
  highMicros: Micros | null
  basis: string
}

/** The listed price, or its average; else what earlier pictures took, at the price of the machine; else the user's ceiling; else unknown. */
export function costOfStep(step: CheckedStep, earlier: EarlierServiceTime): StepCost {
  const listed = step.adapter.estimateSample(step.sampleAsk, step.price)
  if (listed.amountMicros !== null) {
    const amount = listed.amountMicros
    return { perImageMicros: amount, lowMicros: amount, highMicros: amount, basis: listed.evidence }
  }
  const priced = (serviceMs: number): Micros | null =>
    step.adapter.priceSample(
      { ask: step.sampleAsk, pictureCount: 1, picturePixels: [], serviceMs, reported: NOTHING_REPORTED },
      step.price,
    ).amountMicros
  const time = earlierTime(step, earlier)
  if (step.price !== null && !isMetered(step.price) && step.ceilingMicros === null) {
    // An average bounds no single call, but it is what many calls come to.
    const amount = priced(0)
    return { perImageMicros: amount, lowMicros: amount, highMicros: amount, basis: listed.evidence }
  }
  if (time !== null && step.price !== null) {
    return {
      perImageMicros: priced(time.medianMs),
      lowMicros: priced(time.lowMs),
      highMicros: priced(time.highMs),
      basis: `metered, from ${time.count} earlier pictures`,
    }
  }
  if (step.ceilingMicros !== null) {
    const basis = `at most ${formatUsd(step.ceilingMicros, 4)}, your ceiling`
    return { perImageMicros: null, lowMicros: null, highMicros: step.ceilingMicros, basis }
  }
  return { perImageMicros: null, lowMicros: null, highMicros: null, basis: listed.evidence }
}

/** What earlier trials say of the step's model with this kind of account. */
export function earlierTime(step: CheckedStep, earlier: EarlierServiceTime): ReturnType<EarlierServiceTime> {
  return earlier({
    providerId: step.adapter.descriptor.id,
    modelId: step.model.id,
    practice: step.planned.account === 'practice',
  })
}

/** Whether a price buys time, so that a picture's cost depends on how long it takes. */
function isMetered({ unit }: Price): boolean {
  return unit === 'compute-second' || unit === 'instance-hour'
}
