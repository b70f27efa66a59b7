import type { PlanEstimate } from '#shared/contract.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { Price } from '#shared/domain/price.ts'
import { neededCount } from '#shared/stats/percentile.ts'
import { formatUsd, type Micros } from '#shared/units/money.ts'
import type { CheckedContender, CheckedPlan } from './check-plan.ts'

/** How long pictures of a model took in earlier trials: quartiles of the service time in milliseconds. */
export type EarlierServiceTime = (model: {
  providerId: string
  modelId: string
  practice: boolean
}) => { lowMs: number; medianMs: number; highMs: number; count: number } | null

/** What a plan comes to before anything is sent: samples, cost, time, and which percentiles it will support. */
export function estimatePlan(plan: Plan, checked: CheckedPlan, earlier: EarlierServiceTime): PlanEstimate {
  const samplesPerContender = plan.prompts.length * plan.repeats
  const costs = checked.contenders.map((contender) => costOf(contender, earlier))
  const durations = checked.contenders.map((contender) => {
    const time = earlierTime(contender, earlier)
    const rounds = samplesPerContender / contender.planned.concurrency
    return time === null ? null : { lowMs: time.lowMs * rounds, highMs: time.highMs * rounds }
  })
  const timed = durations.filter((duration) => duration !== null)
  return {
    samples: samplesPerContender * plan.contenders.length,
    cost: {
      lowMicros: total(costs.map((cost) => cost.lowMicros)) * samplesPerContender,
      highMicros: total(costs.map((cost) => cost.highMicros)) * samplesPerContender,
    },
    unknownPriceContenders: costs.filter((cost) => cost.highMicros === null).map((cost) => cost.contenderId),
    perContender: costs.map(({ contenderId, perImageMicros, basis }) => ({ contenderId, perImageMicros, basis })),
    duration:
      timed.length === durations.length && timed.length > 0
        ? {
            lowMs: Math.max(...timed.map((duration) => duration.lowMs)),
            highMs: Math.max(...timed.map((duration) => duration.highMs)),
            basis: 'quartiles of earlier trials, the slowest lane',
          }
        : null,
    samplesPerContender,
    percentiles: [0.5, 0.9, 0.95, 0.99].map((percentile) => ({
      percentile,
      shown: samplesPerContender >= neededCount(percentile),
      neededCount: neededCount(percentile),
    })),
    notes: checked.notes,
    problems: checked.problems,
  }
}

interface ContenderCost {
  contenderId: string
  perImageMicros: Micros | null
  lowMicros: Micros | null
  highMicros: Micros | null
  basis: string
}

/** The listed price, or its average; else what earlier pictures took, at the price of the machine; else the user's ceiling; else unknown. */
function costOf(contender: CheckedContender, earlier: EarlierServiceTime): ContenderCost {
  const contenderId = contender.planned.id
  const listed = contender.adapter.estimateSample(contender.sampleAsk, contender.price)
  if (listed.amountMicros !== null) {
    const amount = listed.amountMicros
    return { contenderId, perImageMicros: amount, lowMicros: amount, highMicros: amount, basis: listed.evidence }
  }
  const priced = (serviceMs: number): Micros | null =>
    contender.adapter.priceSample(
      { ask: contender.sampleAsk, pictureCount: 1, serviceMs, reported: NOTHING_REPORTED },
      contender.price,
    ).amountMicros
  const time = earlierTime(contender, earlier)
  if (contender.price !== null && !isMetered(contender.price) && contender.ceilingMicros === null) {
    // An average bounds no single call, but it is what many calls come to.
    const amount = priced(0)
    return { contenderId, perImageMicros: amount, lowMicros: amount, highMicros: amount, basis: listed.evidence }
  }
  if (time !== null && contender.price !== null) {
    return {
      contenderId,
      perImageMicros: priced(time.medianMs),
      lowMicros: priced(time.lowMs),
      highMicros: priced(time.highMs),
      basis: `metered, from ${time.count} earlier pictures`,
    }
  }
  if (contender.ceilingMicros !== null) {
    const basis = `at most ${formatUsd(contender.ceilingMicros, 4)}, your ceiling`
    return { contenderId, perImageMicros: null, lowMicros: null, highMicros: contender.ceilingMicros, basis }
  }
  return { contenderId, perImageMicros: null, lowMicros: null, highMicros: null, basis: listed.evidence }
}

/** Whether a price buys time, so that a picture's cost depends on how long it takes. */
function isMetered({ unit }: Price): boolean {
  return unit === 'compute-second' || unit === 'instance-hour'
}

function earlierTime(contender: CheckedContender, earlier: EarlierServiceTime): ReturnType<EarlierServiceTime> {
  return earlier({
    providerId: contender.adapter.descriptor.id,
    modelId: contender.model.id,
    practice: contender.planned.account === 'practice',
  })
}

function total(amounts: (Micros | null)[]): Micros {
  return amounts.reduce((sum: Micros, amount) => (amount === null ? sum : sum + amount), 0)
}
