import { expect, test } from 'vitest'
import type { OpenJob } from '#main/engine/ports.ts'
import { orderSamples } from '#main/engine/order-samples.ts'
import type { FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import type { Price } from '#shared/domain/price.ts'
import { Sample } from '#shared/domain/sample.ts'
import { sendJson, startServer } from './scripted-server.ts'
import { adapterForTest, casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

const samplesInOrder = (plan: FrozenPlan): PlannedSample[] => [...orderSamples(plan)]

function openJob(plan: ReturnType<typeof planForTest>, position = 0, soFar: OpenJob['soFar'] | null = null): OpenJob {
  const planned = samplesInOrder(plan).find((sample) => sample.position === position)
  if (planned === undefined) throw new Error('no such sample')
  const job = { jobId: 'j7', statusUrl: null }
  return {
    sampleId: 'sample-of-before',
    step: soFar?.steps.length ?? 0,
    job,
    soFar: soFar ?? { steps: [], results: [] },
    planned,
    sentMs: 4000,
    sentAt: '2026-11-28T12:00:04.000Z',
  }
}

test('a job that was submitted before a crash is submitted and paid again, or its latency is believed', async () => {
  const server = await startServer(({ path }, response) => {
    if (path.startsWith('/jobs/j7')) sendJson(response, 200, { picture: 'old' })
    else sendJson(response, 200, { picture: 'new' })
  })
  const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(3) })
  const { samples, asked } = await runForTest(plan, {
    order: samplesInOrder(plan).slice(1),
    openJobs: [openJob(plan)],
    offsetMs: 60_000,
  })
  expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST'])
  // What it may cost is held since it was sent.
  expect(asked.map(({ position }) => position)).toEqual([1, 2])
  const [picked, ...rest] = samples
  Sample.parse(picked)
  expect(picked).toMatchObject({
    id: 'sample-of-before',
    position: 0,
    outcome: 'succeeded',
    disturbance: 'picked-up',
    startedAt: '2026-11-28T12:00:04.000Z',
    dueMs: 4000,
    startedMs: 4000,
    charge: { amountMicros: 3000 },
  })
  expect(picked?.heldBackMs).toBeGreaterThanOrEqual(56_000)
  expect(picked?.latencyMs).toBe((picked?.finishedMs ?? 0) - 4000 - (picked?.heldBackMs ?? 0))
  expect(picked?.attempts.map(({ exchanges }) => exchanges.map(({ purpose }) => purpose))).toEqual([['poll']])
  for (const sample of rest) {
    expect(sample.disturbance).toBeNull()
    expect(sample.startedMs).toBeGreaterThanOrEqual(60_000)
  }
})

test('a job that the provider does not know any more is held against it, or is sent anew', async () => {
  const server = await startServer((_request, response) =>
    sendJson(response, 404, { fail: true, class: 'invalid-request', message: 'No such job.' }),
  )
  const plan = planForTest([contenderForTest(server.url)], { retry: { maximumAttempts: 3, initialDelayMs: 0 } })
  const { samples } = await runForTest(plan, { order: [], openJobs: [openJob(plan)] })
  expect(server.seen).toHaveLength(1)
  expect(samples[0]).toMatchObject({
    outcome: 'failed',
    failure: { class: 'interrupted' },
    charge: { amountMicros: null },
  })
  expect(samples[0]?.failure?.message).toContain('j7')
})

test('a job that failed at the provider while nobody asked is called an interruption, or is sent anew', async () => {
  const server = await startServer((_request, response) =>
    sendJson(response, 200, { fail: true, class: 'server', retryable: true, message: 'Out of memory.' }),
  )
  const plan = planForTest([contenderForTest(server.url)], { retry: { maximumAttempts: 3, initialDelayMs: 0 } })
  const { samples } = await runForTest(plan, { order: [], openJobs: [openJob(plan)] })
  expect(server.seen.map(({ method }) => method)).toEqual(['GET'])
  expect(samples[0]).toMatchObject({ outcome: 'failed', failure: { class: 'server', message: 'Out of memory.' } })
})

test('a cancel leaves a job that was picked up running, and paid', async () => {
  const cancel = new AbortController()
  const server = await startServer(({ method }, response) => {
    if (method === 'GET') cancel.abort(new Error('cancelled'))
    sendJson(response, 200, method === 'GET' ? { job: 'j7', pollAfterMs: 20 } : {})
  })
  const adapter = adapterForTest({
    buildCancel: ({ jobId }) => ({ method: 'DELETE', path: `/jobs/${jobId}`, headers: {}, body: null }),
    readCancel: () => 'stopped',
  })
  const plan = planForTest([contenderForTest(server.url)])
  const { samples } = await runForTest(plan, { adapter, order: [], openJobs: [openJob(plan)], signal: cancel.signal })
  expect(server.seen.map(({ method }) => method)).toEqual(['GET', 'DELETE'])
  expect(samples[0]).toMatchObject({ outcome: 'cancelled', attempts: [{ cancellation: 'stopped' }] })
})

test('machine time of a job that was picked up is charged from the pick-up on', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'x' }))
  const price: Price = {
    id: 'plain/second',
    label: 'a second',
    models: [],
    unit: 'compute-second',
    amountUsd: '0.001',
    source: null,
    retrievedOn: '2026-11-28',
    confidence: 'official',
  }
  const plan = planForTest([contenderForTest(server.url, { price })])
  const { samples } = await runForTest(plan, { order: [], openJobs: [openJob(plan)] })
  expect(samples[0]).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: null } })
})

test('a pipeline whose job was picked up stops there, or forgets what its earlier steps gave and cost', async () => {
  const server = await startServer(({ method, path }, response) => {
    if (path.startsWith('/draw')) sendJson(response, 200, { job: `j${server.seen.length}`, pollAfterMs: 0 })
    else if (method === 'GET') sendJson(response, 200, { picture: path })
  })
  const {
    id: _id,
    name: _name,
    position: _position,
    concurrency: _c,
    furtherSteps: _f,
    ...step
  } = contenderForTest(server.url)
  const plan = planForTest([contenderForTest(server.url, { furtherSteps: [{ ...step, task: 'upscale' }] })])
  const whole = await runForTest(plan)
  expect(whole.samples[0]?.outcome).toBe('succeeded')
  const [first, second] = whole.jobs
  expect(first?.soFar).toEqual({ steps: [], results: [] })
  // As it comes back from the database.
  const soFar = JSON.parse(JSON.stringify(second?.soFar)) as OpenJob['soFar']

  const sentBefore = server.seen.filter(({ method }) => method === 'POST').length
  const atSecond = await runForTest(plan, { order: [], openJobs: [openJob(plan, 0, soFar)] })
  expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(sentBefore)
  Sample.parse(atSecond.samples[0])
  expect(atSecond.samples[0]).toMatchObject({
    outcome: 'succeeded',
    disturbance: 'picked-up',
    charge: { amountMicros: 6000 },
    attempts: [
      { number: 1, step: 0 },
      { number: 2, step: 1 },
    ],
    steps: [
      { step: 0, images: [expect.anything()] },
      { step: 1, images: [expect.anything()] },
    ],
  })

  const atFirst = await runForTest(plan, { order: [], openJobs: [openJob(plan)] })
  expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(sentBefore + 1)
  expect(atFirst.samples[0]).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: 6000 } })
  expect(atFirst.jobs.map(({ step: index, soFar: { steps } }) => [index, steps.length])).toEqual([[1, 1]])
}, 20_000)

test('a pause gives up what is in flight, or lets another sample start', async () => {
  const pause = new AbortController()
  let drawn = 0
  const server = await startServer((_request, response) => {
    drawn += 1
    if (drawn === 3) pause.abort(new Error('paused'))
    sendJson(response, 200, { picture: 'x' })
  })
  const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(8) })
  const { status, samples } = await runForTest(plan, { pause: pause.signal })
  expect(status).toBe('paused')
  expect(samples.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded', 'succeeded'])
})
