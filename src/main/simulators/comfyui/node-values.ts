import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { removeBackground } from '../pictures/change-picture.ts'

/** A picture within a graph. `bytes` may have another size: it is scaled once, when its pixels are needed. */
export interface GraphPicture {
  bytes: Buffer<ArrayBuffer>
  width: number
  height: number
}

/** What passes along a link, by its type. Models are their file names: that is all that matters of them here. */
export interface NodeValues {
  MODEL: { name: string }
  CLIP: { name: string }
  VAE: { name: string }
  SAMPLER: { name: string }
  BACKGROUND_REMOVAL: { name: string }
  UPSCALE_MODEL: { factor: number }
  CONDITIONING: { text: string }
  LATENT: { width: number; height: number; count: number; pictures: readonly GraphPicture[] }
  IMAGE: { pictures: readonly GraphPicture[] }
  MASK: { pictures: readonly GraphPicture[] }
  NOISE: { seed: number }
  GUIDER: { model: string; text: string }
  SIGMAS: { steps: number; denoise: number }
}
export type ValueOf<Type extends keyof NodeValues> = { type: Type } & NodeValues[Type]
export type NodeValue = { [Type in keyof NodeValues]: ValueOf<Type> }[keyof NodeValues]

/** The pixels in the size that the picture has in the graph, as PNG. */
export async function materialise({ bytes, width, height }: GraphPicture): Promise<Buffer<ArrayBuffer>> {
  const picture = sharp(bytes)
  const { width: ownWidth, height: ownHeight, format } = await picture.metadata()
  if (ownWidth === width && ownHeight === height && format === 'png') return bytes
  const scaled = picture.resize({ width, height, fit: 'fill', kernel: 'lanczos3' }).keepExif()
  return Buffer.from(await scaled.png({ compressionLevel: 2 }).toBuffer())
}

/** A mask that is white where the picture is kept. */
export async function foregroundMask({ bytes, width, height }: GraphPicture): Promise<GraphPicture> {
  const cut = await removeBackground(bytes, width, height)
  const mask = await cut.extractChannel('alpha').png({ compressionLevel: 2 }).toBuffer()
  return { bytes: Buffer.from(mask), width, height }
}

export async function invert({ bytes, width, height }: GraphPicture): Promise<GraphPicture> {
  const inverted = await sharp(bytes).negate({ alpha: false }).png({ compressionLevel: 2 }).toBuffer()
  return { bytes: Buffer.from(inverted), width, height }
}

/** The picture with an alpha channel that is clear where the mask is white: JoinImageWithAlpha inverts what it is given. */
export async function joinAlpha(picture: GraphPicture, mask: GraphPicture): Promise<GraphPicture> {
  const { width, height } = picture
  const size = { width, height, fit: 'fill' } as const
  // Pixels first: within one pipeline sharp would drop the alpha channel after it was joined.
  const [colours, alpha] = await Promise.all([
    sharp(picture.bytes).resize(size).removeAlpha().toColourspace('srgb').raw().toBuffer(),
    sharp(mask.bytes).resize(size).negate().extractChannel(0).raw().toBuffer(),
  ])
  const joined = await sharp(colours, { raw: { width, height, channels: 3 } })
    .joinChannel(alpha, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 2 })
    .toBuffer()
  return { bytes: Buffer.from(joined), width, height }
}

export async function plainPicture(width: number, height: number, colour: number): Promise<GraphPicture> {
  const background = { r: (colour >> 16) & 255, g: (colour >> 8) & 255, b: colour & 255 }
  const drawn = await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()
  return { bytes: Buffer.from(drawn), width, height }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
