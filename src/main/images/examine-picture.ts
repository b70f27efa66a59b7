import { EXAMINATION, type PictureCheck } from '#shared/domain/picture-check.ts'
import type { ImageFlag } from '#shared/domain/sample.ts'
import type { PictureMeasure } from '#shared/domain/soft-check.ts'
import { LARGEST_THUMBNAIL } from '#shared/domain/thumbnail.ts'
import { letGo } from '#shared/let-go.ts'
import { CORNER_PARAMETERS, cornerDetail } from './checks/corner-detail.ts'
import { FLAT, isFlat } from './checks/is-flat.ts'
import { measureNothing, measurePicture } from './checks/measure-picture.ts'
import { seenPixels } from './checks/seen-pixels.ts'
import { firstLine } from './first-line.ts'
import { FLATNESS, flagPixels, mayBeFlat, type Pixels } from './flag-pixels.ts'
import { thumbnailOf, type Thumbnail } from './make-thumbnail.ts'
import { MAXIMUM_PIXELS } from './maximum-pixels.ts'
import { decodePixels, reducePixels } from './open-picture.ts'
import { HASH_PARAMETERS, perceptualHash } from './perceptual-hash.ts'

/** What was found out about one picture. */
export interface ExaminedPicture {
  checks: PictureCheck[]
  measures: PictureMeasure[]
}

/** Side of the glance that tells what a picture is like as a whole, in pixels. */
const GLANCE_SIDE = 113

/** Side at which a picture that seemed flat at a glance is measured, so that fine detail is not taken for nothing. */
const EXACT_SIDE = 1024

/** Side up to which a picture is looked at pixel by pixel: the largest that can be asked for. A larger one is reduced to it. */
const MEASURED_SIDE = 4096

type ExaminationCheck = keyof typeof EXAMINATION
type FlagCheck = 'decodes' | 'black' | 'blank' | 'flat'

/** What decides each check; stored with its result, so that another bound is never compared with this one unseen. */
const PARAMETERS: Readonly<Record<ExaminationCheck, PictureCheck['parameters']>> = {
  decodes: { maximumPixels: MAXIMUM_PIXELS },
  black: { glanceSide: GLANCE_SIDE, exactSide: EXACT_SIDE, mean: FLATNESS.blackMean, spread: FLATNESS.blackSpread },
  blank: { glanceSide: GLANCE_SIDE, exactSide: EXACT_SIDE, spread: FLATNESS.flatSpread },
  flat: { glanceSide: GLANCE_SIDE, measuredSide: MEASURED_SIDE, ...FLAT },
  'perceptual-hash': { measuredSide: MEASURED_SIDE, glanceSide: GLANCE_SIDE, ...HASH_PARAMETERS },
  'corner-detail': { measuredSide: MEASURED_SIDE, ...CORNER_PARAMETERS },
  measures: { measuredSide: MEASURED_SIDE },
}

const FLAG_OF: Readonly<Record<FlagCheck, ImageFlag>> = {
  decodes: 'damaged',
  black: 'black',
  blank: 'blank',
  flat: 'flat',
}

/**
 * What only decoding can tell of a picture: whether all of it decodes, whether anything is to be seen, how it looks, and what the soft
 * checks measure. It is decoded once. JPEG and WebP carry no checksum: bytes changed in their middle may decode into another picture
 * without any error, and are not found.
 * @returns every check of an examination, in its present version, and its largest thumbnail, null where it does not decode. Never throws
 * for bad bytes.
 */
export async function examinePicture(bytes: Uint8Array): Promise<ExaminedPicture & { thumbnail: Thumbnail | null }> {
  try {
    const { pixels, isReduced } = await decodePixels(bytes, MEASURED_SIDE)
    const glance = await reducePixels(pixels, GLANCE_SIDE)
    const seen = seenPixels(pixels)
    const found = await findFlags(pixels, glance)
    const [looks, corners] = [await perceptualHash(glance), cornerDetail(seen)]
    const reduced = isReduced ? `A side is longer than ${MEASURED_SIDE} pixels, so it was reduced first.` : null
    const measures = measurePicture(seen, pixels, reduced)
    const thumbnail = await thumbnailOf(pixels, LARGEST_THUMBNAIL)
    for (const bytes of new Set([pixels.data, seen.data, seen.grey])) letGo(bytes)
    return {
      checks: [
        ...flagChecks((flag) => found.includes(flag), null),
        check('perceptual-hash', { flags: [], reason: null, hash: looks }),
        check('corner-detail', { flags: [], reason: null, hash: corners }),
        check('measures', { flags: [], reason: null }),
      ],
      measures,
      thumbnail,
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const reason = `It does not decode: ${firstLine(error.message)}.`
    return {
      checks: [
        ...flagChecks((flag) => flag === 'damaged', reason),
        check('perceptual-hash', { flags: [], reason, hash: null }),
        check('corner-detail', { flags: [], reason, hash: null }),
        check('measures', { flags: [], reason }),
      ],
      measures: measureNothing(reason),
      thumbnail: null,
    }
  }
}

/** One of black, blank and flat, or none. */
async function findFlags(pixels: Pixels, glance: Pixels): Promise<ImageFlag[]> {
  const found = mayBeFlat(glance) ? flagPixels(await reducePixels(pixels, EXACT_SIDE)) : []
  return found.length === 0 && isFlat(pixels, glance) ? ['flat'] : found
}

function flagChecks(isFound: (flag: ImageFlag) => boolean, reason: string | null): PictureCheck[] {
  return Object.entries(FLAG_OF).map(([name, flag]) =>
    check(name as FlagCheck, { flags: isFound(flag) ? [flag] : [], reason }),
  )
}

function check(name: ExaminationCheck, result: PictureCheck['result']): PictureCheck {
  return { name, version: EXAMINATION[name], parameters: PARAMETERS[name], result }
}
