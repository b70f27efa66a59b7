import { SOFT_CHECKS, SoftCheckName, type PictureMeasure } from '#shared/domain/soft-check.ts'
import type { Pixels } from '../flag-pixels.ts'
import { blockiness } from './blockiness.ts'
import { borders } from './borders.ts'
import { clipping } from './clipping.ts'
import { colourfulness } from './colourfulness.ts'
import { noise } from './noise.ts'
import type { SeenPicture } from './seen-pixels.ts'
import { sharpness } from './sharpness.ts'
import { transparency } from './transparency.ts'

const CHECKS: Readonly<Record<SoftCheckName, (seen: SeenPicture, pixels: Pixels) => number | null>> = {
  sharpness,
  colourfulness,
  clipping,
  noise,
  blockiness,
  borders,
  transparency: (_, pixels) => transparency(pixels),
}

/** Every soft check of one decoded picture, in the order of their list. @param reduced why the pixels are not its own; null where they are */
export function measurePicture(seen: SeenPicture, pixels: Pixels, reduced: string | null): PictureMeasure[] {
  return SoftCheckName.options.map((name) => {
    if (reduced !== null && SOFT_CHECKS[name].ofOwnSize) return measured(name, null, reduced)
    const value = CHECKS[name](seen, pixels)
    return measured(name, value, value === null ? 'The picture is too small to be measured.' : null)
  })
}

/** The same of a picture that can't be opened. */
export function measureNothing(reason: string): PictureMeasure[] {
  return SoftCheckName.options.map((name) => measured(name, null, reason))
}

function measured(name: SoftCheckName, value: number | null, reason: string | null): PictureMeasure {
  const { version, parameters } = SOFT_CHECKS[name]
  return { name, version, parameters, value, reason }
}
