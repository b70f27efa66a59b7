import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

/** The web UI's own sliders for a picture's sides: 64 to 2048 in steps of 8. */
export const SIDES = { minimum: 64, maximum: 2048, multipleOf: 8 }

const side = (name: 'width' | 'height'): ParameterRange => ({
  kind: 'number',
  name,
  integer: true,
  ...SIDES,
  default: 512,
})

/** What text to image and image to image share; defaults are those of the API. */
const diffusion: ParameterRange[] = [
  { kind: 'number', name: 'steps', integer: true, minimum: 1, maximum: 150, multipleOf: null, default: 50 },
  { kind: 'number', name: 'guidance', integer: false, minimum: 1, maximum: 30, multipleOf: null, default: 7 },
  { kind: 'text', name: 'negativePrompt', maximumLength: 4000 },
  // Each installation has its own samplers (GET /sdapi/v1/samplers).
  { kind: 'text', name: 'sampler', maximumLength: 80 },
  { kind: 'loras', name: 'loras', maximumCount: 5, minimumScale: -4, maximumScale: 4 },
  {
    kind: 'number',
    name: 'seed',
    integer: true,
    minimum: 0,
    maximum: 4_294_967_295,
    multipleOf: null,
    default: null,
  },
]

const cautions = [
  'The cost counts only the seconds in which the worker draws. A rented machine is billed from start to termination, idle or not.',
  'The worker’s X-Process-Time includes waiting for its lock, so nobody else should use the worker during a trial. Forge does not send it: then Assay’s own time counts.',
  'Choose the price of the GPU that the worker runs on: no reply tells it.',
]
const drawingCautions = [
  ...cautions,
  'The first picture may be slower: the worker loads the checkpoint within the request.',
  'The picture format is the worker’s own setting (PNG, unless it was changed).',
  'A LoRA is named in the prompt, as the web UI wants it: <lora:file name:weight>. One that the worker does not have is left out without a word.',
]

const common = {
  workflow: null,
  execution: 'synchronous',
  pollIntervalMs: null,
  // One lock guards the GPU: a second request would wait there, and its wait be logged as latency.
  maximumConcurrency: 1,
  defaultPriceId: 'lambda/a10',
} as const

/** A checkpoint in the worker's folder of models, by title or name. */
function checkpointModel(id: string, name: string, family: string): Model {
  const parameters = [side('width'), side('height'), ...diffusion]
  return { ...common, id, name, family, task: 'generate', parameters, cautions: drawingCautions }
}

const SDXL = 'sd_xl_base_1.0'

const imageToImage: Model = {
  ...common,
  id: `${SDXL}/image-to-image`,
  name: 'SDXL 1.0 base, own worker, image to image',
  family: 'sdxl-1.0',
  task: 'image-to-image',
  parameters: [
    { kind: 'number', name: 'strength', integer: false, minimum: 0, maximum: 1, multipleOf: null, default: 0.75 },
    ...diffusion,
  ],
  cautions: drawingCautions,
}

const upscale: Model = {
  ...common,
  id: 'R-ESRGAN 4x+',
  name: 'R-ESRGAN 4x+, own worker',
  family: 'real-esrgan',
  task: 'upscale',
  // The web UI's own slider.
  parameters: [{ kind: 'number', name: 'scale', integer: false, minimum: 1, maximum: 8, multipleOf: null, default: 2 }],
  cautions: [
    ...cautions,
    'The weights enlarge four times; any other scale is reached by resampling their result.',
    'The worker fetches the weights when they are first used: that one picture takes longer.',
  ],
}

export const MODELS: readonly Model[] = [
  checkpointModel(SDXL, 'SDXL 1.0 base, own worker', 'sdxl-1.0'),
  imageToImage,
  upscale,
]

/** Any checkpoint of the worker, as it is named there. Whether it has it shows at the first picture. */
export function describeModel(modelId: string): Model | null {
  if (!/^[A-Za-z0-9_][\w .()+/\\[\]-]{0,199}$/.test(modelId)) return null
  const name = checkpointName(modelId)
  return checkpointModel(modelId, `${name}, own worker`, name)
}

/** What is to be loaded for a model that draws. */
export function checkpointOf(modelId: string): string {
  return modelId === imageToImage.id ? SDXL : modelId
}

/** `folder/sd_xl_base_1.0.safetensors [31e35c80fc]` and `sd_xl_base_1.0` name the same checkpoint. */
export function checkpointName(title: string): string {
  return title
    .replace(/ \[[0-9a-f]+\]$/i, '')
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:safetensors|ckpt)$/i, '')
    .toLowerCase()
}
