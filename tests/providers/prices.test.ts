import { describe, expect, it } from 'vitest'
import { a1111 } from '#main/providers/a1111/index.ts'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import { modal } from '#main/providers/modal/index.ts'
import { novita } from '#main/providers/novita/index.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { segmind } from '#main/providers/segmind/index.ts'
import { canaryAsk } from './canary.ts'

function priceOf(adapter: ProviderAdapter, id: string) {
  const price = adapter.descriptor.prices.find((candidate) => candidate.id === id)
  if (price === undefined) throw new Error(`No price ${id}.`)
  return price
}

/** Every amount here was worked out by hand. */
describe('a charge is right to the micro-dollar', () => {
  it.each([
    // $0.003 × 1024 × 1024 × 4 / (1024 × 1024 × 4)
    [{ width: 1024, height: 1024, steps: 4 }, 3000],
    // no steps asked: four are sent and billed
    [{ width: 1024, height: 1024 }, 3000],
    // a quarter of the pixels
    [{ width: 512, height: 512, steps: 4 }, 750],
    // 768 × 1344 × 4 / 4,194,304 × 3000 = 2,953.125
    [{ width: 768, height: 1344, steps: 4 }, 2953],
    // 64 × 64 × 1 / 4,194,304 × 3000 = 2.93
    [{ width: 64, height: 64, steps: 1 }, 3],
    // 4096 is sent as 2048, and that is what is billed: 4 × 3000
    [{ width: 4096, height: 4096, steps: 4 }, 12_000],
  ])('Novita FLUX.1 [schnell] %o costs %i micro-dollars', (parameters, micros) => {
    const ask = canaryAsk('flux-1-schnell', parameters)
    const price = priceOf(novita, 'novita/flux-1-schnell')
    const charge = novita.priceSample(
      { ask, pictureCount: 1, picturePixels: [], reported: NOTHING_REPORTED, serviceMs: 900 },
      price,
    )
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'listed', priceId: 'novita/flux-1-schnell' })
    expect(novita.estimateSample(ask, price)).toMatchObject({ amountMicros: micros, basis: 'estimated' })
  })

  it('Novita SDXL stays unknown: the price of another model is not taken for it', () => {
    const usage = {
      ask: canaryAsk('sdxl'),
      pictureCount: 1,
      picturePixels: [],
      reported: NOTHING_REPORTED,
      serviceMs: 900,
    }
    expect(novita.priceSample(usage, null).amountMicros).toBeNull()
    expect(novita.priceSample(usage, priceOf(novita, 'novita/flux-1-schnell')).amountMicros).toBeNull()
  })

  it('Segmind: the cost in the reply beats the list, and the list is named an average', () => {
    const ask = canaryAsk('sdxl1.0-txt2img')
    const price = priceOf(segmind, 'segmind/sdxl1.0-txt2img')
    const headers = { 'content-type': 'image/jpeg', 'x-cost': '0.0079824' }
    const { reported } = segmind.readSubmit({ status: 200, headers, body: new Uint8Array(3) }, ask)
    expect(segmind.priceSample({ ask, pictureCount: 1, picturePixels: [], reported, serviceMs: 900 }, price)).toEqual({
      amountMicros: 7982,
      basis: 'reported',
      priceId: null,
      evidence: 'x-cost header',
    })
    const listed = segmind.priceSample(
      { ask, pictureCount: 1, picturePixels: [], reported: NOTHING_REPORTED, serviceMs: 900 },
      price,
    )
    expect(listed).toMatchObject({ amountMicros: 7980, basis: 'listed', priceId: 'segmind/sdxl1.0-txt2img' })
    expect(listed.evidence).toContain('average')
  })

  it('Segmind: the cost of a job is in its result, in dollars as a number', () => {
    const ask = canaryAsk('v2/sdxl1.0-txt2img')
    const result = { status: 'COMPLETED', output: 'https://x.example/1.jpg', metrics: { cost: 0.0055 } }
    const body = new TextEncoder().encode(JSON.stringify(result))
    const job = { jobId: 'r1', statusUrl: '/v2/requests/r1' }
    const { reported } = segmind.readPoll({ status: 200, headers: {}, body }, job, ask)
    const usage = { ask, pictureCount: 1, picturePixels: [], reported, serviceMs: 900 }
    expect(segmind.priceSample(usage, priceOf(segmind, 'segmind/sdxl1.0-txt2img'))).toEqual({
      amountMicros: 5500,
      basis: 'reported',
      priceId: null,
      evidence: 'metrics.cost of the result',
    })
  })

  it('AUTOMATIC1111: enlarging is costed by its seconds like drawing', () => {
    // 0.5 s × $1.29 / 3,600 = $0.00017916
    const ask = canaryAsk('R-ESRGAN 4x+')
    const reply = {
      status: 200,
      headers: { 'x-process-time': '0.5000' },
      body: new TextEncoder().encode('{"image":"AAAA"}'),
    }
    const { reported } = a1111.readSubmit(reply, ask)
    const usage = { ask, pictureCount: 1, picturePixels: [], reported, serviceMs: 900 }
    expect(a1111.priceSample(usage, priceOf(a1111, 'lambda/a10')).amountMicros).toBe(179)
  })

  it.each([
    // 0.812345 s × $0.000694 = $0.00056376743
    [812.345, 564],
    // 1.204 s × $0.000694 = $0.000835576
    [1204, 836],
    // 0.75 s × $0.000694 = $0.0005205: exactly half a micro-dollar goes up
    [750, 521],
  ])('Modal: %d ms on an A100 80 GB cost %i micro-dollars', (inferenceMs, micros) => {
    const usage = {
      ask: canaryAsk('sdxl'),
      pictureCount: 1,
      picturePixels: [],
      reported: { ...NOTHING_REPORTED, inferenceMs },
      serviceMs: 5000,
    }
    const charge = modal.priceSample(usage, priceOf(modal, 'modal/a100-80gb'))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'metered', priceId: 'modal/a100-80gb' })
    expect(charge.evidence).toContain('x-exec-ms header')
    expect(charge.evidence).toContain('CPU, memory, start-up and idle time come on top')
  })

  it.each([
    // 0.7512 s × $1.29 / 3,600 = $0.00026918
    ['0.7512', 269],
    // 2.7907 s × $1.29 / 3,600 = $0.0010000008
    ['2.7907', 1000],
    // 3,600 s are one hour
    ['3600', 1_290_000],
  ])('a worker on Lambda: %s s on an A10 cost %i micro-dollars', (seconds, micros) => {
    const ask = canaryAsk('sd_xl_base_1.0')
    const headers = { 'x-process-time': seconds }
    const body = new TextEncoder().encode(JSON.stringify({ images: ['AAAA'], info: '{}' }))
    const { reported } = a1111.readSubmit({ status: 200, headers, body }, ask)
    const usage = { ask, pictureCount: 1, picturePixels: [], reported, serviceMs: 5000 }
    const charge = a1111.priceSample(usage, priceOf(a1111, 'lambda/a10'))
    expect(charge).toMatchObject({ amountMicros: micros, basis: 'metered', priceId: 'lambda/a10' })
    expect(charge.evidence).toContain(`${seconds} s (X-Process-Time header)`)
  })

  it('hosts that report no time are costed by ours, and the evidence says so', () => {
    // 1.5 s × $0.000694 = $0.001041
    const onModal = {
      ask: canaryAsk('sdxl'),
      pictureCount: 1,
      picturePixels: [],
      reported: NOTHING_REPORTED,
      serviceMs: 1500,
    }
    const modalCharge = modal.priceSample(onModal, priceOf(modal, 'modal/a100-80gb'))
    expect(modalCharge).toMatchObject({ amountMicros: 1041 })
    expect(modalCharge.evidence).toContain('1.5 s (measured by Assay)')
    // 1.5 s × $1.29 / 3,600 = $0.0005375
    const onLambda = {
      ask: canaryAsk('sd_xl_base_1.0'),
      pictureCount: 1,
      picturePixels: [],
      reported: NOTHING_REPORTED,
      serviceMs: 1500,
    }
    const lambdaCharge = a1111.priceSample(onLambda, priceOf(a1111, 'lambda/a10'))
    expect(lambdaCharge).toMatchObject({ amountMicros: 538 })
    expect(lambdaCharge.evidence).toContain('1.5 s (measured by Assay)')
  })

  it.each([
    ['segmind', segmind, 'sdxl1.0-txt2img', 'segmind/sdxl1.0-txt2img', '$0.00798'],
    ['modal', modal, 'sdxl', 'modal/a100-80gb', '$0.000694'],
    ['a1111', a1111, 'sd_xl_base_1.0', 'lambda/a10', '$1.29'],
  ] as const)(
    '%s: what is billed by time has no worst case before it is sent',
    (_, adapter, modelId, priceId, rate) => {
      const estimate = adapter.estimateSample(canaryAsk(modelId), priceOf(adapter, priceId))
      expect(estimate.amountMicros).toBeNull()
      expect(estimate.evidence).toContain(rate)
    },
  )
})
