import type { ParameterRange, Task } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'

/** Segmind documents no range for seeds: this is the range that Assay itself uses. -1 asks for a random one and is never sent. */
const seed: ParameterRange = {
  kind: 'number',
  name: 'seed',
  integer: true,
  minimum: 0,
  maximum: 2_147_483_647,
  multipleOf: null,
  default: null,
}

/** Where no range for steps is documented, the whole of Assay's own is let through and Segmind has the last word. */
const steps = (standard: number | null, maximum = 200): ParameterRange => ({
  kind: 'number',
  name: 'steps',
  integer: true,
  minimum: 1,
  maximum,
  multipleOf: null,
  default: standard,
})

const guidance = (minimum: number, maximum: number, standard: number): ParameterRange => ({
  kind: 'number',
  name: 'guidance',
  integer: false,
  minimum,
  maximum,
  multipleOf: null,
  default: standard,
})

const sides = (minimum: number, maximum: number, multipleOf: number | null, standard: number): ParameterRange[] => [
  { kind: 'number', name: 'width', integer: true, minimum, maximum, multipleOf, default: standard },
  { kind: 'number', name: 'height', integer: true, minimum, maximum, multipleOf, default: standard },
]

const negativePrompt: ParameterRange = { kind: 'text', name: 'negativePrompt', maximumLength: 4000 }
/** The names are not listed in the documentation; a wrong one is answered with 406. */
const sampler: ParameterRange = { kind: 'text', name: 'sampler', maximumLength: 80 }

const costCaution =
  'Segmind bills by GPU time, so that no two calls need cost the same. The price on the list is an average; what each reply says it cost is what counts.'
const formatCaution = 'The picture format is chosen by Segmind.'
const shapeCaution =
  'It takes a shape, not a size: the nearest of nine aspect ratios is sent, and the size is Segmind’s choice.'
const base64Caution =
  'That the picture may be sent as base64 is documented for an image field in general, not for this model.'

interface Facts {
  id: string
  name: string
  family: string
  task?: Task
  parameters: ParameterRange[]
  cautions: string[]
}

/** A model of version 1: one call, the body of the reply is the picture. */
function model({ task = 'generate', cautions, ...facts }: Facts): Model {
  return {
    ...facts,
    task,
    workflow: null,
    execution: 'synchronous',
    pollIntervalMs: null,
    maximumConcurrency: null,
    defaultPriceId: `segmind/${facts.id}`,
    cautions: [costCaution, ...cautions],
  }
}

const sdxl = model({
  id: 'sdxl1.0-txt2img',
  name: 'SDXL 1.0',
  family: 'sdxl-1.0',
  parameters: [
    ...sides(512, 2048, null, 1024),
    steps(null),
    guidance(1, 25, 7.5),
    negativePrompt,
    // `scheduler` in Segmind's words.
    sampler,
    seed,
  ],
  cautions: [formatCaution, 'Where no steps are asked for, Segmind’s own default is taken; it is not documented.'],
})

const fluxSchnell = model({
  id: 'flux-schnell',
  name: 'FLUX.1 [schnell]',
  family: 'flux.1-schnell',
  parameters: [...sides(512, 2048, 8, 1024), steps(4, 8), sampler, seed],
  cautions: [formatCaution],
})

const fastFluxSchnell = model({
  id: 'fast-flux-schnell',
  name: 'Fast FLUX.1 [schnell]',
  family: 'flux.1-schnell',
  parameters: [steps(4), seed],
  cautions: [formatCaution, shapeCaution],
})

const fluxDev = model({
  id: 'flux-dev',
  name: 'FLUX.1 [dev]',
  family: 'flux.1-dev',
  parameters: [
    steps(25),
    guidance(0, 10, 3.5),
    seed,
    { kind: 'choice', name: 'format', choices: ['webp', 'jpeg', 'png'], default: 'webp' },
  ],
  cautions: [shapeCaution],
})

const realisticVision = model({
  id: 'sd1.5-realisticvision',
  name: 'Realistic Vision (SD 1.5)',
  family: 'sd-1.5',
  parameters: [...sides(256, 2048, null, 512), steps(25), guidance(1, 25, 7.5), negativePrompt, sampler, seed],
  cautions: [formatCaution, 'The ranges of the SD 1.5 models are not documented; those of SDXL are taken.'],
})

const esrgan = model({
  id: 'esrgan',
  name: 'ESRGAN',
  family: 'esrgan',
  task: 'upscale',
  parameters: [{ kind: 'number', name: 'scale', integer: true, minimum: 1, maximum: 4, multipleOf: null, default: 2 }],
  cautions: [formatCaution, 'Neither the largest picture nor the largest scale is documented.'],
})

const backgroundEraser = model({
  id: 'background-eraser',
  name: 'Background eraser',
  family: 'background-removal',
  task: 'remove-background',
  parameters: [],
  cautions: [formatCaution, base64Caution],
})

const backgroundRemoval = model({
  id: 'bg-removal',
  name: 'Background removal',
  family: 'background-removal',
  task: 'remove-background',
  parameters: [],
  cautions: [formatCaution, base64Caution],
})

/** Version 2 takes the same input under the same name, as a job that is asked after. */
const JOB = 'v2/'

function asJob(synchronous: Model): Model {
  return {
    ...synchronous,
    id: `${JOB}${synchronous.id}`,
    name: `${synchronous.name}, as a job`,
    execution: 'polled',
    // What the official client waits between two questions.
    pollIntervalMs: 1000,
    cautions: [...synchronous.cautions, 'A job cannot be stopped; its record is kept for about an hour.'],
  }
}

/** The model's name in a path: `v2/flux-dev` and `flux-dev` are the same model. */
export function slugOf(modelId: string): string {
  return modelId.startsWith(JOB) ? modelId.slice(JOB.length) : modelId
}

const drawing = [sdxl, fluxSchnell, fastFluxSchnell, fluxDev]

export const MODELS: readonly Model[] = [
  ...drawing,
  realisticVision,
  esrgan,
  backgroundEraser,
  backgroundRemoval,
  ...drawing.map(asJob),
]
