import { describe, expect, it } from 'vitest'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import type { Usage } from '#main/providers/provider-adapter.ts'
import { runpod } from '#main/providers/runpod/index.ts'
import type { Price } from '#shared/domain/price.ts'
import { canaryAsk } from '../canary.ts'

const FLUX = 'black-forest-labs-flux-1-schnell'

function priceOf(id: string): Price {
  const price = runpod.descriptor.prices.find((candidate) => candidate.id === `runpod/${id}`)
  if (price === undefined) throw new Error(`No price ${id}.`)
  return price
}

function usageOf(model: string, rest: Partial<Usage> = {}): Usage {
  const reported = { ...NOTHING_REPORTED, jobId: 'job-1', ...rest.reported }
  return { ask: canaryAsk(model), pictureCount: 1, picturePixels: [], serviceMs: 5000, ...rest, reported }
}

/** Every amount here was worked out by hand. */
describe('a charge of RunPod is right to the micro-dollar', () => {
  it('takes what the reply says that a picture cost, rounded once', () => {
    const json = { id: 'a', status: 'COMPLETED', output: { image_url: 'https://x.example/a.png', cost: 0.00251658 } }
    const reply = { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(json)) }
    const { reported } = runpod.readPoll(reply, { jobId: 'a', statusUrl: null }, canaryAsk(FLUX))
    const charge = runpod.priceSample(usageOf(FLUX, { reported }), priceOf(FLUX))
    expect(charge).toMatchObject({ amountMicros: 2517, basis: 'reported', priceId: null, evidence: 'output.cost' })
  })

  it.each([
    // 1024 × 1024 ÷ 1,000,000 × $0.0024 = $0.0025165824, as the page’s own example
    [FLUX, [1_048_576], 2517],
    // 512 × 512 ÷ 1,000,000 × $0.02 = $0.00524288
    ['black-forest-labs-flux-1-dev', [262_144], 5243],
    ['qwen-image-t2i', [1_763_584], 20_000],
    ['z-image-turbo', [1_048_576], 5000],
  ] as const)('list price of %s for %o pixels where the reply tells none', (model, picturePixels, micros) => {
    const charge = runpod.priceSample(usageOf(model, { picturePixels }), priceOf(model))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'listed' })
  })

  it.each([
    // 3.391 s × $0.00031 = $0.00105121
    ['flex-rtx-4090', 3391, 1051],
    // 0.856 s × $0.00076 = $0.00065056
    ['flex-a100-80gb', 856, 651],
  ] as const)('a worker of one’s own on %s for %i ms', (priceId, inferenceMs, micros) => {
    const reported = { ...NOTHING_REPORTED, inferenceMs, jobId: 'job-1' }
    const charge = runpod.priceSample(usageOf('abc123/comfyui', { reported }), priceOf(priceId))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'metered', priceId: `runpod/${priceId}` })
    expect(charge.evidence).toContain('start-up and idle seconds of the worker come on top')
  })

  it('a GPU second is no price of a model that RunPod runs itself, and the other way round', () => {
    expect(runpod.priceSample(usageOf(FLUX), priceOf('flex-h100')).amountMicros).toBeNull()
    expect(runpod.priceSample(usageOf('abc123/a1111'), priceOf(FLUX)).amountMicros).toBeNull()
  })

  it('bills nothing for a call that was not taken as a job, and does not know about a job that failed', () => {
    const refused = usageOf(FLUX, { pictureCount: 0, reported: { ...NOTHING_REPORTED, jobId: null } })
    expect(runpod.priceSample(refused, priceOf(FLUX))).toMatchObject({ amountMicros: 0, evidence: 'no job was taken' })
    const failed = usageOf(FLUX, { pictureCount: 0 })
    expect(runpod.priceSample(failed, priceOf(FLUX)).amountMicros).toBeNull()
    const died = usageOf('abc123/comfyui', { pictureCount: 0 })
    expect(runpod.priceSample(died, priceOf('flex-h100')).amountMicros).toBeNull()
    const worked = usageOf('abc123/comfyui', {
      pictureCount: 0,
      reported: { ...NOTHING_REPORTED, jobId: 'job-1', inferenceMs: 1000 },
    })
    expect(runpod.priceSample(worked, priceOf('flex-h100')).amountMicros).toBe(1160)
  })

  it('knows the worst case of its own models before, and of a worker only after', () => {
    expect(runpod.estimateSample(canaryAsk(FLUX), priceOf(FLUX)).amountMicros).toBe(2517)
    expect(runpod.estimateSample(canaryAsk('abc123/a1111'), priceOf('flex-h100')).amountMicros).toBeNull()
  })
})
