import { randomBytes } from 'node:crypto'
import sharp from 'sharp'

const SIDE = 1024
/** A picture of noise comes to some 90 kB in it. */
const QUALITY = 81
/** Of a JPEG comment segment, its two bytes of length included. */
const LONGEST_SEGMENT = 0xffff
/** A segment that holds nothing: its marker and its length. */
const SHORTEST_SEGMENT = 4

/**
 * A JPEG of 1024 × 1024 pixels and just the asked size that has to be decoded like any other: noise over a gradient, filled up
 * with comments. Drawn in one go, because a trial waits for the calibration that waits for it.
 * @param sizeBytes from 100,000: below that the noise does not fit
 */
export async function drawTruthPicture(sizeBytes: number): Promise<Buffer> {
  const noise = randomBytes(SIDE * SIDE * 3)
  for (let place = 0; place < noise.length; place += 1) {
    noise[place] = 64 + ((place / SIDE) % 96) + ((noise[place] as number) >> 4)
  }
  const drawn = await sharp(noise, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer()
  const missing = sizeBytes - drawn.length
  if (missing !== 0 && missing < SHORTEST_SEGMENT) {
    throw new Error(`No picture of ${SIDE} × ${SIDE} pixels fits into ${sizeBytes} bytes.`)
  }
  return fillUp(drawn, sizeBytes)
}

function fillUp(picture: Buffer, sizeBytes: number): Buffer {
  const segments: Buffer[] = []
  let left = sizeBytes - picture.length
  while (left > 0) {
    let length = Math.min(left, LONGEST_SEGMENT + 2)
    // What is left must hold a segment of its own.
    if (left - length > 0 && left - length < SHORTEST_SEGMENT) length -= SHORTEST_SEGMENT
    const segment = Buffer.alloc(length, 0x20)
    segment.writeUInt16BE(0xfffe, 0)
    segment.writeUInt16BE(length - 2, 2)
    segments.push(segment)
    left -= length
  }
  return Buffer.concat([picture.subarray(0, 2), ...segments, picture.subarray(2)])
}
