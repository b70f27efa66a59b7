import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Price } from '#shared/domain/price.ts'
import { priceSpan } from '#shared/economics/price-span.ts'
import { formatUsd, type Micros } from '#shared/units/money.ts'
import type { CheckedStep } from './check-step.ts'

/** How long pictures of a model took in earlier trials: quartiles of the service time in milliseconds. */
export type EarlierServiceTime = (model: {
  providerId: string
  modelId: string
  practice: boolean
}) => { lowMs: number; medianMs: number; highMs: number; count: number } | null

export interface StepCost {
  /** At the price of this moment. */
  perImageMicros: Micros | null
  lowMicros: Micros | null
  highMicros: Micros | null
  basis: string
  /** What is taken for granted of the price, of which `basis` speaks as well; null where nothing is. */
  assumed: string | null
}

/**
 * What a picture comes to. With a price that has peak hours the two ends are those of the whole day, because a plan does not say
 * when its pictures will be made; of a price with volume tiers the first one holds, because nobody here knows what else was
 * bought in the month.
 */
export function costOfStep(step: CheckedStep, earlier: EarlierServiceTime, at: Date): StepCost {
  const span = step.price === null ? null : priceSpan(step.price, at)
  const now = costAtPrice({ ...step, price: span?.now ?? null }, earlier)
  // A ceiling bounds the cost whatever the price.
  const byCeiling = now.perImageMicros === null && now.highMicros !== null
  const said = span === null || byCeiling ? null : span.assumed
  const basis = said === null ? now.basis : `${now.basis.replace(/\.$/, '')}; ${said}`
  const assumed = now.perImageMicros === null ? null : said
  if (span === null || span.otherwise === null) return { ...now, basis, assumed }
  const otherwise = costAtPrice({ ...step, price: span.otherwise }, earlier)
  return {
    perImageMicros: now.perImageMicros,
    lowMicros: furthest(Math.min, now.lowMicros, otherwise.lowMicros),
    highMicros: furthest(Math.max, now.highMicros, otherwise.highMicros),
    basis,
    assumed,
  }
}

function furthest(pick: typeof Math.min, one: Micros | null, other: Micros | null): Micros | null {
  return one === null || other === null ? null : pick(one, other)
}

/** The listed price, or its average; else what earlier pictures took, at the price of the machine; else the user's ceiling; else unknown. */
function costAtPrice(step: CheckedStep, earlier: EarlierServiceTime): Omit<StepCost, 'assumed'> {
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
  if (time !== null && step.price !== null && isMetered(step.price)) {
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
