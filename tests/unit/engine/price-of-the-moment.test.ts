import { expect, test } from 'vitest'
import { listCharge } from '#main/providers/kit/list-charge.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Model } from '#shared/domain/provider.ts'
import { startServer } from './scripted-server.ts'
import { adapterForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

const model: Model = {
  id: 'any',
  name: 'Any',
  family: 'any',
  task: 'generate',
  workflow: null,
  execution: 'synchronous',
  parameters: [],
  pollIntervalMs: null,
  maximumConcurrency: null,
  defaultPriceId: null,
  cautions: [],
}
const used = { pictureCount: 1, width: null, height: null, steps: null, machine: null }
const adapter = adapterForTest({
  priceSample: ({ pictureCount }, price) => listCharge(model, price, { ...used, pictureCount }, 'listed'),
  estimateSample: (_, price) => listCharge(model, price, used, 'estimated'),
})
const price: Price = {
  id: 'p',
  label: 'P',
  models: [],
  unit: 'image',
  amountUsd: '0.010',
  source: null,
  retrievedOn: '2026-11-22',
  confidence: 'typed-in',
}

/** The engine's clock in these tests stands at midnight of 2026-11-22, UTC. */
async function runWith(
  rules: Partial<Price>,
): Promise<{ worstCaseMicros: unknown; amountMicros: number | null; evidence: string | undefined }> {
  const server = await startServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' }).end('picture')
  })
  const contender = contenderForTest(server.url, { price: { ...price, ...rules } })
  const { samples, asked } = await runForTest(planForTest([contender]), { adapter })
  const { amountMicros = null, evidence } = samples[0]?.charge ?? {}
  return { worstCaseMicros: asked[0]?.worstCaseMicros, amountMicros, evidence }
}

test.each([
  ['no rules', {}, 10_000, 10_000],
  [
    'a peak at this hour',
    { peakHours: { timeZone: 'UTC', fromHour: 0, untilHour: 1, amountUsd: '0.020' } },
    20_000,
    20_000,
  ],
  // What is held for a sample is the most that it may come to, whenever it ends.
  [
    'a peak at another hour',
    { peakHours: { timeZone: 'UTC', fromHour: 8, untilHour: 20, amountUsd: '0.020' } },
    20_000,
    10_000,
  ],
  ['a last day that is over', { effectiveUntil: '2026-11-21' }, 10_000, null],
] as const)('a price with %s: %o', async (_, rules, worstCaseMicros, amountMicros) => {
  expect(await runWith(rules)).toMatchObject({ worstCaseMicros, amountMicros })
})

test('a charge by a price with volume tiers does not say that the first one was counted with', async () => {
  const tiers = [{ fromUnits: 1000, amountUsd: '0.004' }]
  const { amountMicros, evidence } = await runWith({ tiers })
  expect(amountMicros).toBe(10_000)
  expect(evidence).toBe('1 × $0.010 a picture; the price of the first volume tier (up to 1,000 a month)')
  expect((await runWith({})).evidence).toBe('1 × $0.010 a picture')
  // In peak hours their price holds, whatever the volume.
  const peakHours = { timeZone: 'UTC', fromHour: 0, untilHour: 1, amountUsd: '0.020' }
  expect((await runWith({ tiers, peakHours })).evidence).toBe('1 × $0.020 a picture')
})
