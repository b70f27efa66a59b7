import { describe, expect, it } from 'vitest'
import { comfydeploy } from '#main/providers/comfydeploy/index.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Price } from '#shared/domain/price.ts'
import { completeAsk } from '../canary.ts'

function priceOf(priceId: string): Price {
  const price = comfydeploy.descriptor.prices.find(({ id }) => id === priceId)
  if (price === undefined) throw new Error(`No price ${priceId}.`)
  return price
}

/** Every amount here was worked out by hand. */
describe('ComfyDeploy', () => {
  it.each([
    // 6.182636 s × $0.000337 = $0.002083548…
    ['comfydeploy/a10g', 6182.636, 2084],
    // 10 s × $0.00018
    ['comfydeploy/t4', 10_000, 1800],
    // 2.5 s × $0.001708
    ['comfydeploy/a100-80gb', 2500, 4270],
    // 1 s of each of the three largest
    ['comfydeploy/h100', 1000, 2338],
    ['comfydeploy/h200', 1000, 1892],
    ['comfydeploy/b200', 1000, 2604],
    // 1.5 s × $0.000042 = $0.000063
    ['comfydeploy/cpu', 1500, 63],
  ])('%s × %d ms of run_duration come to %i micro-dollars', (priceId, inferenceMs, micros) => {
    const usage = {
      ask: completeAsk(comfydeploy, 'workflow'),
      pictureCount: 1,
      picturePixels: [1_048_576],
      reported: { ...NOTHING_REPORTED, queueMs: 12_000, inferenceMs },
      serviceMs: 20_000,
    }
    const charge = comfydeploy.priceSample(usage, priceOf(priceId))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'metered', priceId })
    expect(charge.evidence).toContain('warm and idle time comes on top')
  })
})
