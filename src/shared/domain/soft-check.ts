import { z } from 'zod'

/** What is measured of a picture and decides nothing by itself: each is a key to sort by, and they are never summed into one. */
export const SoftCheckName = z.enum([
  'sharpness',
  'colourfulness',
  'clipping',
  'noise',
  'blockiness',
  'borders',
  'transparency',
])
export type SoftCheckName = z.infer<typeof SoftCheckName>

/** `grey-levels`: of 255. `share`: of the picture's pixels, 0 to 1. `index`: of its own scale. */
export const SoftCheckUnit = z.enum(['grey-levels', 'grey-levels-squared', 'share', 'index'])
export type SoftCheckUnit = z.infer<typeof SoftCheckUnit>

/** One soft check in its present version. */
export interface SoftCheck {
  /** Raised with every change of how it is measured, or of its parameters: all pictures are then measured anew. */
  version: number
  title: string
  /** What the number is, and whose formula. */
  measures: string
  unit: SoftCheckUnit
  /** Which of two pictures it takes for the better one; null where it is a matter of taste. */
  better: 'higher' | 'lower' | null
  /** Whether it looks at single pixels: then values of two sizes do not compare, and a picture that was reduced first has none. */
  ofOwnSize: boolean
  /** All that decides a value, and with `bound` where it is worth a note. Stored with each value. */
  parameters: Readonly<Record<string, number>> & { readonly bound: number }
  /** On which side of the bound it is worth a note, and the note. */
  trips: { when: 'below' | 'above'; note: string }
}

/** The one list of all soft checks. */
export const SOFT_CHECKS = {
  sharpness: {
    version: 1,
    title: 'Sharpness',
    measures: 'Variance of the Laplacian of the grey picture (Pech-Pacheco et al. 2000).',
    unit: 'grey-levels-squared',
    better: 'higher',
    ofOwnSize: true,
    parameters: { bound: 4 },
    trips: { when: 'below', note: 'blurred' },
  },
  colourfulness: {
    version: 1,
    title: 'Colourfulness',
    measures: 'Spread and mean of the opponent colours (Hasler and Süsstrunk 2003): 0 is grey, 15 slight, 59 high.',
    unit: 'index',
    better: null,
    ofOwnSize: false,
    parameters: { meanWeight: 0.3, bound: 5 },
    trips: { when: 'below', note: 'without colour' },
  },
  clipping: {
    version: 2,
    title: 'Clipping',
    measures:
      'Share of pixels at an end of the scale: pure white or pure black, a ground that is meant to be so as well.',
    unit: 'share',
    better: 'lower',
    ofOwnSize: false,
    parameters: { darkest: 1, brightest: 254, bound: 0.25 },
    trips: { when: 'above', note: 'with much pure white or black' },
  },
  noise: {
    version: 1,
    title: 'Noise',
    measures:
      'Standard deviation of noise in the grey picture, as estimated after Immerkær 1996; fine texture adds to it.',
    unit: 'grey-levels',
    better: 'lower',
    ofOwnSize: true,
    parameters: { bound: 15 },
    trips: { when: 'above', note: 'noisy' },
  },
  blockiness: {
    version: 2,
    title: 'Blockiness',
    measures:
      'How much larger the step at every eighth row and column is than any between: the blocks of JPEG (after Wang, Bovik and Evans 2000).',
    unit: 'grey-levels',
    better: 'lower',
    ofOwnSize: true,
    parameters: { period: 8, smallestSide: 64, bound: 1.2 },
    trips: { when: 'above', note: 'blocky' },
  },
  borders: {
    version: 2,
    title: 'Borders',
    measures: 'Share of the picture in bands of one colour along its edges that end in a step.',
    unit: 'share',
    better: 'lower',
    ofOwnSize: false,
    parameters: { tolerance: 6, step: 16, stepShare: 0.75, outliers: 0.01, bound: 0.005 },
    trips: { when: 'above', note: 'has a border' },
  },
  transparency: {
    version: 1,
    title: 'Transparency',
    measures: 'Share of pixels that let something shine through.',
    unit: 'share',
    better: null,
    ofOwnSize: false,
    parameters: { bound: 0 },
    trips: { when: 'above', note: 'see-through' },
  },
} as const satisfies Readonly<Record<SoftCheckName, SoftCheck>>

/** Their version as a whole, which grows with that of any of them. */
export const MEASUREMENT_VERSION = Object.values(SOFT_CHECKS).reduce<number>((sum, { version }) => sum + version, 0)

/** What one soft check measured in one picture, with all that decided it. */
export const PictureMeasure = z.strictObject({
  name: SoftCheckName,
  version: z.int().min(1),
  parameters: z.record(z.string(), z.number()),
  /** In the check's unit; null where it can't be measured. */
  value: z.number().nullable(),
  /** Why not; null where it was. */
  reason: z.string().nullable(),
})
export type PictureMeasure = z.infer<typeof PictureMeasure>

/** Whether a value is worth a note. @param bound as it was stored with the value */
export function tripsAt(name: SoftCheckName, value: number | null, bound: number | undefined): boolean {
  if (value === null || bound === undefined) return false
  return SOFT_CHECKS[name].trips.when === 'below' ? value < bound : value > bound
}
