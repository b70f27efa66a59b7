import { expect, test } from 'vitest'
import type { VotedPicture } from '#shared/domain/check-agreement.ts'
import { SoftCheckName } from '#shared/domain/soft-check.ts'
import type { SampleMeasures } from '#shared/domain/sample-measures.ts'
import type { Vote } from '#shared/domain/vote.ts'
import { checkAgreement } from '#shared/votes/check-agreement.ts'
import { describeAgreement } from '#shared/votes/describe-agreement.ts'
import { picturesOf, voteOn } from './judged-trial.ts'

const NOTHING = Object.fromEntries(SoftCheckName.options.map((name) => [name, null])) as SampleMeasures['values']

/** By contender, at the one place of the grid there is. */
function measured(
  values: Record<string, Partial<SampleMeasures['values']>>,
  sizes: Record<string, number> = {},
): Map<string, VotedPicture> {
  return new Map(
    Object.entries(values).map(([id, own]) => {
      const side = sizes[id] ?? 64
      return [`${id}-0-0`, { width: side, height: side, values: { ...NOTHING, ...own } }]
    }),
  )
}

function vote(ids: readonly string[], ranks: number[], changes: Partial<Vote> = {}): Vote {
  const shown = picturesOf(ids, 1).map(({ sampleId, contenderId, image }) => ({ sampleId, contenderId, image }))
  const ballot = { number: 1, question: 'preferred' as const, caseIndex: 0, repeat: 0, repeats: null, shown }
  return voteOn(ballot, { ranks, noneIsGood: false }, changes)
}

const times = (count: number, one: Vote): Vote[] => Array.from({ length: count }, () => one)

const shareOf = (name: SoftCheckName, ...given: Parameters<typeof checkAgreement>) =>
  checkAgreement(...given).find((one) => one.name === name)?.share

test('the worse value counted as the better one, where less is better or more is', () => {
  const pictures = measured({ a: { sharpness: 90, noise: 9 }, b: { sharpness: 40, noise: 2 } })
  const votes = [...times(3, vote(['a', 'b'], [1, 2])), vote(['b', 'a'], [1, 2])]
  expect(shareOf('sharpness', votes, pictures, 'preferred')).toMatchObject({ value: 0.75, count: 4, method: 'wilson' })
  expect(shareOf('noise', votes, pictures, 'preferred')).toMatchObject({ value: 0.25, count: 4 })
})

test('an order that loses a pair, or a tie between pictures that is counted', () => {
  const pictures = measured({ a: { borders: 0 }, b: { borders: 0.1 }, c: { borders: 0.2 } })
  const order = vote(['a', 'b', 'c'], [1, 2, 2])
  expect(shareOf('borders', [order], pictures, 'preferred')).toMatchObject({ value: 1, count: 2 })
})

test('pictures with the same value, without one, or of two sizes where that matters, counted as decided by chance', () => {
  const pictures = measured(
    { a: { sharpness: 5, noise: 1, borders: 0 }, b: { sharpness: 5, borders: 0 }, c: { sharpness: 9, borders: 0.1 } },
    { c: 128 },
  )
  const votes = [vote(['a', 'b'], [1, 2]), vote(['a', 'c'], [1, 2]), vote(['a', 'gone'], [1, 2])]
  expect(shareOf('sharpness', votes, pictures, 'preferred')).toEqual({ state: 'too-few', count: 0, neededCount: 1 })
  expect(shareOf('noise', votes, pictures, 'preferred')).toMatchObject({ count: 0 })
  expect(shareOf('borders', votes, pictures, 'preferred')).toMatchObject({ value: 1, count: 1 })
})

test('votes that were taken back, only asked again, or answer another question, counted', () => {
  const pictures = measured({ a: { sharpness: 90 }, b: { sharpness: 40 } })
  const others = [
    vote(['b', 'a'], [1, 2], { undoneAt: '2026-11-14T10:00:00.000Z' }),
    vote(['b', 'a'], [1, 2], { repeats: 1 }),
    vote(['b', 'a'], [1, 2], { question: 'plausible' }),
  ]
  expect(shareOf('sharpness', [...others, vote(['a', 'b'], [1, 2])], pictures, 'preferred')).toMatchObject({
    value: 1,
    count: 1,
  })
})

test('chance told as agreement, disagreement as agreement, or a handful of votes as either', () => {
  const pictures = measured({
    a: { sharpness: 90, noise: 2, colourfulness: 30, blockiness: 1 },
    b: { sharpness: 40, noise: 1, colourfulness: 20, blockiness: 1 },
  })
  const mixed = [...times(62, vote(['a', 'b'], [1, 2])), ...times(58, vote(['a', 'b'], [2, 1]))]
  const said = (votes: Vote[]): string[] => describeAgreement(checkAgreement(votes, pictures, 'preferred'))
  expect(said(mixed)[0]).toBe('Sharpness agrees with the reviewers no more than chance: 52 % of 120 votes, 43 to 60.')
  expect(said(times(20, vote(['a', 'b'], [1, 2])))).toEqual([
    'Sharpness agrees with the reviewers: the higher value won 100 % of 20 votes, 84 to 100.',
    'Reviewers prefer more colourfulness: 100 % of 20 votes, 84 to 100.',
    'Noise says the opposite of the reviewers: the lower value won 0 % of 20 votes, 0 to 16.',
    'Clipping, Blockiness, Borders and Transparency: too few votes on pictures that differ in them to say.',
  ])
  expect(said(times(9, vote(['a', 'b'], [1, 2])))).toEqual([])
})
