import type { PlanEstimate } from '#shared/contract/plan.ts'
import { describeLoad } from '#shared/domain/describe-load.ts'
import type { SampleRole } from '#shared/domain/load.ts'
import type { Plan, PlannedSample } from '#shared/domain/plan.ts'
import { neededCount } from '#shared/stats/percentile.ts'
import type { Micros } from '#shared/units/money.ts'
import { advisePlan } from './advise-plan.ts'
import type { CheckedPlan } from './check-plan.ts'
import type { CheckedContender } from './checked-contender.ts'
import { countSamples } from './count-samples.ts'
import type { CountedContender } from './estimate-duration.ts'
import { costOfStep, type EarlierServiceTime, type StepCost } from './estimate-step.ts'
import { estimateWork } from './estimate-work.ts'
import type { Matrix } from './expand-matrix.ts'
import { settingsOf } from './settings-of-contender.ts'

/**
 * What a plan comes to before anything is sent: samples, cost, time, and which percentiles it will support.
 * @param at the moment whose prices are those of a picture
 * @param added the samples of the plan that are not asked yet, where it extends a trial
 */
export function estimatePlan(
  plan: Plan,
  checked: CheckedPlan,
  earlier: EarlierServiceTime,
  at: Date,
  added: readonly Pick<PlannedSample, 'contenderId' | 'role'>[] | null = null,
): PlanEstimate {
  const counted = countSamples(plan, checked).map(({ contender, counts }) => ({
    contender,
    counts,
    cost: costOf(contender, checked.matrix, earlier, at),
  }))
  const costs = counted.map(({ cost }) => cost)
  const samplesPerContender = Math.min(...counted.map(({ counts }) => counts.measure))
  return {
    ...estimateWork(plan, counted, earlier),
    added: added === null ? null : estimateWork(pastBlocks(plan), countAdded(counted, added), earlier),
    load: describeLoad(plan),
    perContender: costs.map(({ contenderId, perImageMicros, basis, steps }) => ({
      contenderId,
      perImageMicros,
      basis,
      steps,
    })),
    samplesPerContender,
    percentiles: [0.5, 0.9, 0.95, 0.99].map((percentile) => ({
      percentile,
      shown: samplesPerContender >= neededCount(percentile),
      neededCount: neededCount(percentile),
    })),
    advice: advisePlan(plan, checked, earlier, { perRepeat: samplesPerContender / plan.repeats }),
    notes: [
      ...checked.notes,
      ...costs.flatMap(({ contenderId, assumed }) => assumed.map((text) => ({ contenderId, text }))),
    ],
    problems: checked.problems,
  }
}

/** A trial that has ended has seen the last of its blocks begin: what is added waits for none. */
function pastBlocks({ blocks: _begun, ...plan }: Plan): Plan {
  return plan
}

function countAdded<Counted extends CountedContender>(
  contenders: readonly Counted[],
  added: readonly Pick<PlannedSample, 'contenderId' | 'role'>[],
): Counted[] {
  const counts = new Map(
    contenders.map(({ contender }) => [
      contender.planned.id,
      { measure: 0, 'warm-up': 0, 'cold-probe': 0, 'seed-check': 0 } satisfies Record<SampleRole, number>,
    ]),
  )
  for (const { contenderId, role } of added) {
    const own = counts.get(contenderId)
    if (own !== undefined) own[role] += 1
  }
  return contenders.map((counted) => ({
    ...counted,
    counts: counts.get(counted.contender.planned.id) ?? counted.counts,
  }))
}

type ContenderCost = Omit<StepCost, 'assumed'> & {
  contenderId: string
  steps: PlanEstimate['perContender'][number]['steps']
  /** What is taken for granted of its prices, each for people. */
  assumed: string[]
}

/** Of a pipeline the sum over its steps; unknown where one of them is. */
function costOf(contender: CheckedContender, matrix: Matrix, earlier: EarlierServiceTime, at: Date): ContenderCost {
  const { planned, steps } = contender
  const settings = settingsOf(contender, matrix)
  const costs = steps.map((own, index) =>
    meanCost(
      settings.map((setting) => ({
        count: setting.count,
        cost: costOfStep(setting.steps[index] ?? own, earlier, at),
      })),
    ),
  )
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

/** The mean over the settings that a step is asked in: a size or a number of steps may be an axis. */
function meanCost(costs: readonly { count: number; cost: StepCost }[]): StepCost {
  const [first] = costs
  if (first === undefined) throw new Error('A contender has at least one setting.')
  if (costs.every(({ cost }) => cost.basis === first.cost.basis)) return first.cost
  const count = costs.reduce((total, setting) => total + setting.count, 0)
  const mean = (pick: (cost: StepCost) => Micros | null): Micros | null => {
    const total = sum(
      costs.map((setting) => {
        const amount = pick(setting.cost)
        return amount === null ? null : amount * setting.count
      }),
    )
    return total === null ? null : Math.round(total / count)
  }
  // Where one has no price there is no mean; its reason is what has to be read.
  const telling = costs.find(({ cost }) => cost.highMicros === null) ?? first
  return {
    perImageMicros: mean(({ perImageMicros }) => perImageMicros),
    lowMicros: mean(({ lowMicros }) => lowMicros),
    highMicros: mean(({ highMicros }) => highMicros),
    basis: `mean over ${costs.length} settings; ${telling.cost.basis}`,
    assumed: first.cost.assumed,
  }
}

function sum(amounts: readonly (Micros | null)[]): Micros | null {
  return amounts.reduce(
    (totalMicros, amount) => (totalMicros === null || amount === null ? null : totalMicros + amount),
    0,
  )
}
