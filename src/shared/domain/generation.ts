import { z } from 'zod'

export const ImageFormat = z.enum(['png', 'jpeg', 'webp'])
export type ImageFormat = z.infer<typeof ImageFormat>

/**
 * What a model does to get to its picture: draws one from a prompt, or changes one that it is given.
 * All but `generate` need an input picture.
 */
export const Task = z.enum(['generate', 'image-to-image', 'upscale', 'remove-background'])
export type Task = z.infer<typeof Task>

/** Extra weights. `path` is what the provider calls them: a file name, a URL, a repository. */
export const Lora = z.strictObject({
  path: z.string().min(1).max(500),
  scale: z.number().min(-4).max(4).default(1),
})
export type Lora = z.infer<typeof Lora>

const Side = z.int().min(64).max(4096)
export const NEGATIVE_PROMPT_LENGTH = 4000

/**
 * What is asked of a model besides the prompt and the seed, in Assay's own (canonical) names.
 * An absent field means "the model's default"; a provider folder maps each field to the provider's own.
 */
export const GenerationParameters = z.strictObject({
  width: Side.default(1024).describe('pixels'),
  height: Side.default(1024).describe('pixels'),
  steps: z.int().min(1).max(200).optional(),
  guidance: z.number().min(0).max(50).optional(),
  negativePrompt: z.string().max(NEGATIVE_PROMPT_LENGTH).optional(),
  sampler: z.string().min(1).max(80).optional().describe('as the provider spells it'),
  loras: z.array(Lora).max(5).optional(),
  strength: z.number().min(0).max(1).optional().describe('image to image: how far to leave the input picture'),
  scale: z.number().min(1).max(16).optional().describe('upscale: sides of the result over sides of the input'),
  format: ImageFormat.optional(),
})
export type GenerationParameters = z.infer<typeof GenerationParameters>

/** What one case of a trial asks instead of what its contender says: without defaults, so that an absent field changes nothing. */
export const CaseParameters = GenerationParameters.extend({ width: Side, height: Side }).partial()
export type CaseParameters = z.infer<typeof CaseParameters>

/** What a contender's first step is asked for a case: what the contender says, but for what the case says instead. */
export function askedParameters(own: GenerationParameters, ofCase: CaseParameters): GenerationParameters {
  return { ...own, ...ofCase, width: ofCase.width ?? own.width, height: ofCase.height ?? own.height }
}

export const ParameterName = z.enum([
  'width',
  'height',
  'steps',
  'guidance',
  'negativePrompt',
  'sampler',
  'loras',
  'strength',
  'scale',
  'format',
  'seed',
])
export type ParameterName = z.infer<typeof ParameterName>

/** One parameter that a model takes, with its range in the provider's own documentation. The form shows just these. */
export const ParameterRange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    name: ParameterName,
    integer: z.boolean(),
    minimum: z.number(),
    maximum: z.number(),
    /** Values are rounded to a multiple of this; null where any value goes. */
    multipleOf: z.number().positive().nullable(),
    /** What the provider takes when nothing is sent; null where that is not documented. */
    default: z.number().nullable(),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    name: ParameterName,
    choices: z.array(z.string()).min(1),
    default: z.string().nullable(),
  }),
  z.strictObject({ kind: z.literal('text'), name: ParameterName, maximumLength: z.int().positive() }),
  z.strictObject({
    kind: z.literal('size'),
    /** The only sizes that the model draws, e.g. `1024x1536`. The nearest one in shape, then in area, is sent. */
    name: z.literal('width'),
    sizes: z.array(z.strictObject({ width: z.int().positive(), height: z.int().positive() })).min(1),
  }),
  z.strictObject({
    kind: z.literal('loras'),
    name: z.literal('loras'),
    maximumCount: z.int().positive(),
    minimumScale: z.number(),
    maximumScale: z.number(),
  }),
])
export type ParameterRange = z.infer<typeof ParameterRange>

/** A parameter that was not sent as asked. It stays with the sample, so that no comparison hides it. */
export const ParameterWarning = z.strictObject({
  parameter: ParameterName,
  action: z.enum(['dropped', 'rounded', 'changed']),
  asked: z.string(),
  /** What was sent instead; null where nothing was. */
  sent: z.string().nullable(),
  reason: z.string(),
})
export type ParameterWarning = z.infer<typeof ParameterWarning>
