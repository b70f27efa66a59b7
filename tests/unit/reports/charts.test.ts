import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answeredWithin } from '#main/reports/charts/answered-within.ts'
import { latencyOverTime } from '#main/reports/charts/latency-over-time.ts'
import { monthlyCost } from '#main/reports/charts/monthly-cost.ts'
import { tradeOff, type TradeOffMark, type TradeOffSpan } from '#main/reports/charts/trade-off.ts'
import { tornadoChart } from '#main/reports/charts/tornado.ts'
import { linearScale, linearScaleAround, logarithmicScale } from '#main/reports/charts/scale.ts'
import { frontSteps } from '#shared/decision/trade-off-front.ts'
import { LABEL_GAP, spreadLabels } from '#shared/charts/spread-labels.ts'
import { whiskerStrip } from '#main/reports/charts/whisker-strip.ts'

describe('labels', () => {
  test('no two are closer than 13 px, none leaves the chart, and none overtakes another', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 250, noNaN: true }), { minLength: 1, maxLength: 8 }), (wanted) => {
        const placed = spreadLabels(wanted, 0, 250)
        const ordered = placed.toSorted((left, right) => left - right)
        const gaps = ordered.slice(1).map((place, index) => place - (ordered[index] ?? 0))
        expect(Math.min(...gaps, LABEL_GAP)).toBeGreaterThanOrEqual(LABEL_GAP - 1e-9)
        expect(Math.min(...placed)).toBeGreaterThanOrEqual(-1e-9)
        expect(Math.max(...placed)).toBeLessThanOrEqual(250 + 1e-9)
        const order = wanted
          .map((_, index) => index)
          .toSorted((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0))
        expect(order.map((index) => placed[index])).toEqual(ordered)
      }),
    )
  })

  test('labels that do not collide stay where their lines end', () => {
    expect(spreadLabels([10, 200, 100], 0, 250)).toEqual([10, 200, 100])
  })
})

describe('scales', () => {
  test('a linear scale starts at zero and holds the largest value', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (maximum) => {
        const scale = linearScale(maximum, 0, 100)
        expect(scale.ticks[0]).toBe(0)
        expect(scale.ticks.length).toBeLessThanOrEqual(12)
        expect(scale.at(maximum)).toBeLessThanOrEqual(100.0001)
        expect(scale.at(0)).toBe(0)
      }),
    )
    expect(linearScale(0, 0, 100).ticks.length).toBeGreaterThan(1)
  })

  test('a scale of amounts that may be below zero leaves out zero or an end, or has an end that is no round number', () => {
    // In whole micro-dollars.
    const amount = fc.integer({ min: -1e15, max: 1e15 })
    fc.assert(
      fc.property(amount, amount, (one, other) => {
        const [minimum, maximum] = [Math.min(one, other), Math.max(one, other)]
        const scale = linearScaleAround(minimum, maximum, 0, 100)
        expect(scale.ticks).toContain(0)
        expect(scale.ticks.length).toBeGreaterThan(1)
        expect(scale.ticks.length).toBeLessThanOrEqual(12)
        expect(scale.at(minimum)).toBeGreaterThanOrEqual(-1e-4)
        expect(scale.at(maximum)).toBeLessThanOrEqual(100.0001)
        expect(scale.at(scale.ticks[0] ?? NaN)).toBeCloseTo(0, 6)
        expect(scale.at(scale.maximum)).toBeCloseTo(100, 6)
      }),
    )
  })

  test('a logarithmic scale holds both ends, also where they are equal', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        fc.double({ min: 1, max: 1e3, noNaN: true }),
        (minimum, factor) => {
          const scale = logarithmicScale(minimum, minimum * factor, 0, 100)
          expect(scale.at(minimum)).toBeGreaterThanOrEqual(-1e-6)
          expect(scale.at(minimum * factor)).toBeLessThanOrEqual(100 + 1e-6)
        },
      ),
    )
  })
})

describe('drawings', () => {
  test('a line with failures ends below 100 %', () => {
    const svg = String(
      answeredWithin([
        {
          position: 0,
          name: 'A',
          steps: [
            { value: 1, share: 0.25 },
            { value: 2, share: 0.5 },
          ],
        },
      ]),
    )
    // The plot spans y 262 (0 %) to 12 (100 %): half is 137.
    expect(svg).toMatch(/V137H418"/)
    expect(svg).not.toContain('NaN')
  })

  test('what n does not support is not drawn', () => {
    const strip = { position: 0, label: 'A', scale: linearScale(5, 14, 338) }
    const whisker = { value: 2, low: 1, high: 3 }
    const full = String(whiskerStrip({ ...strip, median: whisker, ring: whisker, dot: whisker }))
    const bare = String(whiskerStrip({ ...strip, median: null, ring: null, dot: null }))
    expect(full.match(/class="wh"/g)).toHaveLength(3)
    expect(bare).not.toContain('class="wh"')
  })

  test('nothing to draw is nothing, not an axis of NaN', () => {
    expect(answeredWithin([])).toBeNull()
    expect(answeredWithin([{ position: 0, name: 'A', steps: [] }])).toBeNull()
    expect(latencyOverTime([{ position: 0, name: 'A', points: [], joined: false }])).toBeNull()
    expect(monthlyCost([], { ownVolume: 50_000, crossings: [] })).toBeNull()
    expect(tornadoChart({ label: 'A', base: 0, bars: [] })).toBeNull()
  })

  test('a failed sample is drawn hollow', () => {
    const points = [
      { atSeconds: 0, seconds: 1, failed: false },
      { atSeconds: 5, seconds: 60, failed: true },
    ]
    const svg = String(latencyOverTime([{ position: 0, name: 'A', points, joined: false }]))
    expect(svg.match(/class="k1 hol"/g)).toHaveLength(1)
    expect(svg.match(/class="k1 dot"/g)).toHaveLength(2)
  })

  test('a contender’s name can’t break out of the drawing', () => {
    const points = [{ atSeconds: 0, seconds: 1, failed: false }]
    const svg = String(latencyOverTime([{ position: 0, name: '<script>"&', points, joined: false }]))
    expect(svg).toContain('&lt;script&gt;&quot;&amp;')
  })
})

const span = (mark: number, reach = mark / 10): TradeOffSpan => ({ mark, low: mark - reach, high: mark + reach })
const mark = (
  position: number,
  seconds: number,
  micros: number,
  changes: Partial<TradeOffMark> = {},
): TradeOffMark => ({
  position,
  name: `Contender ${position}`,
  seconds: span(seconds),
  micros: span(micros),
  preferred: null,
  isDominated: false,
  ...changes,
})
const heightsOf = (svg: string): number[] =>
  [...svg.matchAll(/<text class="t1" x="[\d.]+" y="([\d.]+)">/g)].map(([, y]) => Number(y))

describe('the Pareto front of a report', () => {
  test('names of contenders of the same cost lie on each other', () => {
    const same = Array.from({ length: 8 }, (_, position) => mark(position, 1 + position, 3000))
    const heights = heightsOf(String(tradeOff(same))).toSorted((one, other) => one - other)
    expect(heights).toHaveLength(8)
    const gaps = heights.slice(1).map((height, index) => height - (heights[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(LABEL_GAP - 0.11)
  })

  test('an unknown quality is drawn as none, or one that all beat as if it were on the front', () => {
    const svg = String(tradeOff([mark(0, 1, 3000, { preferred: 0.25 }), mark(1, 2, 5000, { isDominated: true })]))
    expect(svg.match(/class="part"/g)).toHaveLength(1)
    expect(svg).toContain('class="part" x="')
    expect(svg).toContain('width="7.5" height="6"')
    expect(svg).toContain(', 25 %</tspan>')
    expect(svg.match(/class="k2 hol"/g)).toHaveLength(1)
    expect(svg).not.toContain('k1 hol')
  })

  test('the front goes through somebody whom another beats in both, or ends before the axes do', () => {
    const places = [
      { x: 1, y: 9 },
      { x: 3, y: 4 },
      { x: 4, y: 6 },
      { x: 8, y: 1 },
    ]
    expect(frontSteps(places, { x: 'less', y: 'less' }, { x: 10, y: 10 })).toEqual([
      { x: 1, y: 10 },
      { x: 1, y: 9 },
      { x: 3, y: 9 },
      { x: 3, y: 4 },
      { x: 8, y: 4 },
      { x: 8, y: 1 },
      { x: 10, y: 1 },
    ])
  })

  test('no contender, one alone, or names that hold markup break the drawing', () => {
    expect(tradeOff([])).toBeNull()
    const svg = String(tradeOff([mark(0, 0, 0, { name: '<b>&"' })]))
    expect(svg).not.toMatch(/NaN|Infinity|<b>/)
  })
})
