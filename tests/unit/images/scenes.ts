import sharp from 'sharp'
import { createRandom } from '#shared/stats/random.ts'

/** A PNG of 512² with ellipses of random place, size and colour over a gradient: pictures of other seeds are other pictures. */
export async function drawPicture(seed: number): Promise<Buffer> {
  const random = createRandom(seed)
  const colour = (): string => `hsl(${random.integer(360)} ${random.integer(60) + 40}% ${random.integer(70) + 15}%)`
  const shapes = Array.from({ length: 14 }, () => {
    const [x, y, width, height] = [512, 512, 180, 180].map((most) => random.integer(most) + 20)
    return `<ellipse cx="${x}" cy="${y}" rx="${width}" ry="${height}" fill="${colour()}"/>`
  })
  const gradient = `<linearGradient id="g"><stop offset="0" stop-color="${colour()}"/><stop offset="1" stop-color="${colour()}"/></linearGradient>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"><defs>${gradient}</defs><rect width="512" height="512" fill="url(#g)"/>${shapes.join('')}</svg>`
  return sharp(Buffer.from(svg)).removeAlpha().png().toBuffer()
}
