import { expect, test } from 'vitest'
import { DIRECT } from '#main/engine/ports.ts'
import { pictureAs, type ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Contender, ContenderStep } from '#shared/domain/plan.ts'
import { Sample } from '#shared/domain/sample.ts'
import { sendJson, startServer, type SeenRequest } from './scripted-server.ts'
import { adapterForTest, casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

const KEYS = ['canary-of-the-first', 'canary-of-the-second']

/** Draws with one provider and enlarges with another. */
function adapters(): (providerId: string) => ProviderAdapter {
  const drawing = adapterForTest()
  const enlarging = adapterForTest({
    descriptor: { ...drawing.descriptor, id: 'large', name: 'Large' },
    buildSubmit: () => ({
      request: {
        method: 'POST',
        path: '/enlarge',
        headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
        body: { picture: pictureAs('base64') },
      },
      warnings: [{ parameter: 'steps', action: 'dropped', asked: '4', sent: null, reason: 'It does not take it.' }],
    }),
    priceSample: ({ pictureCount }) => ({
      amountMicros: 500 * pictureCount,
      basis: 'listed',
      priceId: null,
      evidence: `${pictureCount} × $0.0005`,
    }),
    estimateSample: () => ({ amountMicros: 500, basis: 'estimated', priceId: null, evidence: 'list price' }),
  })
  return (providerId) => (providerId === 'large' ? enlarging : drawing)
}

function chain(drawUrl: string, enlargeUrl: string, changes: Partial<Contender> = {}): Contender {
  const {
    id: _id,
    name: _name,
    position: _position,
    concurrency: _concurrency,
    furtherSteps: _furtherSteps,
    ...step
  } = contenderForTest(enlargeUrl)
  const further: ContenderStep = {
    ...step,
    providerId: 'large',
    providerName: 'Large',
    modelName: 'Twice',
    task: 'upscale',
  }
  return contenderForTest(drawUrl, { furtherSteps: [further], ...changes })
}

function keyOf({ headers }: SeenRequest): unknown {
  return headers.authorization
}

function access(_contender: Contender, step: number) {
  return { credentials: { apiKey: KEYS[step] ?? '' }, connection: DIRECT }
}

test('a step is not given the picture of the step before, or the key of another provider', async () => {
  const first = await startServer((_request, response) => sendJson(response, 200, { picture: 'small' }))
  const second = await startServer((_request, response) => sendJson(response, 200, { picture: 'large' }))
  const { samples, desk } = await runForTest(planForTest([chain(first.url, second.url)]), {
    adapters: adapters(),
    access,
  })
  const [sample] = samples
  if (sample === undefined) throw new Error('no sample')
  Sample.parse(sample)
  expect(desk.kept).toEqual(['small', 'large'])
  const [drawn, enlarged] = ['1', '2'].map((digit) => digit.padStart(64, '0'))
  expect(JSON.parse(second.seen[0]?.body ?? '')).toEqual({ picture: `base64 of ${drawn}` })
  expect([...first.seen.map(keyOf), ...second.seen.map(keyOf)]).toEqual(KEYS.map((key) => `Bearer ${key}`))
  expect(sample).toMatchObject({
    outcome: 'succeeded',
    attempts: [
      { number: 1, step: 0 },
      { number: 2, step: 1 },
    ],
    images: [{ image: { sha256: enlarged } }],
    warnings: [{ parameter: 'steps', action: 'dropped' }],
    charge: { amountMicros: 3500, evidence: '1 × $0.003 + 1 × $0.0005' },
    steps: [
      { step: 0, charge: { amountMicros: 3000 }, images: [{ image: { sha256: drawn } }] },
      { step: 1, charge: { amountMicros: 500 }, images: [{ image: { sha256: enlarged } }] },
    ],
  })
  expect(sample.serviceMs).toBe((sample.steps[0]?.serviceMs ?? 0) + (sample.steps[1]?.serviceMs ?? 0))
})

test('our own work between two steps counts as latency', async () => {
  const server = await startServer(({ path }, response) => sendJson(response, 200, { picture: path }))
  const plan = planForTest([chain(server.url, server.url)])
  const { desk, clock } = await runForTest(plan, { adapters: adapters(), access })
  const slow: typeof desk = {
    ...desk,
    keepPicture: async (task) => {
      await clock.sleep(5000, new AbortController().signal)
      return await desk.keepPicture(task)
    },
  }
  const { samples } = await runForTest(plan, { adapters: adapters(), access, clock, desk: slow })
  const [sample] = samples
  expect(sample?.outcome).toBe('succeeded')
  expect(sample?.heldBackMs).toBeGreaterThanOrEqual(5000)
  expect(sample?.latencyMs).toBeLessThan(5000)
  expect(sample?.latencyMs).toBe((sample?.finishedMs ?? 0) - (sample?.dueMs ?? 0) - (sample?.heldBackMs ?? 0))
  expect(sample?.serviceMs).toBeLessThanOrEqual(sample?.latencyMs ?? 0)
})

test('a failed step loses the picture and the cost of the one before, or does not say where it failed', async () => {
  const first = await startServer((_request, response) => sendJson(response, 200, { picture: 'small' }))
  const second = await startServer((_request, response) =>
    sendJson(response, 200, { class: 'content-policy', message: `No, ${KEYS[1]}.` }),
  )
  const { samples } = await runForTest(planForTest([chain(first.url, second.url)]), { adapters: adapters(), access })
  const [sample] = samples
  expect(sample).toMatchObject({
    outcome: 'refused',
    failure: { class: 'content-policy', message: 'Step 2 of 2 (Large, Twice): No, [credential].' },
    images: [],
    // What the refusal cost is not known, so the sum is not known either.
    charge: { amountMicros: null },
    steps: [
      { step: 0, charge: { amountMicros: 3000 } },
      { step: 1, charge: { amountMicros: null }, images: [] },
    ],
  })
  expect(sample?.steps[0]?.images).toHaveLength(1)
})

test('a step that is tried again starts the pipeline over', async () => {
  const first = await startServer((_request, response) => sendJson(response, 200, { picture: 'small' }))
  let tries = 0
  const second = await startServer((_request, response) => {
    tries += 1
    if (tries === 1) sendJson(response, 503, { class: 'server', retryable: true })
    else sendJson(response, 200, { picture: 'large' })
  })
  const plan = planForTest([chain(first.url, second.url)], { retry: { maximumAttempts: 2, initialDelayMs: 100 } })
  const { samples } = await runForTest(plan, { adapters: adapters(), access })
  expect(first.seen).toHaveLength(1)
  expect(samples[0]?.attempts.map(({ number, step }) => [number, step])).toEqual([
    [1, 0],
    [2, 1],
    [3, 1],
  ])
  expect(samples[0]).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: 3500 } })
  expect(samples[0]?.heldBackMs).toBeGreaterThanOrEqual(99)
})

test('the budget counts the first step alone', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'x' }))
  const plan = planForTest([chain(server.url, server.url)], { cases: casesForTest(3), budgetMicros: 8000 })
  const { samples, asked } = await runForTest(plan, { adapters: adapters(), access })
  expect(asked[0]?.worstCaseMicros).toBe(3500)
  const withheld = samples.filter(({ failure }) => failure?.class === 'budget')
  expect(withheld).toMatchObject([{ steps: [], attempts: [] }])
  expect(samples.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(2)
})

test('a pipeline loads the provider with more than its concurrency', async () => {
  let inFlight = 0
  let most = 0
  const server = await startServer((_request, response) => {
    most = Math.max(most, ++inFlight)
    setTimeout(() => {
      inFlight -= 1
      sendJson(response, 200, { picture: 'x' })
    }, 5)
  })
  const plan = planForTest([chain(server.url, server.url, { concurrency: 2 })], { cases: casesForTest(8) })
  const { samples } = await runForTest(plan, { adapters: adapters(), access })
  expect(samples).toHaveLength(8)
  expect(most).toBeLessThanOrEqual(2)
})

test('a cancel between two steps starts the next one, or forgets the picture', async () => {
  const cancel = new AbortController()
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'small' }))
  const plan = planForTest([chain(server.url, server.url)])
  const { desk } = await runForTest(plan, { adapters: adapters(), access })
  const stopping: typeof desk = {
    ...desk,
    keepPicture: async (task) => {
      const kept = await desk.keepPicture(task)
      cancel.abort(new Error('cancelled'))
      return kept
    },
  }
  server.seen.length = 0
  const { samples, status } = await runForTest(plan, {
    adapters: adapters(),
    access,
    desk: stopping,
    signal: cancel.signal,
  })
  expect(status).toBe('cancelled')
  expect(server.seen).toHaveLength(1)
  expect(samples[0]).toMatchObject({ outcome: 'cancelled', images: [], charge: { amountMicros: 3000 } })
  expect(samples[0]?.steps).toHaveLength(1)
  expect(samples[0]?.steps[0]?.images).toHaveLength(1)
})
