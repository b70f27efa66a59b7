import type { Case, Contender, ContenderStep, FrozenPlan, Plan } from '#shared/domain/plan.ts'
import { microsFromUsd } from '#shared/units/money.ts'
import type { CheckedPlan } from './check-plan.ts'
import type { CheckedStep } from './check-step.ts'
import { freezeAxis } from './expand-matrix.ts'
import { planSeedChecks } from './plan-seed-checks.ts'

/** Where a step is asked and how much at once. */
export interface StepPlace {
  baseUrl: string
  /** Bound of the account over all contenders; null for none. */
  concurrency: number | null
}

/**
 * A plan with everything filled in that a run will use.
 * @param places by contender id, one for each of its steps
 */
export function freezePlan(
  plan: Plan,
  { contenders, pictures, matrix }: Pick<CheckedPlan, 'contenders' | 'pictures' | 'matrix'>,
  places: ReadonlyMap<string, readonly StepPlace[]>,
): FrozenPlan {
  const seedChecks = planSeedChecks(plan, contenders)
  return {
    name: plan.name,
    question: plan.question ?? null,
    contenders: contenders.map(({ planned, name, position, steps }): Contender => {
      const [first, ...further] = steps
      const frozen = (step: CheckedStep, index: number): ContenderStep => {
        const place = places.get(planned.id)?.[index]
        if (place === undefined)
          throw new Error(`No address was found for step ${index} of the contender ${planned.id}.`)
        return freezeStep(step, place)
      }
      return {
        id: planned.id,
        name,
        position,
        concurrency: planned.concurrency,
        ...frozen(first, 0),
        furtherSteps: further.map((step, index) => frozen(step, index + 1)),
      }
    }),
    cases: matrix.cases.map((asked): Case => ({ ...asked, picture: pictures[asked.promptIndex] ?? null })),
    ...(plan.promptSet === undefined ? {} : { promptSet: plan.promptSet }),
    repeats: plan.repeats,
    seed: plan.seed,
    seeds: plan.seeds,
    timeoutMs: plan.timeoutMs,
    retry: plan.retry,
    budgetMicros: plan.budgetUsd === undefined ? null : microsFromUsd(plan.budgetUsd),
    load: plan.load,
    stop: plan.stop,
    warmUp: plan.warmUp,
    ...(seedChecks !== undefined && { seedChecks }),
    coldProbes: plan.coldProbes ?? null,
    blocks: plan.blocks ?? null,
    axes: matrix.axes.map(freezeAxis),
    ...(plan.skip.length > 0 && { skip: plan.skip }),
  }
}

function freezeStep(
  { planned, adapter, model, workflow, price, ceilingMicros }: CheckedStep,
  place: StepPlace,
): ContenderStep {
  const { descriptor } = adapter
  return {
    providerId: descriptor.id,
    providerName: descriptor.name,
    kind: descriptor.kind,
    modelId: model.id,
    modelName: model.name,
    family: model.family,
    account: planned.account,
    baseUrl: place.baseUrl,
    task: model.task,
    workflow,
    parameters: planned.parameters,
    price,
    ceilingMicros,
    accountConcurrency: smallest([place.concurrency, model.maximumConcurrency]),
  }
}

/**
 * A worker that draws one picture at a time does so for all contenders of its account: what waits for another contender must
 * wait here, where it is told apart from latency.
 */
function smallest(bounds: readonly (number | null)[]): number | null {
  const known = bounds.filter((bound) => bound !== null)
  return known.length === 0 ? null : Math.min(...known)
}
