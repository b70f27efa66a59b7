import { providers } from '#main/providers/registry.ts'
import { practiceWorkflow } from '#main/simulators/practice-workflow.ts'
import type { RunningSimulator } from '#main/simulators/start-simulators.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { PlanInput } from '#shared/domain/plan.ts'

/** What a plan holds at most: markers and colours are told apart up to eight. */
const CONTENDERS_PER_PLAN = 8

type PlannedContender = PlanInput['contenders'][number]

/**
 * Plans with one contender for each simulator that is served, as few as will hold them. Credentials are not in them: they are
 * read from the environment. Workflows that contenders need are kept in the workbench's data folder.
 */
export async function practicePlans(
  simulators: readonly RunningSimulator[],
  client: Workbench['client'],
): Promise<PlanInput[]> {
  const contenders: PlannedContender[] = []
  for (const simulator of simulators) {
    const contender = await contenderFor(simulator, client)
    if (contender !== null) contenders.push(contender)
  }
  const count = Math.ceil(contenders.length / CONTENDERS_PER_PLAN)
  return Array.from({ length: count }, (_, index) => ({
    name: count === 1 ? 'Every simulator' : `Every simulator, ${index + 1} of ${count}`,
    retry: { maximumAttempts: 3 },
    prompts: [{ text: 'Celadon vase with a cotton branch, window light on plaster' }],
    contenders: contenders.slice(index * CONTENDERS_PER_PLAN, (index + 1) * CONTENDERS_PER_PLAN),
  }))
}

/** The first model that draws from a prompt; null for a provider that draws nothing. */
async function contenderFor(
  { providerId, baseUrl }: RunningSimulator,
  client: Workbench['client'],
): Promise<PlannedContender | null> {
  const descriptor = providers.find((adapter) => adapter.descriptor.id === providerId)?.descriptor
  const model = descriptor?.models.find(({ task }) => task === 'generate')
  if (descriptor === undefined || model === undefined) return null
  const contender = { id: providerId, provider: providerId, model: model.id, baseUrl }
  if (model.workflow === null) return contender
  const practice = practiceWorkflow(providerId)
  if (practice === null) throw new Error(`There is no practice workflow for ${providerId}.`)
  const name = `Practice workflow for ${descriptor.name}`
  const { id } =
    'graph' in practice
      ? (await client.workflow.import({ name, graph: practice.graph })).workflow
      : await client.workflow.save({ name, content: practice.content })
  return { ...contender, workflow: id }
}
