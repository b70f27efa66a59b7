import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { modelOf } from '#main/providers/kit/find-model.ts'
import type { Ask, ProviderAdapter, RemoteJob } from '#main/providers/provider-adapter.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Model } from '#shared/domain/provider.ts'
import { sampleWorkflow } from './sample-workflow.ts'

/** A prompt full of words that adapters look for in error texts: none of them may be taken for the provider's. */
export const CANARY_PROMPT = 'a “credit” card beside a content policy leaflet, nsfw, out of memory, spend limit'
export const CANARY_SECRET = 'sk_canary-0123456789'

/** The picture to be changed, for every task but `generate`. */
export const CANARY_PICTURE: ImageRecord = {
  sha256: 'c0ffee00'.repeat(8),
  format: 'png',
  width: 768,
  height: 512,
  sizeBytes: 123_456,
}

/**
 * What the suites must know of one provider beyond its descriptor. `tests/providers/<id>/canary.ts` exports it as `canary`,
 * where there is something to know.
 */
export interface Canary {
  /** Completes the ask where a picture and the sample workflow of the model's kind are not enough. */
  ask?: (ask: Ask, model: Model) => Ask
  /** Ids that the list does not hold, and that `describeModel` describes. */
  otherModels?: readonly string[]
  /** The job that polls, cancels and poll fixtures are about. */
  job?: RemoteJob
  /** Bodies of a poll's answer that fit nothing elsewhere, and mean "not yet" here. */
  pendingBodies?: readonly string[]
}

const JOB: RemoteJob = { jobId: 'job-1', statusUrl: null }

/** A plain ask for a picture, without anything that only some models need. */
export function canaryAsk(modelId: string, parameters: Partial<Ask['parameters']> = {}): Ask {
  return {
    modelId,
    prompt: CANARY_PROMPT,
    seed: 42,
    parameters: { width: 1024, height: 1024, ...parameters },
    workflow: null,
    picture: null,
    uploaded: null,
    clientId: null,
  }
}

/** The same for any model of any provider: with a picture, an upload and a workflow where they are needed. */
export function completeAsk(
  adapter: ProviderAdapter,
  modelId: string,
  parameters: Partial<Ask['parameters']> = {},
): Ask {
  const model = modelOf(adapter, modelId)
  if (model === null) throw new Error(`${adapter.descriptor.id} has no model ${modelId}.`)
  const ask: Ask = {
    ...canaryAsk(modelId, { ...sizeFor(model), ...parameters }),
    workflow: model.workflow === null ? null : sampleWorkflow(model.workflow, model.task),
    picture: model.task === 'generate' ? null : CANARY_PICTURE,
    clientId: adapter.progressSocket === undefined ? null : 'canary-client',
  }
  const completed = canaryOf(adapter.descriptor.id).ask?.(ask, model) ?? ask
  const uploads = completed.uploaded === null && (adapter.buildUpload?.(completed) ?? null) !== null
  return uploads ? { ...completed, uploaded: 'canary-upload.png' } : completed
}

/** 1024 × 1024, or what comes nearest to it of what the model draws, so that the plain ask is sent as it is. */
function sizeFor({ parameters }: Model): Partial<Ask['parameters']> {
  const sizes = parameters.find((range) => range.kind === 'size')?.sizes
  if (sizes?.[0] !== undefined) return { ...sizes[0] }
  const side = (name: 'width' | 'height'): number => {
    const range = parameters.find((candidate) => candidate.name === name)
    if (range?.kind !== 'number') return 1024
    return Math.min(Math.max(1024, range.minimum), range.maximum)
  }
  return { width: side('width'), height: side('height') }
}

/** Every model that the suites try: the listed ones, and those that only `describeModel` knows. */
export function canaryModels(adapter: ProviderAdapter): Model[] {
  const others = (canaryOf(adapter.descriptor.id).otherModels ?? []).map((modelId) => {
    const model = modelOf(adapter, modelId)
    if (model === null) throw new Error(`${adapter.descriptor.id} does not describe the model ${modelId}.`)
    return model
  })
  return [...adapter.descriptor.models, ...others]
}

export function pendingBodies(providerId: string): readonly string[] {
  return canaryOf(providerId).pendingBodies ?? []
}

export function canaryJob(providerId: string): RemoteJob {
  return canaryOf(providerId).job ?? JOB
}

const canaries = new Map<string, Canary>()
for (const { name } of readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
)) {
  const file = join(import.meta.dirname, name, 'canary.ts')
  if (existsSync(file)) canaries.set(name, ((await import(file)) as { canary: Canary }).canary)
}

function canaryOf(providerId: string): Canary {
  return canaries.get(providerId) ?? {}
}
