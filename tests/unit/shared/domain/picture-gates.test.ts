import { expect, test } from 'vitest'
import { judgePictures } from '#shared/domain/picture-gates.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { undecidedPictures } from '#shared/fairness/seed-pairs.ts'
import { makeRow } from '../../reports/make-trial.ts'

const image = (digit: string, format: 'jpeg' | 'png' = 'jpeg'): SampleRow['image'] => ({
  sha256: digit.repeat(64),
  format,
  width: 1024,
  height: 1024,
  sizeBytes: 1,
})
/** One prompt, a new seed each, unless changed. */
const rows = (...changes: Partial<SampleRow>[]): SampleRow[] =>
  changes.map((change, index) => makeRow('c', index, { caseIndex: 0, seed: index, ...change }))
const judge = (given: readonly SampleRow[], task: 'generate' | 'upscale' = 'generate') =>
  judgePictures(given, { promptOf: (caseIndex) => caseIndex, task })
const failedOf = (given: readonly SampleRow[], task?: 'generate' | 'upscale') =>
  judge(given, task).map((one) => one?.failed.join(' ') ?? null)

test('a flag that does not close its gate, or a good picture that does not pass', () => {
  const flagged = rows(
    {},
    { flags: ['damaged'] },
    { flags: ['other-format', 'other-size'] },
    { flags: ['black'] },
    { flags: ['blank'] },
    { flags: ['flat'] },
  )
  expect(failedOf(flagged)).toEqual(['', 'decodes', 'format size', 'not-black', 'not-blank', 'not-flat'])
})

test('a refused or failed sample that is judged as a picture', () => {
  const refused = rows({ outcome: 'refused' }, { outcome: 'failed', failureClass: 'server' })
  expect(judge(refused)).toEqual([null, null])
})

test('a picture that nobody has looked into called usable; or one that is known to be of no use called open', () => {
  const unexamined = rows({ examined: false }, { examined: false, flags: ['other-size'] })
  expect(judge(unexamined)).toEqual([
    { failed: [], isOpen: true },
    { failed: ['size'], isOpen: false },
  ])
})

test('the same file for another seed or another prompt that passes; or all of them refused, the first one too', () => {
  const same = rows(
    { image: image('a'), position: 5 },
    { image: image('a'), position: 2 },
    { image: image('b') },
    { image: image('b'), seed: 2, caseIndex: 1 },
  )
  expect(failedOf(same)).toEqual(['not-repeated', '', '', 'not-repeated'])
})

test('the same picture for the same prompt and seed, as a sweep asks, or enlarged from one input, called a repeat', () => {
  const swept = rows({ image: image('a'), seed: 7 }, { image: image('a'), seed: 7, stage: 1 })
  expect(failedOf(swept)).toEqual(['', ''])
  expect(failedOf(rows({ image: image('a') }, { image: image('a') }), 'upscale')).toEqual(['', ''])
})

test('the same pixels in another file that pass, or pictures that look the same and are not, taken for one', () => {
  const [look, other] = ['0123456789abcdef', '1123456789abcdef']
  const uncompared = rows(
    { image: image('a'), perceptualHash: look },
    { image: image('b'), perceptualHash: look },
    { image: image('c'), perceptualHash: other },
  )
  expect(judge(uncompared).map((one) => one?.isOpen)).toEqual([false, true, false])
  expect(undecidedPictures(uncompared).toSorted()).toEqual(['a'.repeat(64), 'b'.repeat(64)])
  const compared = (...pixels: string[]): SampleRow[] =>
    uncompared.map((row, index) => ({ ...row, pixelSha256: pixels[index] ?? null }))
  expect(failedOf(compared('p', 'p'))).toEqual(['', 'not-repeated', ''])
  expect(judge(compared('p', 'q')).map((one) => [one?.failed, one?.isOpen])).toEqual(uncompared.map(() => [[], false]))
  expect(undecidedPictures(compared('p', 'q'))).toEqual([])
})

test('black pictures, which all look the same, compared pixel by pixel', () => {
  const black = rows(
    { image: image('a'), perceptualHash: '0'.repeat(16), flags: ['black'] },
    { image: image('b'), perceptualHash: '0'.repeat(16), flags: ['black'] },
  )
  expect(undecidedPictures(black)).toEqual([])
})
