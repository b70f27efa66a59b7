import { checkPlan } from '../check-plan.ts'
import { estimatePlan } from '../estimate-plan.ts'
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
  estimate: procedures.plan.estimate.handler(({ input, context: { ports, store } }) =>
    estimatePlan(input, checkPlan(input, ports.secrets), (model) => store.samples.earlierServiceTime(model)),
  ),
}
