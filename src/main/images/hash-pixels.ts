import { hash } from 'node:crypto'
import sharp from 'sharp'
import { PIXELS_VERSION, type PictureCheck } from '#shared/domain/picture-check.ts'
import { letGo } from '#shared/let-go.ts'
import { MAXIMUM_PIXELS } from './maximum-pixels.ts'
import { firstLine } from './first-line.ts'

/**
 * SHA-256 of a picture's decoded pixels (RGBA, 8 bits, sRGB, turned as shown) after its sides: the same for two files that hold the
 * same picture with another date in it. It takes 17 ms of processor time for a megapixel JPEG, so it is made only where files differ.
 * @returns the check `pixels`. Never throws for bad bytes.
 */
export async function hashPixels(bytes: Uint8Array): Promise<PictureCheck> {
  const parameters = { maximumPixels: MAXIMUM_PIXELS }
  const check = { name: 'pixels', version: PIXELS_VERSION, parameters } as const
  try {
    const { data, info } = await sharp(bytes, { failOn: 'warning', limitInputPixels: MAXIMUM_PIXELS })
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const sides = `${info.width} ${info.height}\n`
    const sha256 = hash('sha256', Buffer.concat([Buffer.from(sides), data]), 'hex')
    letGo(data)
    return { ...check, result: { flags: [], reason: null, hash: sha256 } }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { ...check, result: { flags: [], reason: `It does not decode: ${firstLine(error.message)}.`, hash: null } }
  }
}
