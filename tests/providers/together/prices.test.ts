import { describe, expect, it } from 'vitest'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import { together } from '#main/providers/together/index.ts'
import { canaryAsk } from '../canary.ts'

const schnell = 'black-forest-labs/FLUX.1-schnell'
const dev = 'black-forest-labs/FLUX.1-dev'

function charge(modelId: string, priceId: string, parameters: Parameters<typeof canaryAsk>[1]) {
  const price = together.descriptor.prices.find(({ id }) => id === priceId) ?? null
  const ask = canaryAsk(modelId, parameters)
  const usage = { ask, pictureCount: 1, picturePixels: [1_048_576], reported: NOTHING_REPORTED, serviceMs: 900 }
  return { sample: together.priceSample(usage, price), estimate: together.estimateSample(ask, price) }
}

/** Every amount here was worked out by hand. */
describe('a price that was stated for one size and step count', () => {
  it.each([
    [schnell, 'together/flux-1-schnell', { width: 1024, height: 1024, steps: 4 }, 2700],
    // no steps asked: four are sent
    [schnell, 'together/flux-1-schnell', {}, 2700],
    [dev, 'together/flux-1-dev', {}, 15_400],
    // 1020 is sent as 1024
    [schnell, 'together/flux-1-schnell', { width: 1020 }, 2700],
  ])('%s with %s and %o costs %i micro-dollars', (model, priceId, parameters, micros) => {
    const { sample, estimate } = charge(model, priceId, parameters)
    expect(sample).toMatchObject({ amountMicros: micros, basis: 'listed', priceId })
    expect(estimate).toMatchObject({ amountMicros: micros, basis: 'estimated', priceId })
  })

  it.each([
    [schnell, 'together/flux-1-schnell', { width: 512, height: 512 }],
    [schnell, 'together/flux-1-schnell', { steps: 8 }],
    [dev, 'together/flux-1-dev', { steps: 40 }],
    // the price of another model
    [dev, 'together/flux-1-schnell', { steps: 4 }],
  ])('%s with %s and %o is unknown, and not taken for the stated one', (model, priceId, parameters) => {
    const { sample, estimate } = charge(model, priceId, parameters)
    expect([sample.amountMicros, estimate.amountMicros]).toEqual([null, null])
  })
})
