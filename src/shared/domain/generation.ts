import { z } from 'zod'

export const ImageFormat = z.enum(['png', 'jpeg', 'webp'])
export type ImageFormat = z.infer<typeof ImageFormat>

/**
 * What is asked of a model besides the prompt and the seed, in Assay's own (canonical) names.
 * An absent field means "the model's default"; a provider folder maps each field to the provider's own.
 */
export const GenerationParameters = z.strictObject({
  width: z.int().min(64).max(4096).default(1024).describe('pixels'),
  height: z.int().min(64).max(4096).default(1024).describe('pixels'),
  steps: z.int().min(1).max(200).optional(),
  guidance: z.number().min(0).max(50).optional(),
  negativePrompt: z.string().max(4000).optional(),
  format: ImageFormat.optional(),
})
export type GenerationParameters = z.infer<typeof GenerationParameters>

export const ParameterName = z.enum(['width', 'height', 'steps', 'guidance', 'negativePrompt', 'format', 'seed'])
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
