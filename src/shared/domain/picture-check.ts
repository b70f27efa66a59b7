import { z } from 'zod'
import { ImageFlag } from './sample.ts'
import { MEASUREMENT_VERSION } from './soft-check.ts'

/** What is found out about a kept picture by decoding it. */
export const PictureCheckName = z.enum([
  'decodes',
  'black',
  'blank',
  'flat',
  'perceptual-hash',
  'corner-detail',
  /** That every soft check was made; what they measured stands in rows of its own. */
  'measures',
  'pixels',
])
export type PictureCheckName = z.infer<typeof PictureCheckName>

/**
 * What one check found in one picture, with all that decided it. It belongs to the picture's bytes, so that the same
 * picture in two samples is checked once.
 */
export const PictureCheck = z.strictObject({
  name: PictureCheckName,
  version: z.int().min(1),
  /** The bounds it was made with. */
  parameters: z.record(z.string(), z.number()),
  result: z.strictObject({
    flags: z.array(ImageFlag),
    /** What the decoder said, or why there is no finding; null where all was well. */
    reason: z.string().nullable(),
    /** Of a check that makes a hash: in hexadecimal digits; null where it could not be made. */
    hash: z.string().nullable().optional(),
  }),
})
export type PictureCheck = z.infer<typeof PictureCheck>

/**
 * The checks that make up an examination, each with its present version. A picture is examined when it has all of them;
 * a new check, or a higher version, makes every picture one that is still to be examined.
 */
export const EXAMINATION = {
  decodes: 1,
  black: 1,
  blank: 1,
  flat: 1,
  'perceptual-hash': 2,
  'corner-detail': 1,
  measures: MEASUREMENT_VERSION,
} as const satisfies Partial<Record<PictureCheckName, number>>

/** Of the check `pixels`, which is no part of an examination: it is made where two files of one seed look just the same. */
export const PIXELS_VERSION = 1
