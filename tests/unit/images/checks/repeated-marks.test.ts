import sharp from 'sharp'
import { expect, test } from 'vitest'
import { examinePicture } from '#main/images/examine-picture.ts'
import { NEEDED_FOR_MARKS, repeatedMarks } from '#shared/stats/repeated-marks.ts'
import { drawPicture } from '../scenes.ts'
import { bells, painted } from './measured.ts'

const SEEDS = Array.from({ length: 10 }, (_, seed) => seed)

async function cornersOf(bytes: Uint8Array): Promise<string> {
  const { checks } = await examinePicture(bytes)
  const hash = checks.find(({ name }) => name === 'corner-detail')?.result.hash
  if (hash === null || hash === undefined) throw new Error('The picture has no corners.')
  return hash
}

/** A small line of text, half see-through, at the bottom right of a picture of 512. */
function stamped(picture: Uint8Array, left: number): Promise<Buffer> {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512"><g fill="#fff" opacity="0.6">${Array.from(
    { length: 5 },
    (_, letter) => `<rect x="${left + letter * 12}" y="480" width="6" height="16"/>`,
  ).join('')}</g></svg>`
  return sharp(picture)
    .composite([{ input: Buffer.from(text) }])
    .jpeg({ quality: 80 })
    .toBuffer()
}

const corners = (pictures: Uint8Array[]): Promise<string[]> => Promise.all(pictures.map(cornersOf))

test('a watermark in one corner of pictures that share nothing else is not noticed, or is found where it is not', async () => {
  const marked = await Promise.all(SEEDS.map(async (seed) => cornersOf(await stamped(await drawPicture(seed), 445))))
  const found = repeatedMarks(marked)
  expect(found.map(({ corner }) => corner)).toEqual(['bottom right'])
  expect(found[0]?.bearing).toBeGreaterThanOrEqual(8)
})

test('a mark that only some of the pictures bear, one that is elsewhere each time, or none, taken for a mark', async () => {
  const plain = await Promise.all(SEEDS.map(async (seed) => drawPicture(seed)))
  expect(repeatedMarks(await corners(plain))).toEqual([])
  const some = await Promise.all(plain.map(async (picture, seed) => (seed < 5 ? stamped(picture, 445) : picture)))
  expect(repeatedMarks(await corners(some))).toEqual([])
  const wandering = await Promise.all(plain.map((picture, seed) => stamped(picture, 300 + seed * 7)))
  expect(repeatedMarks(await corners(wandering))).toEqual([])
})

test('grain or grass in the corners of pictures taken for a mark', async () => {
  const grassy = SEEDS.map((seed) => {
    const bell = bells(seed)
    return painted(256, (_x, y) => [Math.min(255, Math.max(0, 110 + 0.2 * y + 45 * bell()))]).blur(2)
  })
  expect(repeatedMarks(await Promise.all(grassy.map(async (one) => cornersOf(await one.png().toBuffer()))))).toEqual([])
})

test('a mark claimed of too few pictures to tell', async () => {
  const marked = await Promise.all(SEEDS.map(async (seed) => cornersOf(await stamped(await drawPicture(seed), 445))))
  expect(repeatedMarks(marked.slice(0, NEEDED_FOR_MARKS - 1))).toEqual([])
  expect(repeatedMarks(marked.slice(0, NEEDED_FOR_MARKS))).toHaveLength(1)
})
