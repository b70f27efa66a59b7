import type { GenerationParameters, ImageFormat } from '#shared/domain/generation.ts'
import type { ImageFlag } from '#shared/domain/sample.ts'
import { flagPixels, mayBeFlat } from './flag-pixels.ts'
import { readJpegSize } from './read-jpeg-size.ts'
import { decodePixels, makePicture, MAXIMUM_PIXELS, readSize } from './open-picture.ts'
import { pictureSignature } from './picture-signature.ts'
import type { UnusablePicture } from './picture-tasks.ts'

/** What the bytes of a picture say. Sizes are pixels, as shown (a rotation noted in the file is applied). */
export interface PictureLook {
  format: ImageFormat
  width: number
  height: number
  flags: ImageFlag[]
}

type AskedForm = Pick<GenerationParameters, 'width' | 'height' | 'format'>

/**
 * Side of the glance at every picture, in pixels. A 1024-pixel JPEG is reduced by more than nine to it, so libjpeg reads
 * every byte but draws at an eighth of the size: 4.4 ms of processor time, where a whole drawing and a thumbnail take 9.2.
 * Thumbnails are made when somebody looks (`thumbnails.ts`), because a load test of 1,000 pictures has no onlooker.
 */
const GLANCE_SIDE = 113

/** Side at which a picture that seemed flat at a glance is measured, so that fine detail is not taken for nothing. */
const EXACT_SIDE = 1024

/**
 * Opens a picture, decodes all of it, and says what it is and what is odd about it against what was asked. JPEG and WebP
 * carry no checksum: bytes changed in their middle may decode into another picture without any error, and are not found.
 * @returns why it is unusable where it is not a whole PNG, JPEG or WebP picture. Never throws for bad bytes.
 */
export async function lookAtPicture(bytes: Uint8Array, asked: AskedForm): Promise<PictureLook | UnusablePicture> {
  if (bytes.byteLength === 0) return { unusable: 'The picture is empty: not one byte came.' }
  const format = pictureSignature(bytes)
  if (format === null) return { unusable: 'What came is not a PNG, JPEG or WebP picture.' }
  try {
    const shown = readJpegSize(bytes) ?? (await readSize(bytes))
    if (shown.width * shown.height > MAXIMUM_PIXELS) return tooLarge(shown)
    const glance = await decodePixels(bytes, GLANCE_SIDE)
    const flags = mayBeFlat(glance) ? flagPixels(await decodePixels(bytes, EXACT_SIDE)) : []
    return { format, ...shown, flags: [...flags, ...compareWithAsked({ ...shown, format }, asked)] }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { unusable: `The ${format.toUpperCase()} picture is damaged or cut off (${firstLine(error.message)}).` }
  }
}

/** Looks at a picture of our own, so that loading the decoder is not part of the first sample. */
export async function tryDecoder(): Promise<void> {
  await lookAtPicture(await makePicture(EXACT_SIDE), { width: EXACT_SIDE, height: EXACT_SIDE })
}

function tooLarge({ width, height }: { width: number; height: number }): UnusablePicture {
  const bound = MAXIMUM_PIXELS / 1_000_000
  return { unusable: `The picture is too large to open: ${width} × ${height} pixels; the bound is ${bound} million.` }
}

function compareWithAsked({ format, width, height }: Omit<PictureLook, 'flags'>, asked: AskedForm): ImageFlag[] {
  const flags: ImageFlag[] = []
  if (width !== asked.width || height !== asked.height) flags.push('other-size')
  if (asked.format !== undefined && format !== asked.format) flags.push('other-format')
  return flags
}

/** Decoders answer in several lines, the first of which says it. */
function firstLine(message: string): string {
  return message.split('\n', 1).join('').trim()
}
