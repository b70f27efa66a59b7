import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import { workflowModels } from '../kit/workflow-models.ts'
import { POLL_INTERVAL_MS } from './poll-interval.ts'

/**
 * What an endpoint of the team's own runs. `worker`: anything, described by a deployed workflow (its reference is the endpoint
 * id) · `comfyui`: RunPod's worker-comfyui · `a1111`: RunPod's worker-a1111.
 */
export type OwnWorker =
  { kind: 'worker'; endpointId: null; model: Model } | { kind: 'comfyui' | 'a1111'; endpointId: string; model: Model }

/** RunPod makes ids of lower-case letters and digits; a template's name may hold a dash. */
export const ENDPOINT_ID = /^[a-z0-9][a-z0-9-]{2,63}$/

const METERED = [
  'No reply tells the price or the GPU: choose the price of the GPU that the endpoint runs on.',
  'The cost counts the seconds in the handler. Starting the worker and its idle seconds afterwards (5 to 10 by default) are billed on top, rounded up to the second.',
  'Whether a worker was cold is not said: its start is part of the time in the queue.',
]

const own = { pollIntervalMs: POLL_INTERVAL_MS, maximumConcurrency: null, defaultPriceId: null }

/** Workers of any make. Names instead of an import of a graph: the worker's own fields are named in the workflow. */
export const WORKER_MODELS: readonly Model[] = workflowModels({
  ...own,
  workflow: 'deployed',
  cautions: [...METERED, 'An input picture is sent as base64 without a prefix; not every worker takes it so.'],
}).map((model) => ({
  ...model,
  id: model.id.replace('workflow', 'worker'),
  name: model.name.replace('Workflow', 'Own worker'),
}))

const COMFY_MODELS = workflowModels({
  ...own,
  workflow: 'comfyui',
  cautions: [...METERED, 'All pictures that the graph saves are kept; the reply does not say which node saved one.'],
})

const side = (name: 'width' | 'height'): ParameterRange => ({
  kind: 'number',
  name,
  integer: true,
  minimum: 64,
  maximum: 2048,
  multipleOf: 8,
  default: 512,
})

const A1111_MODEL: Omit<Model, 'id'> = {
  ...own,
  name: 'AUTOMATIC1111 worker',
  family: 'own-worker',
  task: 'generate',
  workflow: null,
  execution: 'polled',
  parameters: [
    side('width'),
    side('height'),
    { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 150, multipleOf: null, default: 20 },
    { kind: 'number', name: 'guidance', integer: false, minimum: 1, maximum: 30, multipleOf: null, default: 7 },
    { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
    { kind: 'text', name: 'sampler', maximumLength: 80 },
    {
      kind: 'number',
      name: 'seed',
      integer: true,
      minimum: 0,
      maximum: 4_294_967_295,
      multipleOf: null,
      default: null,
    },
  ],
  cautions: [...METERED, 'The worker draws from a prompt only, with the checkpoint that its image was built with.'],
}

/**
 * The own worker behind a model id: a listed one, or `<endpoint id>/comfyui`, `<endpoint id>/comfyui-upscale` and so on, or
 * `<endpoint id>/a1111`. The endpoint is part of the model and not of the account, so that one key serves them all.
 * @returns null where the id is neither
 */
export function findOwnWorker(modelId: string): OwnWorker | null {
  const listed = WORKER_MODELS.find(({ id }) => id === modelId)
  if (listed !== undefined) return { kind: 'worker', endpointId: null, model: listed }
  const [endpointId = '', worker, ...rest] = modelId.split('/')
  if (worker === undefined || rest.length > 0 || !ENDPOINT_ID.test(endpointId)) return null
  if (worker === 'a1111') {
    return {
      kind: 'a1111',
      endpointId,
      model: { ...A1111_MODEL, id: modelId, name: `${A1111_MODEL.name} ${endpointId}` },
    }
  }
  const comfy = COMFY_MODELS.find(({ id }) => id.replace('workflow', 'comfyui') === worker)
  if (comfy === undefined) return null
  const name = `${comfy.name.replace('Workflow', 'ComfyUI worker')} (${endpointId})`
  return { kind: 'comfyui', endpointId, model: { ...comfy, id: modelId, name } }
}
