import type { PlanEstimate } from '#shared/contract/plan.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { neededCount } from '#shared/stats/percentile.ts'
import type { Micros } from '#shared/units/money.ts'
import { advisePlan } from './advise-plan.ts'
import type { CheckedContender, CheckedPlan } from './check-plan.ts'
import { costOfStep, earlierTime, type EarlierServiceTime, type StepCost } from './estimate-step.ts'

/**
 * What a plan comes to before anything is sent: samples, cost, time, and which percentiles it will support.
 * @param at the moment whose prices are those of a picture
 */
export function estimatePlan(plan: Plan, checked: CheckedPlan, earlier: EarlierServiceTime, at: Date): PlanEstimate {
  const samplesPerContender = plan.prompts.length * plan.repeats
  const costs = checked.contenders.map((contender) => costOf(contender, earlier, at))
  const durations = checked.contenders.map((contender) => durationOf(contender, samplesPerContender, earlier))
  const timed = durations.filter((duration) => duration !== null)
  return {
    samples: samplesPerContender * plan.contenders.length,
    cost: {
      lowMicros: total(costs.map((cost) => cost.lowMicros)) * samplesPerContender,
      highMicros: total(costs.map((cost) => cost.highMicros)) * samplesPerContender,
    },
    unknownPriceContenders: costs.filter((cost) => cost.highMicros === null).map((cost) => cost.contenderId),
    perContender: costs.map(({ contenderId, perImageMicros, basis, steps }) => ({
      contenderId,
      perImageMicros,
      basis,
      steps,
    })),
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
    advice: advisePlan(plan, checked, earlier),
    notes: [
      ...checked.notes,
      ...costs.flatMap(({ contenderId, assumed }) => assumed.map((text) => ({ contenderId, text }))),
    ],
    problems: checked.problems,
  }
}

type ContenderCost = Omit<StepCost, 'assumed'> & {
  contenderId: string
  steps: PlanEstimate['perContender'][number]['steps']
  /** What is taken for granted of its prices, each for people. */
  assumed: string[]
}

/** Of a pipeline the sum over its steps; unknown where one of them is. */
function costOf({ planned, steps }: CheckedContender, earlier: EarlierServiceTime, at: Date): ContenderCost {
  const costs = steps.map((step) => costOfStep(step, earlier, at))
  const perStep = costs.map(({ perImageMicros, basis }, index) => ({
    modelName: steps[index]?.model.name ?? '',
    perImageMicros,
    basis,
  }))
  const assumed = costs.flatMap((cost, index) => {
    const where = costs.length === 1 ? '' : ` of step ${index + 1}`
    return cost.assumed === null ? [] : [`The cost${where} is estimated at ${cost.assumed}.`]
  })
  const [first] = costs
  if (costs.length === 1 && first !== undefined) return { contenderId: planned.id, ...first, steps: perStep, assumed }
  const unknown = costs.findIndex((cost) => cost.highMicros === null)
  return {
    contenderId: planned.id,
    perImageMicros: sum(costs.map((cost) => cost.perImageMicros)),
    lowMicros: sum(costs.map((cost) => cost.lowMicros)),
    highMicros: sum(costs.map((cost) => cost.highMicros)),
    basis:
      unknown === -1
        ? `sum of ${costs.length} steps`
        : `step ${unknown + 1} of ${costs.length}: ${costs[unknown]?.basis ?? ''}`,
    steps: perStep,
    assumed,
  }
}

/** A lane at its concurrency, each picture through all steps; null where a step was never timed. */
function durationOf(
  { planned, steps }: CheckedContender,
  samples: number,
  earlier: EarlierServiceTime,
): { lowMs: number; highMs: number } | null {
  const rounds = samples / planned.concurrency
  const times = steps.map((step) => earlierTime(step, earlier))
  const known = times.filter((time) => time !== null)
  if (known.length < times.length) return null
  return {
    lowMs: known.reduce((totalMs, time) => totalMs + time.lowMs, 0) * rounds,
    highMs: known.reduce((totalMs, time) => totalMs + time.highMs, 0) * rounds,
  }
}

function sum(amounts: readonly (Micros | null)[]): Micros | null {
  return amounts.reduce(
    (totalMicros, amount) => (totalMicros === null || amount === null ? null : totalMicros + amount),
    0,
  )
}

/** Of what is known: contenders without a price are named apart. */
function total(amounts: (Micros | null)[]): Micros {
  return amounts.reduce((totalMicros: Micros, amount) => (amount === null ? totalMicros : totalMicros + amount), 0)
}
