import { describe, expect, it } from 'vitest'
import { fal } from '#main/providers/fal/index.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Usage } from '#main/providers/provider-adapter.ts'
import type { Price } from '#shared/domain/price.ts'
import { canaryAsk, completeAsk } from '../canary.ts'

function priceOf(priceId: string): Price {
  const price = fal.descriptor.prices.find(({ id }) => id === priceId)
  if (price === undefined) throw new Error(`No price ${priceId}.`)
  return price
}

function usageOf(modelId: string, pixels: number, billedUnits: number | null): Usage {
  const reported = { ...NOTHING_REPORTED, billedUnits }
  return { ask: canaryAsk(modelId), pictureCount: 1, picturePixels: [pixels], reported, serviceMs: 900 }
}

/** Every amount here was worked out by hand. */
describe('fal', () => {
  it.each([
    // 1,048,576 pixels × $0.003 a million = 3,145.728
    ['fal-ai/flux/schnell', 'fal/flux-schnell', 1_048_576, 3146],
    // 1024 × 768: 786,432 × 0.003 = 2,359.296
    ['fal-ai/flux/schnell', 'fal/flux-schnell', 786_432, 2359],
    // 1,048,576 × 0.025 = 26,214.4
    ['fal-ai/flux/dev', 'fal/flux-dev', 1_048_576, 26_214],
  ])('%s: what came is counted in megapixels (%s, %i pixels: %i micro-dollars)', (model, priceId, pixels, micros) => {
    const charge = fal.priceSample(usageOf(model, pixels, null), priceOf(priceId))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'listed', priceId })
  })

  it('counts the billable units of the reply before our own count, since fal may round up', () => {
    const price = priceOf('fal/flux-schnell')
    // 2 units × $0.003
    expect(fal.priceSample(usageOf('fal-ai/flux/schnell', 1_048_576, 2), price)).toMatchObject({
      amountMicros: 6000,
      basis: 'metered',
      priceId: 'fal/flux-schnell',
    })
    expect(fal.priceSample(usageOf('fal-ai/flux/schnell', 1_048_576, 1.048576), price).amountMicros).toBe(3146)
    // a price of one's own in the same unit: 2 × $0.002
    const own: Price = { ...price, id: 'own/negotiated', amountUsd: '0.002', source: null, confidence: 'typed-in' }
    expect(fal.priceSample(usageOf('fal-ai/flux/schnell', 1_048_576, 2), own).amountMicros).toBe(4000)
  })

  it('never multiplies billable units with the price of something else', () => {
    const perImage: Price = { ...priceOf('fal/flux-schnell'), id: 'own/per-image', unit: 'image', models: [] }
    // 1 picture × $0.003, whatever the units are
    expect(fal.priceSample(usageOf('fal-ai/flux/schnell', 1_048_576, 2), perImage).amountMicros).toBe(3000)
    expect(
      fal.priceSample(usageOf('fal-ai/flux/dev', 1_048_576, 2), priceOf('fal/flux-schnell')).amountMicros,
    ).toBeNull()
    // SDXL is billed by the second: its units are no megapixels
    const perMegapixel: Price = { ...priceOf('fal/flux-schnell'), id: 'own/any', models: [] }
    expect(fal.priceSample(usageOf('fal-ai/fast-sdxl', 1_000_000, 1.7), perMegapixel).amountMicros).toBe(3000)
  })

  it('knows nothing of an upscaler beforehand, and estimates a picture by the size that is asked for', () => {
    expect(fal.estimateSample(completeAsk(fal, 'fal-ai/esrgan'), null).amountMicros).toBeNull()
    // 1024 × 768 × 0.003
    const ask = canaryAsk('fal-ai/flux/schnell', { width: 1024, height: 768 })
    expect(fal.estimateSample(ask, priceOf('fal/flux-schnell')).amountMicros).toBe(2359)
  })
})
