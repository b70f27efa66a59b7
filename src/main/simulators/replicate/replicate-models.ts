import { z } from 'zod'
import { readInputPicture } from '../pictures/read-input-picture.ts'
import type { Order, Style } from '../simulator.ts'

const MAXIMUM_SEED = 2_147_483_647

/** Sides of the FLUX.1 models' pictures at one megapixel, as their published predictor has them. */
const FLUX_SIZES = {
  '1:1': [1024, 1024],
  '16:9': [1344, 768],
  '21:9': [1536, 640],
  '3:2': [1216, 832],
  '2:3': [832, 1216],
  '4:5': [896, 1088],
  '5:4': [1088, 896],
  '3:4': [896, 1152],
  '4:3': [1152, 896],
  '9:16': [768, 1344],
  '9:21': [640, 1536],
} as const
const AspectRatio = z.enum(Object.keys(FLUX_SIZES) as (keyof typeof FLUX_SIZES)[])

const prompt = z.string().min(1)
const seed = z.int().min(0).max(MAXIMUM_SEED).optional()
const outputs = z.int().min(1).max(4).default(1)

const flux = (maximumSteps: number) =>
  z.strictObject({
    prompt,
    aspect_ratio: AspectRatio.default('1:1'),
    num_outputs: outputs,
    num_inference_steps: z.int().min(1).max(maximumSteps).default(Math.min(28, maximumSteps)),
    seed,
    output_format: z.enum(['webp', 'jpg', 'png']).default('webp'),
    output_quality: z.int().min(0).max(100).default(80),
    disable_safety_checker: z.boolean().default(false),
    go_fast: z.boolean().default(true),
    megapixels: z.enum(['1', '0.25']).default('1'),
  })
const fluxDev = flux(50).extend({
  guidance: z.number().min(0).max(10).default(3.5),
  image: z.string().optional(),
  prompt_strength: z.number().min(0).max(1).default(0.8),
})
const sdxl = z.strictObject({
  prompt,
  negative_prompt: z.string().default(''),
  image: z.string().optional(),
  mask: z.string().optional(),
  width: z.int().min(64).max(2048).multipleOf(8).default(1024),
  height: z.int().min(64).max(2048).multipleOf(8).default(1024),
  num_outputs: outputs,
  scheduler: z
    .enum(['DDIM', 'DPMSolverMultistep', 'HeunDiscrete', 'KarrasDPM', 'K_EULER_ANCESTRAL', 'K_EULER', 'PNDM'])
    .default('K_EULER'),
  num_inference_steps: z.int().min(1).max(500).default(50),
  guidance_scale: z.number().min(1).max(50).default(7.5),
  prompt_strength: z.number().min(0).max(1).default(0.8),
  seed,
  refine: z.enum(['no_refiner', 'expert_ensemble_refiner', 'base_image_refiner']).default('no_refiner'),
  high_noise_frac: z.number().min(0).max(1).default(0.8),
  apply_watermark: z.boolean().default(true),
  lora_scale: z.number().min(0).max(1).default(0.6),
  disable_safety_checker: z.boolean().default(false),
})

/** An input in the terms that all models share. */
interface Understood {
  prompt: string
  seed: number | undefined
  width: number
  height: number
  count: number
  format: Order['format']
  image: string | null
  strength?: number
  scale?: number
}

interface SimulatedModel {
  /** null for an official model. */
  version: string | null
  style: Style
  task: 'generate' | 'upscale' | 'remove-background'
  /** One picture is a text instead of a list of one. */
  single: boolean
  /** Micro-dollars a picture; null where the hardware's seconds are billed at a price that is not known. */
  pricePerImageMicros: number | null
  input: z.ZodType<Understood>
}

const drawFlux = (input: z.infer<ReturnType<typeof flux>>): Understood => {
  const [width, height] = FLUX_SIZES[input.aspect_ratio]
  const share = input.megapixels === '1' ? 1 : 0.5
  return {
    prompt: input.prompt,
    seed: input.seed,
    width: width * share,
    height: height * share,
    count: input.num_outputs,
    format: input.output_format === 'jpg' ? 'jpeg' : input.output_format,
    image: null,
  }
}
const change = (image: string, scale: number): Understood => ({
  prompt: '',
  seed: undefined,
  width: 0,
  height: 0,
  count: 1,
  format: 'png',
  image,
  scale,
})
const cutOut = z.strictObject({ image: z.string().min(1) }).transform((input) => change(input.image, 1))

/** The models that are served, by `owner/name`. */
export const replicateModels: Readonly<Record<string, SimulatedModel>> = {
  'black-forest-labs/flux-schnell': {
    version: null,
    style: 0,
    task: 'generate',
    single: false,
    pricePerImageMicros: 3000,
    input: flux(4).transform(drawFlux),
  },
  'black-forest-labs/flux-dev': {
    version: null,
    style: 2,
    task: 'generate',
    single: false,
    pricePerImageMicros: 25_000,
    input: fluxDev.transform((input) => ({
      ...drawFlux(input),
      image: input.image ?? null,
      strength: input.prompt_strength,
    })),
  },
  'black-forest-labs/flux-dev-lora': {
    version: null,
    style: 2,
    task: 'generate',
    single: false,
    pricePerImageMicros: null,
    input: fluxDev
      .extend({ lora_weights: z.string().optional(), lora_scale: z.number().min(-1).max(3).default(1) })
      .transform(drawFlux),
  },
  'stability-ai/sdxl': {
    version: '7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc',
    style: 1,
    task: 'generate',
    single: false,
    pricePerImageMicros: null,
    input: sdxl.transform((input) => ({
      prompt: input.prompt,
      seed: input.seed,
      width: input.width,
      height: input.height,
      count: input.num_outputs,
      format: 'png',
      image: input.image ?? null,
      strength: input.prompt_strength,
    })),
  },
  'nightmareai/real-esrgan': {
    version: 'f121d640bd286e1fdc67f9799164c1d5be36ff74576ee11c803ae5b665dd46aa',
    style: 0,
    task: 'upscale',
    single: true,
    pricePerImageMicros: null,
    input: z
      .strictObject({
        image: z.string().min(1),
        scale: z.number().min(0).max(10).default(4),
        face_enhance: z.boolean().default(false),
      })
      .transform((input) => change(input.image, input.scale)),
  },
  'cjwbw/rembg': {
    version: 'fb8af171cfa1616ddcf1242c093f9c46bcada5ad4cf6f2fbe8b81b330ec5c003',
    style: 0,
    task: 'remove-background',
    single: true,
    pricePerImageMicros: null,
    input: cutOut,
  },
  'lucataco/remove-bg': {
    version: '95fcc2a26d3899cd6c2691c900465aaeff466285a65c14638cc5f36f34befaf1',
    style: 0,
    task: 'remove-background',
    single: true,
    pricePerImageMicros: null,
    input: cutOut,
  },
}

export interface InvalidField {
  type: string
  field: string
  description: string
}

export type ReplicateOrder = Pick<Order, 'style' | 'prompt' | 'width' | 'height' | 'format' | 'count' | 'change'> & {
  seed: number | undefined
}

/**
 * Reads the input of a model.
 * @param stored the bytes behind the address of an uploaded file; null where it is none. No other address is followed.
 */
export async function understandInput(
  model: SimulatedModel,
  body: unknown,
  stored: (url: string) => Uint8Array | null,
): Promise<{ ok: true; order: ReplicateOrder } | { ok: false; fields: InvalidField[] }> {
  const parsed = model.input.safeParse(body ?? {})
  if (!parsed.success) return { ok: false, fields: parsed.error.issues.flatMap(describeIssue) }
  const { image, strength, scale = 1, ...rest } = parsed.data
  const plain = { ...rest, style: model.style }
  if (image === null) return { ok: true, order: plain }
  const input = await readInputPicture(image.startsWith('data:') ? image : (stored(image) ?? ''))
  if (input === null) {
    return { ok: false, fields: [{ type: 'format', field: 'input.image', description: 'cannot be read as an image' }] }
  }
  const task: NonNullable<Order['change']>['task'] = model.task === 'generate' ? 'image-to-image' : model.task
  const width = Math.max(1, Math.round(input.width * scale))
  const height = Math.max(1, Math.round(input.height * scale))
  const change = { task, input: input.bytes, ...(strength !== undefined && { strength }) }
  return { ok: true, order: { ...plain, width, height, change } }
}

/** In the words of Replicate's validator. */
function describeIssue(issue: z.core.$ZodIssue): InvalidField[] {
  const field = ['input', ...issue.path].join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      type: 'additional_property_not_allowed',
      field: 'input',
      description: `Additional property ${key} is not allowed`,
    }))
  }
  if (issue.code === 'too_big')
    return [{ type: 'number_lte', field, description: `Must be less than or equal to ${issue.maximum}` }]
  if (issue.code === 'too_small')
    return [{ type: 'number_gte', field, description: `Must be greater than or equal to ${issue.minimum}` }]
  if (issue.code === 'invalid_value') return [{ type: 'enum', field, description: 'Must be one of the allowed values' }]
  if (issue.code === 'invalid_type' && issue.message.includes('undefined')) {
    return [{ type: 'required', field, description: `${issue.path.join('.')} is required` }]
  }
  return [{ type: 'invalid_type', field, description: issue.message }]
}
