import { describe, expect, it } from 'vitest'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Usage } from '#main/providers/provider-adapter.ts'
import { runflow } from '#main/providers/runflow/index.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Reported } from '#shared/domain/sample.ts'
import { completeAsk } from '../canary.ts'

function priceOf(priceId: string): Price {
  const price = runflow.descriptor.prices.find(({ id }) => id === priceId)
  if (price === undefined) throw new Error(`No price ${priceId}.`)
  return price
}

function usageOf(reported: Partial<Reported>): Usage {
  const ask = completeAsk(runflow, 'workflow')
  return {
    ask,
    pictureCount: 1,
    picturePixels: [1_048_576],
    reported: { ...NOTHING_REPORTED, ...reported },
    serviceMs: 9000,
  }
}

/** Every amount here was worked out by hand. */
describe('Runflow', () => {
  it('bills what the run reports, whatever price was chosen', () => {
    const charge = runflow.priceSample(usageOf({ costMicros: 3100, inferenceMs: 7000 }), priceOf('runflow/h100'))
    expect(charge).toEqual({ amountMicros: 3100, basis: 'reported', priceId: null, evidence: 'cost of the run' })
  })

  it.each([
    // 7 s × $0.000147
    ['runflow/l4', 7000, 1029],
    // 7 s × $0.000222
    ['runflow/a10g', 7000, 1554],
    // 6.182 s × $0.000444 = $0.002744808
    ['runflow/l40s', 6182, 2745],
    // 0.5 s × $0.000917 = $0.0004585
    ['runflow/a100-80gb', 500, 459],
    // 3.2 s × $0.00125
    ['runflow/h100', 3200, 4000],
  ])('without a reported cost, %s × %i ms come to %i micro-dollars', (priceId, inferenceMs, micros) => {
    const charge = runflow.priceSample(usageOf({ inferenceMs }), priceOf(priceId))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'metered', priceId })
    expect(charge.evidence).toContain('duration of the run')
  })

  it('says so where only our own time is known', () => {
    // 9 s × $0.000147
    const charge = runflow.priceSample(usageOf({}), priceOf('runflow/l4'))
    expect(charge).toMatchObject({ amountMicros: 1323 })
    expect(charge.evidence).toContain('measured by Assay, waiting included')
  })

  it('has no worst case before a run, and no cost without a price', () => {
    const { ask } = usageOf({})
    expect(runflow.estimateSample(ask, priceOf('runflow/l4'))).toMatchObject({ amountMicros: null })
    expect(runflow.priceSample(usageOf({ inferenceMs: 7000 }), null)).toMatchObject({ amountMicros: null })
  })

  it('knows the worst case of a price by the picture, which somebody typed in', () => {
    const own: Price = { ...priceOf('runflow/l4'), id: 'own/flux', unit: 'image', amountUsd: '0.04' }
    expect(runflow.estimateSample(usageOf({}).ask, own)).toMatchObject({ amountMicros: 40_000, basis: 'estimated' })
    expect(runflow.priceSample(usageOf({ inferenceMs: 7000 }), own)).toMatchObject({
      amountMicros: 40_000,
      basis: 'listed',
    })
  })
})
