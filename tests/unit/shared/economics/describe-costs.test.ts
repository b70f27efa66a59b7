import { expect, test } from 'vitest'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import { compareCosts } from '#shared/economics/compare-costs.ts'
import { describeCosts, type CostAnswer } from '#shared/economics/describe-costs.ts'
import { monthDifference } from '#shared/economics/month-difference.ts'
import { machine, makePrice, managed, measured, setting } from './make-basis.ts'

function describeAt(bases: CostBasis[], changes: Partial<CostAssumptions>): CostAnswer {
  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...changes }
  return describeCosts(compareCosts(bases, assumptions), assumptions)
}

/** $1 × 730 h = $730 for up to 7,300,000 pictures; $0.01 a picture: they cross at 73,000. */
const GPU = machine('1', 10_000)
const API = managed('0.01')

test('the saving is of the wrong sign or volume, or the volume below which it ends is not told', () => {
  const answer = describeAt([API, GPU], { imagesPerMonth: 120_000 })
  // 120,000 × $0.01 = $1,200.
  expect(answer.sentences).toEqual([
    'At 120,000 pictures a month GPU saves $470 a month against API.',
    'Below 73,001 a month, API is cheaper.',
    'The people who look after machines are not counted in this.',
  ])
  expect(answer.ids).toEqual(['gpu', 'api-0.01'])
  expect(answer.rental).toMatchObject({ machinesId: 'gpu', managedId: 'api-0.01' })
})

test('where the API is cheaper the volume from which renting pays is not told', () => {
  expect(describeAt([GPU, API], { imagesPerMonth: 50_000 }).sentences.slice(0, 2)).toEqual([
    'At 50,000 pictures a month API saves $230 a month against GPU.',
    'GPU is cheaper than API from 73,001 pictures a month on.',
  ])
})

test('the interval of the saving is that of one contender only', () => {
  // $1,200 +$120 −$120 against $730, which has none: ±$120. With a second API of ±$60: √(120² + 60²) = $134.16.
  const uneven = managed('', { price: makePrice('image', '0.01') })
  const units = (low: number, high: number): CostBasis => ({
    ...uneven,
    billing: { by: 'units', price: makePrice('image', '0.01'), unitsPerImage: measured(low, (low + high) / 2, high) },
  })
  const dear = { ...units(0.9, 1.1), id: 'dear', name: 'Dear' }
  const fair = { ...units(0.45, 0.55), id: 'fair', name: 'Fair' }
  expect(describeAt([dear, GPU], { imagesPerMonth: 120_000 }).sentences[0]).toBe(
    'At 120,000 pictures a month GPU saves $470 a month ±$120 against Dear.',
  )
  expect(describeAt([dear, fair], { imagesPerMonth: 120_000 }).sentences).toEqual([
    'At 120,000 pictures a month Fair saves $600 a month ±$134 against Dear.',
  ])
})

test('a winner is named where the interval of the difference holds 0', () => {
  const unsure = { ...GPU, billing: { ...GPU.billing, imagesPerHour: measured(50, 100, 150) } } as CostBasis
  // 110,000 ÷ 100 an hour are 1,100 h: two machines, $1,460. At 50 an hour it would take four, at 150 two.
  const answer = describeAt([unsure, managed('0.014', { name: 'Other' })], { imagesPerMonth: 110_000 })
  expect(answer.sentences[0]).toBe(
    'At 110,000 pictures a month GPU and Other can’t be told apart by cost: $1,460 +$1,460 and $1,540 a month.',
  )
  expect(answer.sentences[1]).toMatch(/^By the values alone: GPU is cheaper (than Other from|only from) /)
})

test('those of the same list price are said to be apart', () => {
  const [one, other] = [managed('0.01', { id: 'one', name: 'One' }), managed('0.01', { id: 'other', name: 'Other' })]
  expect(describeAt([one, other], { imagesPerMonth: 1000 }).sentences).toEqual([
    'At 1,000 pictures a month One and Other cost the same: $10 a month.',
  ])
})

test('never is left out, or has no reason', () => {
  expect(describeAt([machine('2.10', 300), managed('0.001')], { imagesPerMonth: 50_000 }).sentences[1]).toMatch(
    /^GPU is never cheaper than API: 300 pictures an hour are \$0\.0070 each/,
  )
})

test('a contender whose cost is not known is compared as if it were free, or left out without a word', () => {
  const unknown = managed('', {
    id: 'dark',
    name: 'Dark',
    billing: { by: 'charges', perImageMicros: null, averaged: 'no-list-price' },
  })
  expect(describeAt([unknown, API], { imagesPerMonth: 1000 }).sentences).toEqual([
    'At 1,000 pictures a month API costs $10 a month.',
    'Dark is left out: what a picture costs is not known.',
  ])
  const none = describeAt([unknown], { imagesPerMonth: 1000 })
  expect(none.sentences[0]).toBe('At 1,000 pictures a month no contender’s cost is known.')
  expect(none).toMatchObject({ ids: [], rental: null })
})

test('people are said not to be counted where they are', () => {
  const answer = describeAt([API, GPU], { imagesPerMonth: 120_000, countOverhead: true })
  expect(answer.sentences.join(' ')).not.toMatch(/people/)
  // 20 % of 160 h and 3 h of set-up over 12 months, one failure of 15 min: 32.5 h × $62.50 = $2,031.25, so the API is cheaper.
  expect(answer.sentences[0]).toMatch(/^At 120,000 pictures a month API saves \$1,56\d a month against GPU\.$/)
})

test('a difference is the other way round, or known where one of the two is not', () => {
  expect(monthDifference(GPU, API, 120_000, setting())).toEqual({ value: 470e6, low: 470e6, high: 470e6 })
  expect(monthDifference(API, GPU, 120_000, setting())?.value).toBe(-470e6)
  const unknown = managed('', { billing: { by: 'charges', perImageMicros: null, averaged: 'no-list-price' } })
  expect(monthDifference(GPU, unknown, 120_000, setting())).toBeNull()
})
