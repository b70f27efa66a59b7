import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BreakEven } from '#shared/domain/break-even.ts'
import { breakEven } from '#shared/economics/break-even.ts'
import {
  breakEvenSurface,
  breakEvenUtilisation,
  usableBreakEvenUtilisation,
} from '#shared/economics/break-even-utilisation.ts'
import { monthCost } from '#shared/economics/month-cost.ts'
import { readTraffic } from '#shared/economics/read-traffic.ts'
import { weekShares } from '#shared/economics/week-shares.ts'
import { DOLLAR, known, machine, makePrice, managed, setting, typed } from './make-basis.ts'

function found(answer: BreakEven): Exclude<BreakEven, { state: 'unknown' }> {
  if (answer.state === 'unknown') throw new Error(answer.words)
  return answer
}

describe('the published break-even, computed', () => {
  test('against $0.001 renting at 300 an hour never breaks even, and the reason is told', () => {
    const answer = found(breakEven(machine('2.10', 300), managed('0.001'), setting()))
    expect(answer).toMatchObject({ state: 'never', from: null, spans: [] })
    // 300 an hour at $2.10 are $0.0070; $0.001 takes 2,100 an hour.
    expect(answer.words).toMatch(
      /300 pictures an hour are \$0\.0070 each even without an idle minute.*\$0\.0010.*2,100 an hour/,
    )
    expect(found(breakEven(machine('1.09', 300), managed('0.001'), setting())).state).toBe('never')
  })

  test('against $0.008 it does: not at 30,000 to 50,000, but where a machine that is kept on is paid for', () => {
    // 730 h × $1.09 = $795.70; ÷ $0.008 = 99,462.5: from 99,463 on. One machine draws 219,000; two cost $1,591.40, 198,925 pictures' worth.
    expect(found(breakEven(machine('1.09', 300), managed('0.008'), setting()))).toMatchObject({
      state: 'from',
      from: 99_463,
    })
    // $1,533 ÷ $0.008 = 191,625; the second machine comes with 219,001 pictures and takes 383,250 to be paid for, and so on: at the end
    // it stays cheaper only once a whole machine more is a small part of it.
    const a100 = found(breakEven(machine('2.10', 300), managed('0.008'), setting()))
    expect(a100.words).toMatch(
      /from 191,626 to 219,000, from 383,251 to 438,000 and at \d+ further stretches of volumes/,
    )
    expect(a100.spans.slice(0, 3)).toEqual([
      { from: 191_626, until: 219_000 },
      { from: 383_251, until: 438_000 },
      { from: 574_876, until: 657_000 },
    ])
  })
})

test('machines that are paid only for work are cheaper from the first picture on, or never', () => {
  // $2.10 ÷ 300 ÷ 0.9 = $0.00778 against $0.008; at 0.85 it is $0.00824.
  expect(found(breakEven(machine('2.10', 300), managed('0.008'), setting({ utilisation: 0.9 })))).toMatchObject({
    state: 'always',
    from: 1,
  })
  expect(found(breakEven(machine('2.10', 300), managed('0.008'), setting({ utilisation: 0.85 })))).toMatchObject({
    state: 'never',
    words: expect.stringMatching(/at work 85 % of the time/),
  })
})

test('a tier that makes the API cheaper again at large volumes is not seen', () => {
  const price = makePrice('image', '0.01', { tiers: [{ fromUnits: 400_000, amountUsd: '0.001' }] })
  // One machine: $730 ÷ $0.01 = 73,000. It draws 7,300,000, so it is one up to there. Beyond 400,000 the API takes $4,000 and
  // $0.001 each: at 7,300,001 two machines cost $1,460 against $10,900.
  expect(found(breakEven(machine('1', 10_000), managed('', { price }), setting()))).toMatchObject({
    state: 'from',
    from: 73_001,
  })
  // Ten times as dear: $7,300 is more than the API's $4,000 at 400,000, and is reached by it at 3,700,000.
  expect(found(breakEven(machine('10', 10_000), managed('', { price }), setting()))).toMatchObject({
    state: 'between',
    spans: [{ from: 3_700_001, until: 7_300_000 }],
  })
})

test('an unknown cost has no break-even', () => {
  const unknown = managed('', { billing: { by: 'charges', perImageMicros: null, averaged: 'no-list-price' } })
  expect(breakEven(machine('1', 300), unknown, setting())).toMatchObject({ state: 'unknown' })
})

test('a break-even lies where the curves cross: dearer just before it, cheaper at it and after', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 20, max: 600 }),
      fc.integer({ min: 100, max: 3000 }),
      fc.constantFrom('flat' as const, 'office-hours' as const),
      (mills, cents, rate, kind) => {
        const any = setting({ traffic: { kind } })
        const [gpu, api] = [machine((cents / 100).toFixed(2), rate), managed((mills / 1000).toFixed(3))]
        const { spans, upToImages } = found(breakEven(gpu, api, any))
        const isCheaper = (images: number): boolean => total(gpu, images, any) < total(api, images, any)
        for (const { from, until } of spans) {
          expect(isCheaper(from)).toBe(true)
          expect(from > 1 && isCheaper(from - 1)).toBe(false)
          expect(isCheaper(until ?? upToImages)).toBe(true)
          expect(until !== null && isCheaper(until + 1)).toBe(false)
        }
        const inside = (images: number): boolean =>
          spans.some(({ from, until }) => images >= from && images <= (until ?? upToImages))
        for (const images of [10, 3000, 47_000, 210_000, 800_000]) expect(isCheaper(images)).toBe(inside(images))
      },
    ),
    { numRuns: 25 },
  )
})

function total(...[basis, images, at]: Parameters<typeof monthCost>): number {
  return known(monthCost(basis, images, at)).total.value
}

describe('the utilisation at which both cost the same', () => {
  test('is what the arithmetic says', () => {
    // $2.10 ÷ 300 ÷ $0.008 = 0.875, at every volume
    const answer = breakEvenUtilisation(machine('2.10', 300), managed('0.008'), 50_000, setting())
    expect(answer).toMatchObject({ state: 'known', utilisation: expect.closeTo(0.875, 6) })
    expect(breakEvenUtilisation(machine('2.10', 300), managed('0.001'), 50_000, setting())).toMatchObject({
      utilisation: null,
      words: expect.stringMatching(/Even if GPU never idles it costs \$300 more/),
    })
  })
  test('a row or a column of the surface is swapped', () => {
    // 1,000 × $0.008 − 1,000 ÷ 300 ÷ 0.5 × $2.10 = 8 − 14; at 10,000 and 1: 80 − 70
    const grid = { imagesPerMonth: [1000, 10_000], utilisations: [0.5, 1] }
    const { savingMicros } = breakEvenSurface(machine('2.10', 300), managed('0.008'), grid, setting())
    expect(savingMicros).toEqual([
      [-6 * DOLLAR, -60 * DOLLAR],
      [DOLLAR, 10 * DOLLAR],
    ])
  })
})

describe('a traffic curve', () => {
  test('its parts do not add up to a whole week', () => {
    for (const kind of ['flat', 'office-hours', 'evening-peak'] as const) {
      expect(weekShares({ kind }).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    }
    const day = weekShares({ kind: 'own', weights: Array.from({ length: 24 }, (_, hour) => (hour === 3 ? 2 : 0)) })
    expect(day[3]).toBeCloseTo(1 / 7, 12)
    expect(day[27]).toBeCloseTo(1 / 7, 12)
  })
  test('a file of a spreadsheet can’t be read', () => {
    const rows = Array.from({ length: 24 }, (_, hour) => `${hour};${hour * 1.5}`)
    const read = readTraffic(`\uFEFFhour;pictures\r\n${rows.join('\r\n')}\r\n\r\n`)
    expect(read).toEqual({ ok: true, weights: Array.from({ length: 24 }, (_, hour) => hour * 1.5) })
    expect(readTraffic(Array(168).fill('1').join('\n'))).toMatchObject({ ok: true })
  })
  test.each([
    ['a word among the weights', '1\n2\nmany\n4', 3, /"many"/],
    ['a weight below 0', '1\n-2', 2, /"-2"/],
    ['an hour that is missing', '0,1\n2,1', 2, /hour 1 is expected here, not "2"/],
    ['a third column', '0,1,5', 1, /a weight, or an hour and a weight/],
    ['23 hours', Array(23).fill('1').join('\n'), 23, /24 weights .* this one has 23/],
    ['a month in which nothing is asked for', Array(24).fill('0').join('\n'), 24, /Every weight is 0/],
    ['an empty file', '', 1, /this one has 0/],
  ])('%s is taken, or its line is not named', (_, text, line, message) => {
    expect(readTraffic(text)).toEqual({ ok: false, line, message: expect.stringMatching(message) })
  })
})

test('of usable pictures renting breaks even where it does of all pictures', () => {
  // $2.10 ÷ 300 = $0.007 each; half of them usable, $0.014 ÷ utilisation against $0.02, of which all are: 0.7. Of all pictures it is 0.35.
  const [own, other] = [machine('2.10', 300, { usableShare: typed(0.5) }), managed('0.02', { usableShare: typed(1) })]
  expect(usableBreakEvenUtilisation(own, other, 50_000, setting())).toBeCloseTo(0.7, 6)
  expect(breakEvenUtilisation(own, other, 50_000, setting())).toMatchObject({ utilisation: expect.closeTo(0.35, 6) })
  expect(usableBreakEvenUtilisation(own, managed('0.01', { usableShare: typed(1) }), 50_000, setting())).toBeNull()
  // Without a measured share of the other there is nothing to compare.
  expect(usableBreakEvenUtilisation(own, managed('0.02'), 50_000, setting())).toBeNull()
})
