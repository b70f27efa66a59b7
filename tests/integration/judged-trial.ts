import { onTestFinished } from 'vitest'
import type { PlanInput } from '#shared/domain/plan.ts'
import { environmentVariable } from '#main/providers/describe-provider.ts'
import { startSimulators } from '#main/simulators/start-simulators.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import { practiceDirectory, quickProfile } from '#tests/unit/simulators/quick-simulator.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { startRecordingFront, type RecordedCall } from './recording-front.ts'

const PROVIDERS = ['openai-images', 'novita', 'segmind']
export const PROMPTS = ['A celadon vase with a cotton branch', 'A mountain lake at first light', 'A red bicycle']
/** Names that a judge must not be told. */
export const CONTENDERS = [
  { id: 'nimbus-nine', name: 'Nimbus Nine', provider: 'novita', model: 'flux-1-schnell' },
  { id: 'borealis', name: 'Borealis', provider: 'segmind', model: 'sdxl1.0-txt2img' },
  { id: 'cumulus', name: 'Cumulus', provider: 'openai-images', model: 'gpt-image-2:low' },
]

export const PLAN = {
  name: 'Judged',
  repeats: 1,
  calibrate: false,
  prompts: PROMPTS.map((text) => ({ text })),
  contenders: CONTENDERS.map((contender) => ({ ...contender, parameters: { width: 1024, height: 1024 } })),
}

export interface JudgedTrial {
  workbench: Workbench
  trialId: string
  /** What went to the judge's server, from the first judge on. */
  calls: RecordedCall[]
  dataDirectory: string
  environment: Record<string, string>
}

/**
 * A trial of nine pictures, three contenders on three prompts, and a judge's server with a recording front.
 * @param planOf another plan, with what it needs in the data folder
 * @param instead as in `startRecordingFront`, by the number of the call to the judge
 */
export async function judgedTrial(
  instead?: Parameters<typeof startRecordingFront>[1],
  planOf: (workbench: Workbench) => Promise<PlanInput> = async () => PLAN,
): Promise<JudgedTrial> {
  const running = await startSimulators({
    seed: 3,
    providers: PROVIDERS,
    profiles: Object.fromEntries(PROVIDERS.map((id) => [id, quickProfile])),
    practiceDirectory,
  })
  onTestFinished(() => running.close())
  const drawing = running.simulators.find(({ providerId }) => providerId === 'openai-images')
  // Pictures are drawn through the same front: those calls are forgotten, and not counted.
  let before = Number.MAX_SAFE_INTEGER
  const front = await startRecordingFront(drawing?.baseUrl ?? '', (call) => instead?.(call - before) ?? null)
  onTestFinished(() => front.close())
  const environment = Object.fromEntries(
    running.simulators.flatMap(({ providerId, baseUrl, credentials }) =>
      Object.entries({ baseUrl: providerId === 'openai-images' ? front.baseUrl : baseUrl, ...credentials }).map(
        ([field, value]) => [environmentVariable(providerId, field), value],
      ),
    ),
  )
  const dataDirectory = await temporaryDirectory()
  const workbench = await testWorkbench({ environment, dataDirectory })
  const { trialId } = await workbench.client.trial.start(await planOf(workbench))
  await workbench.trialEnded(trialId)
  await workbench.examined(trialId)
  before = front.calls.length
  return {
    workbench,
    trialId,
    get calls() {
      return front.calls.slice(before)
    },
    dataDirectory,
    environment,
  }
}
