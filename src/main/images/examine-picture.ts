import { EXAMINATION, type PictureCheck } from '#shared/domain/picture-check.ts'
import type { ImageFlag } from '#shared/domain/sample.ts'
import { FLATNESS, flagPixels, mayBeFlat } from './flag-pixels.ts'
import { firstLine } from './first-line.ts'
import { MAXIMUM_PIXELS } from './maximum-pixels.ts'
import { decodePixels } from './open-picture.ts'
import { HASH_PARAMETERS, perceptualHash } from './perceptual-hash.ts'

/**
 * Side of the glance at every picture, in pixels. A 1024-pixel JPEG is reduced by more than nine to it, so libjpeg reads
 * every byte but draws at an eighth of the size: 4.4 ms of processor time, where a whole drawing and a thumbnail take 9.2.
 */
const GLANCE_SIDE = 113

/** Side at which a picture that seemed flat at a glance is measured, so that fine detail is not taken for nothing. */
const EXACT_SIDE = 1024

const SIDES = { glanceSide: GLANCE_SIDE, exactSide: EXACT_SIDE }

type ExaminationCheck = keyof typeof EXAMINATION

/** What decides each check; stored with its result, so that another bound is never compared with this one unseen. */
const PARAMETERS: Readonly<Record<ExaminationCheck, PictureCheck['parameters']>> = {
  decodes: { maximumPixels: MAXIMUM_PIXELS },
  black: { ...SIDES, mean: FLATNESS.blackMean, spread: FLATNESS.blackSpread },
  blank: { ...SIDES, spread: FLATNESS.flatSpread },
  'perceptual-hash': { glanceSide: GLANCE_SIDE, ...HASH_PARAMETERS },
}

const CHECKS: readonly { name: Exclude<ExaminationCheck, 'perceptual-hash'>; flag: ImageFlag }[] = [
  { name: 'decodes', flag: 'damaged' },
  { name: 'black', flag: 'black' },
  { name: 'blank', flag: 'blank' },
]

/**
 * What only decoding can tell of a picture: whether all of it decodes, and whether anything is to be seen. JPEG and WebP
 * carry no checksum: bytes changed in their middle may decode into another picture without any error, and are not found.
 * @returns every check of an examination, in its present version. Never throws for bad bytes.
 */
export async function examinePicture(bytes: Uint8Array): Promise<PictureCheck[]> {
  try {
    const glance = await decodePixels(bytes, GLANCE_SIDE)
    const found = mayBeFlat(glance) ? flagPixels(await decodePixels(bytes, EXACT_SIDE)) : []
    return [
      ...CHECKS.map(({ name, flag }) => check(name, { flags: found.includes(flag) ? [flag] : [], reason: null })),
      check('perceptual-hash', { flags: [], reason: null, hash: await perceptualHash(glance) }),
    ]
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const reason = `It does not decode: ${firstLine(error.message)}.`
    return [
      ...CHECKS.map(({ name, flag }) => check(name, { flags: flag === 'damaged' ? [flag] : [], reason })),
      check('perceptual-hash', { flags: [], reason, hash: null }),
    ]
  }
}

function check(name: ExaminationCheck, result: PictureCheck['result']): PictureCheck {
  return { name, version: EXAMINATION[name], parameters: PARAMETERS[name], result }
}
