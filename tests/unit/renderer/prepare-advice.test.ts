import { expect, test } from 'vitest'
import type { PlanAdvice } from '#shared/contract/plan.ts'
import { prepareAdvice } from '../../../src/renderer/features/trial-design/prepare-advice.ts'

const ADVICE: PlanAdvice = {
  basis: 'times of earlier trials',
  typicalMs: 1400,
  repeats: 15,
  ratio: 1.2,
  byRepeats: [
    { repeats: 1, ratio: 2 },
    { repeats: 15, ratio: 1.2 },
    { repeats: 50, ratio: 1.1 },
  ],
  pairs: [
    { fasterId: 'fal', slowerId: 'novita', differenceMs: 1600, neededRepeats: 3 },
    { fasterId: 'novita', slowerId: 'modal', differenceMs: 90, neededRepeats: 24 },
    { fasterId: 'modal', slowerId: 'lambda', differenceMs: 0, neededRepeats: null },
  ],
  winRate: 0.6321,
}
const nameOf = (id: string): string => id.toUpperCase()

test('a ratio is shown as seconds of nobody', () => {
  const { own, axis } = prepareAdvice(ADVICE, nameOf)
  expect(own?.words).toBe('280 ms')
  expect(axis.ticks.map(({ words }) => words)).toEqual(['0', '500 ms', '1.00 s', '1.50 s'])
  // The axis reaches the highest point of the curve: a difference as long as the faster median itself.
  expect(axis.maximum).toBeGreaterThanOrEqual(1)
})

test('without earlier times a share becomes seconds all the same', () => {
  const { own, axis } = prepareAdvice({ ...ADVICE, typicalMs: null, pairs: [] }, nameOf)
  expect(own?.words).toBe('20 %')
  expect(axis.ticks.map(({ words }) => words)).toEqual(['0', '50 %', '100 %'])
})

test('a pair that needs more repeats, or can’t be told apart, is called settled', () => {
  expect(prepareAdvice(ADVICE, nameOf).sentences).toEqual([
    'Enough for FAL against NOVITA (1.60 s apart last time).',
    'NOVITA against MODAL needs 24 repeats.',
    'MODAL against LAMBDA: too close to be told apart.',
    'One vote on every pair shows a preference of 64 to 36.',
  ])
})

test('a preference is promised that so few votes can’t show', () => {
  expect(prepareAdvice({ ...ADVICE, winRate: null }, nameOf).sentences.at(-1)).toMatch(/^Too few pictures/)
})
