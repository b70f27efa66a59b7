import { casesOf } from '#shared/domain/lane-load.ts'
import type { GenerationParameters } from '#shared/domain/generation.ts'
import type { Micros } from '#shared/units/money.ts'
import type { CheckedContender } from './checked-contender.ts'
import type { CheckedStep } from './check-step.ts'
import { costOfStep, type EarlierServiceTime, type StepCost } from './estimate-step.ts'
import type { Matrix } from './expand-matrix.ts'

/** The mean cost of a picture over the cases that a contender is asked: a size or a number of steps may be an axis. */
export function costOfFirstStep(
  { planned, steps: [step] }: CheckedContender,
  { cases }: Matrix,
  earlier: EarlierServiceTime,
  at: Date,
): StepCost {
  const own = casesOf(planned.id, cases)
  const kinds = [...Map.groupBy(own, ({ parameters }) => JSON.stringify(parameters)).values()]
  const costs = kinds.flatMap((alike) => {
    const [first] = alike
    return first === undefined
      ? []
      : [{ count: alike.length, cost: costOfStep(withParameters(step, first.parameters), earlier, at) }]
  })
  const [first, ...others] = costs
  if (first === undefined) return costOfStep(step, earlier, at)
  if (others.length === 0) return first.cost
  const mean = (pick: (cost: StepCost) => Micros | null): Micros | null => {
    const known = costs.flatMap(({ count, cost }) => {
      const amount = pick(cost)
      return amount === null ? [] : [amount * count]
    })
    return known.length < costs.length ? null : Math.round(known.reduce((sum, amount) => sum + amount, 0) / own.length)
  }
  return {
    perImageMicros: mean(({ perImageMicros }) => perImageMicros),
    lowMicros: mean(({ lowMicros }) => lowMicros),
    highMicros: mean(({ highMicros }) => highMicros),
    basis: `mean over ${costs.length} settings; ${first.cost.basis}`,
    assumed: first.cost.assumed,
  }
}

function withParameters(step: CheckedStep, parameters: Matrix['cases'][number]['parameters']): CheckedStep {
  const asked: GenerationParameters = {
    ...step.sampleAsk.parameters,
    ...parameters,
    width: parameters.width ?? step.sampleAsk.parameters.width,
    height: parameters.height ?? step.sampleAsk.parameters.height,
  }
  return { ...step, sampleAsk: { ...step.sampleAsk, parameters: asked } }
}
