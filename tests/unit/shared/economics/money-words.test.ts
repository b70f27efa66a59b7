import { describe, expect, test } from 'vitest'
import { perMonthText, shareText, spanText } from '#shared/economics/money-words.ts'
import { tornado } from '#shared/economics/tornado.ts'
import { writeEstimate } from '#shared/units/write-estimate.ts'
import { machine, makePrice, managed, measured, setting } from './make-basis.ts'

describe('numbers of costs', () => {
  test('a share that is hardly any reads as none, or to places that nobody can use', () => {
    expect(shareText(0.000292)).toBe('<0.1 %')
    expect([0, 0.00292, 0.0897, 0.875, 0.9996, 1].map(shareText)).toEqual([
      '0 %',
      '0.3 %',
      '9 %',
      '87.5 %',
      '>99.9 %',
      '100 %',
    ])
  })
  test('two ends repeat their sign or unit, or lose it', () => {
    expect(spanText(340_000_000, 1_361_000_000, perMonthText)).toBe('$340–1,361')
    expect(spanText(0.735, 0.982, shareText)).toBe('73.5–98.2 %')
    expect(spanText(0.0001, 1, shareText)).toBe('<0.1–100 %')
  })
  test('the interval of a large month runs its thousands together', () => {
    const month = {
      state: 'known' as const,
      value: 20e9,
      low: 18.5e9,
      high: 22.5e9,
      count: 9,
      method: 'exact' as const,
    }
    expect(writeEstimate(month, 'moneyPerMonth')).toMatchObject({ value: '$20,000', interval: '+2,500 −1,500' })
  })
  test('a bar of what would change the answer has no unit', () => {
    const cold = { curve: [], penaltySeconds: measured(8, 12, 20) }
    const gpu = machine('', measured(250, 300, 1350), { price: makePrice('compute-second', '0.001'), coldStart: cold })
    const found = tornado([gpu, managed('0.008')], { id: 'gpu', againstId: 'api-0.008' }, setting().assumptions)
    if (found.state === 'unknown') throw new Error(found.reason)
    const words = Object.fromEntries(found.bars.map(({ label, lowWords, highWords }) => [label, [lowWords, highWords]]))
    expect(words).toMatchObject({
      'Speed of GPU': ['250 an hour', '1,350 an hour'],
      'Length of a cold start of GPU': ['8 s', '20 s'],
      'Hour of an engineer': ['$50', '$75'],
      'Share of an engineer, machines': ['15 %', '25 %'],
      'Hours of set-up, machines': ['2 h', '4 h'],
      'Minutes to recover, machines': ['5 min', '60 min'],
    })
  })
})
