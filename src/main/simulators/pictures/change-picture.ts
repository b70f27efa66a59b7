import sharp, { type Sharp } from 'sharp'
import type { PictureChange } from '../simulator.ts'

/** The same picture in the size asked for, so that nothing but its size differs. */
export function upscale(input: Buffer, width: number, height: number): Sharp {
  return sharp(input).resize({ width, height, fit: 'fill', kernel: 'lanczos3' })
}

/** Input and drawing laid over each other: `strength` is the share of the drawing. */
export async function blend(change: PictureChange, drawing: Sharp, width: number, height: number): Promise<Sharp> {
  const { strength = 0.75 } = change
  const veil = await drawing.removeAlpha().ensureAlpha(strength).png({ compressionLevel: 0 }).toBuffer()
  return sharp(change.input)
    .resize({ width, height, fit: 'cover' })
    .flatten()
    .composite([{ input: veil }])
}

/** Colours nearer than this to the background (as a distance in RGB) are cut, those farther than the second one stay. */
const CUT_BELOW = 24
const KEPT_FROM = 72

/**
 * Cuts out what has another colour than the rim of the picture: no model, but a real alpha channel with soft edges, by
 * which a pipeline can be judged. WebP and PNG keep it, JPEG puts the rest on black.
 */
export async function removeBackground(input: Buffer, width: number, height: number): Promise<Sharp> {
  const { data } = await sharp(input)
    .resize({ width, height, fit: 'fill' })
    .flatten()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const background = meanOfRim(data, width, height)
  const cut = Buffer.alloc(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const [red, green, blue] = [data[pixel * 3]!, data[pixel * 3 + 1]!, data[pixel * 3 + 2]!]
    const distance = Math.hypot(red - background.red, green - background.green, blue - background.blue)
    const share = Math.min(1, Math.max(0, (distance - CUT_BELOW) / (KEPT_FROM - CUT_BELOW)))
    cut.set([red, green, blue, Math.round(share * 255)], pixel * 4)
  }
  return sharp(cut, { raw: { width, height, channels: 4 } })
}

function meanOfRim(data: Buffer, width: number, height: number): { red: number; green: number; blue: number } {
  const sum = { red: 0, green: 0, blue: 0 }
  let count = 0
  for (let y = 0; y < height; y += 1) {
    const wholeRow = y === 0 || y === height - 1
    for (let x = 0; x < width; x += wholeRow ? 1 : Math.max(1, width - 1)) {
      const at = (y * width + x) * 3
      sum.red += data[at]!
      sum.green += data[at + 1]!
      sum.blue += data[at + 2]!
      count += 1
    }
  }
  return { red: sum.red / count, green: sum.green / count, blue: sum.blue / count }
}
