import sharp from 'sharp'
import { exampleTrial } from '../support/example-trial.ts'
import { fillPictureTrial, keepPictureTrial, type PictureFile } from '../support/fill-picture-trial.ts'
import { plainCase } from '../support/plain-trial.ts'

export const KNOWN_SIDE = 256
/** Pixels of the first prompt in which B differs from A. */
export const DIFFERING = 101

type Colour = readonly [red: number, green: number, blue: number]

const GREY: Colour = [128, 128, 128]
const RED: Colour = [200, 30, 40]
const BLACK: Colour = [0, 0, 0]
const WHITE: Colour = [255, 255, 255]

/**
 * A trial of three prompts whose pictures are known pixel by pixel. On the first, B differs from A in a block of 10 by 10 and in one
 * pixel alone, C is of half the size, and D of another shape. On the second, all are half black and half white; on the third, one colour.
 */
export async function fillKnownPictures(directory: string): Promise<void> {
  const half = await draw((x) => (x < KNOWN_SIDE / 2 ? BLACK : WHITE))
  const plain = await Promise.all([0, 40, 80, 120].map((red) => draw(() => [red, 90, 120])))
  await fillPictureTrial(directory, {
    side: KNOWN_SIDE,
    cases: [
      {
        a: await draw(() => GREY),
        b: await draw((x, y) => (isMarked(x, y) ? RED : GREY)),
        c: await draw(() => GREY, KNOWN_SIDE / 2, KNOWN_SIDE / 2),
        d: await draw(() => GREY, KNOWN_SIDE, 192),
      },
      { a: half, b: half, c: half, d: half },
      Object.fromEntries(['a', 'b', 'c', 'd'].map((id, at) => [id, plain[at]!])),
    ],
  })
}

/**
 * A trial of one contender alone: two prompts at 4 and at 20 steps, three repeats each. A second repeat differs from the first as B does
 * from A above, a third is black; at 20 steps the left half of each is black.
 */
export async function fillVariedPictures(directory: string): Promise<void> {
  const steps = [4, 20]
  const { plan, ...trial } = exampleTrial({ contenders: ['a'], cases: 4, repeats: 3 })
  const cases = [0, 1].flatMap((promptIndex) =>
    steps.map((value, at) => ({
      ...plainCase(promptIndex * 2 + at, `Prompt ${promptIndex + 1} · steps ${value}`, `prompt ${promptIndex + 1}`),
      promptIndex,
      coordinates: { steps: String(value) },
      parameters: { steps: value },
    })),
  )
  const drawn = await Promise.all(
    steps.flatMap((value) =>
      [0, 1, 2].map((repeat) =>
        draw((x, y) => {
          if (repeat === 2 || (value === 20 && x < KNOWN_SIDE / 2)) return BLACK
          return repeat === 1 && isMarked(x, y) ? RED : GREY
        }),
      ),
    ),
  )
  const axis = { name: 'steps', varies: { kind: 'parameter', parameter: 'steps' }, values: steps.map(String) } as const
  await keepPictureTrial(
    directory,
    { ...trial, plan: { ...plan, cases, axes: [{ ...axis }] } },
    KNOWN_SIDE,
    cases.flatMap(({ index }) =>
      [0, 1, 2].map((repeat) => ({
        caseIndex: index,
        contenderId: 'a',
        repeat,
        picture: drawn[(index % 2) * 3 + repeat]!,
      })),
    ),
  )
}

function isMarked(x: number, y: number): boolean {
  return (x >= 100 && x < 110 && y >= 60 && y < 70) || (x === 200 && y === 200)
}

async function draw(
  colourAt: (x: number, y: number) => Colour,
  width = KNOWN_SIDE,
  height = KNOWN_SIDE,
): Promise<PictureFile> {
  const pixels = Uint8Array.from(
    Array.from({ length: width * height }, (_, at) => colourAt(at % width, Math.floor(at / width))).flat(),
  )
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  return { bytes, format: 'png', width, height }
}
