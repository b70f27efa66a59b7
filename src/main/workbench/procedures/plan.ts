import { checkPlan } from '../check-plan.ts'
import { estimateExtension } from '../estimate-extension.ts'
import { estimatePlan } from '../estimate-plan.ts'
import { planSources } from '../plan-sources.ts'
import { practicePlan } from '../practice-plan.ts'
import { PRACTICE_PACK, readPromptPacks } from '../prompt-packs.ts'
import { procedures } from './base.ts'

export const plan = {
  practice: procedures.plan.practice.handler(async ({ context: { ports } }) => {
    const packs = await readPromptPacks(ports.resourcesDirectory)
    const pack = packs.find((candidate) => candidate.id === PRACTICE_PACK)
    if (pack === undefined) throw new Error(`The prompt pack "${PRACTICE_PACK}" is missing from the installation.`)
    return practicePlan(pack.prompts)
  }),
  estimate: procedures.plan.estimate.handler(({ input, context }) =>
    estimatePlan(
      input,
      checkPlan(input, planSources(context)),
      (model) => context.store.samples.earlierServiceTime(model),
      context.ports.clock.now(),
    ),
  ),
  estimateExtension: procedures.plan.estimateExtension.handler(({ input: { trialId, plan: wanted }, context }) =>
    estimateExtension(trialId, wanted, context),
  ),
}
