import sharp from 'sharp'
import { decodePixels } from './open-picture.ts'

/** Behind whatever shines through: neither of the two greys of a page. */
const GROUND = '#808080'

/**
 * A picture as it is shown to a model: no side longer than `side`, a JPEG drawn anew from its pixels, so that nothing else of its file
 * goes along (a name, a prompt, a tool in its metadata).
 * @throws Error what the decoder says where the bytes are not a whole picture.
 */
export async function reducePicture(bytes: Uint8Array, side: number): Promise<Buffer> {
  const { pixels } = await decodePixels(bytes, side)
  const { data, width, height, channels } = pixels
  return sharp(data, { raw: { width, height, channels } })
    .flatten({ background: GROUND })
    .jpeg({ quality: 90 })
    .toBuffer()
}
