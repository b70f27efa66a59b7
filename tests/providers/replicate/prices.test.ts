import { describe, expect, it } from 'vitest'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Usage } from '#main/providers/provider-adapter.ts'
import { replicate } from '#main/providers/replicate/index.ts'
import type { Price } from '#shared/domain/price.ts'
import { canaryAsk } from '../canary.ts'

function priceOf(priceId: string): Price {
  const price = replicate.descriptor.prices.find(({ id }) => id === priceId)
  if (price === undefined) throw new Error(`No price ${priceId}.`)
  return price
}

function usageOf(modelId: string, inferenceMs: number | null): Usage {
  const reported = { ...NOTHING_REPORTED, inferenceMs }
  return { ask: canaryAsk(modelId), pictureCount: 1, picturePixels: [1_048_576], reported, serviceMs: 50_000 }
}

/** Every amount here was worked out by hand. */
describe('Replicate', () => {
  it.each([
    ['black-forest-labs/flux-schnell', 'replicate/flux-schnell', 3000],
    ['black-forest-labs/flux-dev', 'replicate/flux-dev', 25_000],
  ])('%s costs by the picture, however long it took', (model, priceId, micros) => {
    expect(replicate.priceSample(usageOf(model, 812.5), priceOf(priceId))).toMatchObject({
      amountMicros: micros,
      basis: 'listed',
      priceId,
    })
    expect(replicate.estimateSample(canaryAsk(model), priceOf(priceId)).amountMicros).toBe(micros)
  })

  it.each([
    // 2.75 s × $0.000225 = $0.00061875
    ['replicate/t4', 2750, 619],
    // 2.75 s × $0.0014 = $0.00385
    ['replicate/a100-80gb', 2750, 3850],
    // 0.78 s × $0.000575 = $0.0004485
    ['replicate/a40-small', 780, 449],
  ])('a model of the community costs the seconds of its prediction: %s, %i ms, %i micro-dollars', (id, ms, micros) => {
    const charge = replicate.priceSample(usageOf('stability-ai/sdxl', ms), priceOf(id))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'metered', priceId: id })
    expect(charge.evidence).toContain('metrics.predict_time')
  })

  it('never bills a boot: without the seconds of the prediction the cost is unknown, and beforehand always', () => {
    expect(replicate.priceSample(usageOf('stability-ai/sdxl', null), priceOf('replicate/t4')).amountMicros).toBeNull()
    expect(replicate.estimateSample(canaryAsk('stability-ai/sdxl'), priceOf('replicate/t4')).amountMicros).toBeNull()
    expect(replicate.priceSample(usageOf('stability-ai/sdxl', 780), null).amountMicros).toBeNull()
  })
})
