import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { orderSamples } from '#main/engine/order-samples.ts'
import { DIRECT, type KeptPicture, type PictureDesk, type SubmittedJob } from '#main/engine/ports.ts'
import { REAL_TIME } from '#main/engine/real-time.ts'
import { runTrial } from '#main/engine/run-trial.ts'
import { modelOf } from '#main/providers/kit/find-model.ts'
import type { Credentials, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { findProvider } from '#main/providers/registry.ts'
import { simulators } from '#main/simulators/registry.ts'
import { GenerationParameters, ImageFormat } from '#shared/domain/generation.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Contender, ContenderStep, FrozenPlan } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { WorkflowContent } from '#shared/domain/workflow.ts'
import { PLAIN_PLAN, plainCase } from '#tests/support/plain-trial.ts'

/** One step of the contender: a model of the provider, and what differs from its defaults. */
export interface AskedStep {
  model: string
  parameters?: Partial<GenerationParameters>
  priceId?: string
  /** For a model that needs one. */
  workflow?: WorkflowContent
}

export interface EngineRun {
  providerId: string
  baseUrl: string
  steps: readonly [AskedStep, ...AskedStep[]]
  repeats?: number
  concurrency?: number
  attempts?: number
  signal?: AbortSignal
  jobSubmitted?: (job: SubmittedJob) => void
}

/** The credentials that a provider's simulator accepts. */
export function credentialsOf(providerId: string): Credentials {
  const simulator = simulators.find((candidate) => candidate.providerId === providerId)
  if (simulator === undefined) throw new Error(`There is no simulator of ${providerId}.`)
  return simulator.credentials
}

/** Runs one contender through the engine, with real sockets, real pictures and real time, against a running simulator. */
export async function runThroughEngine(run: EngineRun): Promise<Sample[]> {
  const adapter = findProvider(run.providerId)
  if (adapter === null) throw new Error(`There is no provider ${run.providerId}.`)
  const plan = freeze(adapter, run)
  const samples: Sample[] = []
  let ids = 0
  await runTrial({
    trialId: 'trial-1',
    plan,
    order: orderSamples(plan),
    adapters: () => adapter,
    access: () => ({ credentials: credentialsOf(run.providerId), connection: DIRECT }),
    desk: createDesk(adapter),
    clock: REAL_TIME,
    nextAttemptId: () => crypto.randomUUID(),
    nextSampleId: () => `sample-${ids++}`,
    signal: run.signal ?? new AbortController().signal,
    listener: {
      admit: () => Promise.resolve({ ok: true }),
      jobSubmitted: async (job) => run.jobSubmitted?.(job),
      sampleFinished: (sample) => samples.push(sample),
      slept: () => undefined,
      stoppedEarly: () => undefined,
      hostKeySeen: () => undefined,
    },
  })
  return samples
}

function freeze(adapter: ProviderAdapter, run: EngineRun): FrozenPlan {
  const frozen = (step: AskedStep): ContenderStep => freezeStep(adapter, run.baseUrl, step)
  const [first, ...further] = run.steps
  const contender: Contender = {
    ...frozen(first),
    id: 'one',
    name: 'One',
    position: 0,
    concurrency: run.concurrency ?? 1,
    furtherSteps: further.map(frozen),
  }
  return {
    name: 'contract',
    question: null,
    contenders: [contender],
    cases: [plainCase(0, 'vase', 'Celadon vase with a cotton branch')],
    repeats: run.repeats ?? 1,
    seed: 1,
    seeds: 'per-repeat',
    timeoutMs: 15_000,
    retry: { maximumAttempts: run.attempts ?? 1, initialDelayMs: 0 },
    budgetMicros: null,
    ...PLAIN_PLAN,
  }
}

function freezeStep(adapter: ProviderAdapter, baseUrl: string, step: AskedStep): ContenderStep {
  const { descriptor } = adapter
  const model = modelOf(adapter, step.model)
  if (model === null) throw new Error(`${descriptor.name} has no model ${step.model}.`)
  const priceId = step.priceId ?? model.defaultPriceId
  return {
    providerId: descriptor.id,
    providerName: descriptor.name,
    kind: descriptor.kind,
    modelId: model.id,
    modelName: model.name,
    family: model.family,
    account: 'environment',
    baseUrl,
    task: model.task,
    workflow: step.workflow === undefined ? null : { id: 'workflow-1', name: 'contract', content: step.workflow },
    parameters: GenerationParameters.parse(step.parameters ?? {}),
    price: descriptor.prices.find(({ id }) => id === priceId) ?? null,
    ceilingMicros: null,
    accountConcurrency: null,
  }
}

/** Keeps pictures in memory, as they came. */
function createDesk(adapter: ProviderAdapter): PictureDesk {
  const kept = new Map<string, Uint8Array>()
  const keep = async (bytes: Uint8Array): Promise<KeptPicture> => {
    const { format, width, height } = await sharp(bytes).metadata()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    kept.set(sha256, bytes)
    const image: ImageRecord = { sha256, format: ImageFormat.parse(format), width, height, sizeBytes: bytes.byteLength }
    return { image, flags: [] }
  }
  return {
    keepPicture: ({ bytes }) => keep(bytes),
    readPicture: async ({ image, form }) => {
      const bytes = kept.get(image.sha256)
      if (bytes === undefined) throw new Error(`No picture ${image.sha256}.`)
      if (form === 'bytes') return bytes
      const base64 = Buffer.from(bytes).toString('base64')
      return Buffer.from(form === 'base64' ? base64 : `data:image/${image.format};base64,${base64}`)
    },
    digestReply: async ({ step, reply, ask }) => {
      const reading = step.kind === 'submit' ? adapter.readSubmit(reply, ask) : adapter.readPoll?.(reply, step.job, ask)
      if (reading === undefined) throw new Error(`${adapter.descriptor.id} has no jobs to ask after.`)
      if (reading.state !== 'finished') return reading
      const pictures = await Promise.all(
        reading.pictures.map(async (picture) =>
          picture.kind === 'bytes' ? { kind: 'kept' as const, picture: await keep(picture.bytes) } : picture,
        ),
      )
      return { ...reading, pictures }
    },
  }
}
