import { randomFillSync } from 'node:crypto'
import sharp from 'sharp'

const SIDE = 1024
/** Of a JPEG comment segment, its two bytes of length included. */
const LONGEST_SEGMENT = 0xffff
/** A segment that holds nothing: its marker and its length. */
const SHORTEST_SEGMENT = 4

/**
 * A JPEG of 1024 × 1024 pixels and just the asked size that has to be decoded like any other: noise over a gradient, in the best
 * quality that fits, filled up with comments.
 * @param sizeBytes from 100,000: below that the noise does not fit
 */
export async function drawTruthPicture(sizeBytes: number): Promise<Buffer> {
  const noise = Buffer.alloc(SIDE * SIDE * 3)
  randomFillSync(noise)
  for (const [place, value] of noise.entries()) noise[place] = 64 + ((place / SIDE) % 96) + (value >> 4)
  const fits = ({ length }: Buffer): boolean => length === sizeBytes || length <= sizeBytes - SHORTEST_SEGMENT
  let best: Buffer | null = null
  let [low, high] = [1, 95]
  while (low <= high) {
    const quality = (low + high) >> 1
    const drawn = await sharp(noise, { raw: { width: SIDE, height: SIDE, channels: 3 } })
      .jpeg({ quality })
      .toBuffer()
    if (fits(drawn)) {
      best = drawn
      low = quality + 1
    } else high = quality - 1
  }
  if (best === null) throw new Error(`No picture of ${SIDE} × ${SIDE} pixels fits into ${sizeBytes} bytes.`)
  return fillUp(best, sizeBytes)
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
