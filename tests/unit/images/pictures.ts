import sharp, { type Sharp } from 'sharp'

export type PictureFormat = 'png' | 'jpeg' | 'webp'

/** A picture with much to see in it, drawn from a formula: the same for the same arguments. */
export function drawnPicture(width: number, height: number, channels: 3 | 4 = 3): Sharp {
  const pixels = Buffer.alloc(width * height * channels)
  for (let place = 0; place < pixels.length; place += 1) {
    const pixel = Math.floor(place / channels)
    const wave = Math.sin((pixel % width) / 9) + Math.cos(pixel / width / 7)
    pixels[place] = 128 + 50 * wave + 20 * (place % channels)
  }
  return sharp(pixels, { raw: { width, height, channels } })
}

/** One colour from edge to edge; with an alpha from 0 to 1 where one is given. */
export function flatPicture(colour: { r: number; g: number; b: number; alpha?: number }, side = 256): Sharp {
  return sharp({
    create: { width: side, height: side, channels: colour.alpha === undefined ? 3 : 4, background: colour },
  })
}

/** Bytes with an ArrayBuffer of their own, as they come from the network. */
export async function encode(picture: Sharp, format: PictureFormat): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await picture.toFormat(format).toBuffer())
}
