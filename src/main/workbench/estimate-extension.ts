import type { PlanEstimate } from '#shared/contract/plan.ts'
import type { FrozenPlan, Plan } from '#shared/domain/plan.ts'
import { checkPlan, type CheckedPlan } from './check-plan.ts'
import type { WorkbenchContext } from './context.ts'
import { estimatePlan } from './estimate-plan.ts'
import { extendPlan } from './extend-plan.ts'
import { freezePlan, type StepPlace } from './freeze-plan.ts'
import { noSuchTrial } from './no-such-trial.ts'
import { planSources } from './plan-sources.ts'

/**
 * What a plan comes to that goes on from a trial: the whole, and `added`, the samples that an extension would ask. Nothing is sent, and
 * the vault stays shut.
 * @throws AssayError NOT_FOUND
 */
export function estimateExtension(trialId: string, plan: Plan, context: WorkbenchContext): PlanEstimate {
  const { store, ports } = context
  const trial = store.trials.get(trialId)
  if (trial === null) throw noSuchTrial(trialId)
  const checked = checkPlan(plan, planSources(context))
  const wanted = freezePlan(plan, checked, placesOf(trial.plan, checked))
  const { added, problems } = extendPlan(trial.plan, wanted, store.trials.order(trialId))
  const earlier = (model: Parameters<typeof store.samples.earlierServiceTime>[0]) =>
    store.samples.earlierServiceTime(model)
  const estimate = estimatePlan(plan, checked, earlier, ports.clock.now(), added)
  // What is wrong with the plan itself comes first: a contender that can't be read seems to be missing as well.
  return checked.problems.length > 0 ? estimate : { ...estimate, problems }
}

/** Where the trial asked. Whether an address leads elsewhere by now is found when it is opened, at the extension itself. */
function placesOf({ contenders }: FrozenPlan, checked: CheckedPlan): Map<string, StepPlace[]> {
  return new Map(
    checked.contenders.map(({ planned, steps }) => {
      const old = contenders.find(({ id }) => id === planned.id)
      const oldSteps = old === undefined ? [] : [old, ...old.furtherSteps]
      return [planned.id, steps.map((_step, index) => ({ baseUrl: oldSteps[index]?.baseUrl ?? '', concurrency: null }))]
    }),
  )
}
