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

/** White with four points, in the corner of a picture of 512. */
const STAR = '<path fill="#fff" d="M470 450Q474 466 490 470Q474 474 470 490Q466 474 450 470Q466 466 470 450Z"/>'

/** Of 40 dark pictures, as many as are asked for have a white corner, on which nobody sees the star. */
function starred(unseen: number): Promise<string[]> {
  const seeds = Array.from({ length: 40 }, (_, seed) => seed)
  return Promise.all(
    seeds.map(async (seed) => {
      const ground = seed < unseen ? '<rect x="380" y="380" width="132" height="132" fill="#fff"/>' : ''
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512">${ground}${STAR}</svg>`
      const picture = sharp(await drawPicture(seed)).linear(0.4, 0)
      return cornersOf(
        await picture
          .composite([{ input: Buffer.from(svg) }])
          .png()
          .toBuffer(),
      )
    }),
  )
}

test('a white star that is lost on every fifth ground is not noticed, or one in fewer than three of four pictures is', async () => {
  const found = repeatedMarks(await starred(9))
  expect(found).toEqual([{ corner: 'bottom right', bearing: 31 }])
  expect(repeatedMarks(await starred(11))).toEqual([])
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
