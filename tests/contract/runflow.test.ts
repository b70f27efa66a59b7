import sharp from 'sharp'
import { describe, expect, it, vi } from 'vitest'
import { runflowDeployments } from '#main/providers/runflow/simulator.ts'
import { describeDeployment } from '#main/simulators/deployments/deployment.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const [generate, , upscale, cutOut] = runflowDeployments.map((deployment) => ({
  model: deployment.modelId,
  workflow: describeDeployment(deployment),
}))
const small = { width: 128, height: 64 }
/** A busy machine may take its time. */
const patient = { timeout: 10_000 }
const RUNS = '/v1/comfyui-workflows/practice/sdxl-hero/runs'
const body = { input: { prompt: 'a fox', seed: 7, ...small } }

function headersOf(key = credentialsOf('runflow')['apiKey'] ?? ''): Record<string, string> {
  return { authorization: `Bearer ${key}` }
}

/** No client of Runflow's is published, so these are the exchanges of its documentation. */
describe('the documented exchanges, against the simulator', () => {
  it('creates a run, asks after it, and fetches its picture by a signed address', async () => {
    await using server = await startQuick('runflow', { coldStartMs: 1000, idleAfterMs: 0 })
    const headers = headersOf()
    const created = await server.call(RUNS, { headers, body })
    expect(created.status).toBe(201)
    const run = (await created.json()) as { id: string }
    expect(run).toMatchObject({ status_code: 'queued', started_at: null })
    // Version 7: sorted by time.
    expect(run.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(await (await server.call(`/v1/runs/${run.id}`, { headers })).json()).toMatchObject({
      status_code: 'dispatching',
    })
    const done = await ended(server, run.id)
    expect(done).toMatchObject({ status_code: 'succeeded', start_type: 'cold' })
    const [url] = done.output?.['image_output'] ?? []
    const picture = Buffer.from(await (await fetch(url ?? '')).arrayBuffer())
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', ...small })
    const truth = await server.delivered()
    expect(truth).toMatchObject({ requestId: run.id, seed: 7, outcome: 'served' })
    expect(Number(done.cost) * 1_000_000).toBeCloseTo(truth.costMicros ?? NaN, 3)
    const balance = (await (await server.call('/v1/billing/balance', { headers })).json()) as { balance: string }
    expect(Number(balance.balance) * 1_000_000).toBeCloseTo(25_000_000 - (truth.costMicros ?? NaN), 3)
  })

  it('lets an address of a picture expire', async () => {
    await using server = await startQuick('runflow', { urlLifeMs: 0 })
    const created = (await (await server.call(RUNS, { headers: headersOf(), body })).json()) as { id: string }
    const done = await ended(server, created.id)
    expect((await fetch(done.output?.['image_output']?.[0] ?? '')).status).toBe(403)
  })

  it.each([
    ['no key', RUNS, {}, body, 401, 'UNAUTHORIZED'],
    ['a wrong key', RUNS, headersOf('rf_live_wrong'), body, 401, 'UNAUTHORIZED'],
    [
      'another organization',
      RUNS,
      { ...headersOf(), 'x-organization-id': 'org_other' },
      body,
      403,
      'ORGANIZATION_MEMBERSHIP_REQUIRED',
    ],
    ['an unknown workflow', '/v1/comfyui-workflows/practice/none/runs', headersOf(), body, 404, 'WORKFLOW_NOT_FOUND'],
    ['an unknown model', '/v1/models/some/flux/dev/runs', headersOf(), body, 404, 'MODEL_NOT_FOUND'],
    ['no input', RUNS, headersOf(), {}, 400, 'BAD_REQUEST'],
    ['a missing prompt', RUNS, headersOf(), { input: {} }, 422, 'VALIDATION_ERROR'],
  ] as const)('answers %s with its own code', async (_, path, headers, asked, status, code) => {
    await using server = await startQuick('runflow')
    const reply = await server.call(path, { headers, body: asked })
    expect(reply.status).toBe(status)
    expect(reply.headers.get('x-ratelimit-limit')).not.toBeNull()
    expect(await reply.json()).toMatchObject({ code })
    expect(server.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it('lets nobody but an administrator cancel, and goes on drawing', async () => {
    await using server = await startQuick('runflow', { serviceMedianMs: 1500 })
    const created = (await (await server.call(RUNS, { headers: headersOf(), body })).json()) as { id: string }
    const path = `/v1/admin/runs/${created.id}/cancellation`
    const reason = { reason: 'no longer needed' }
    expect((await server.call(path, { headers: headersOf(), body: reason })).status).toBe(403)
    const admin = headersOf('rf_svc_practice')
    expect((await server.call(path, { headers: admin, body: reason })).status).toBe(201)
    expect((await server.call(path, { headers: admin, body: reason })).status).toBe(200)
    expect(await ended(server, created.id)).toMatchObject({ status_code: 'cancelled', output: null })
    await expect.poll(() => server.truth(), patient).toMatchObject([{ outcome: 'served' }])
  })
})

describe('our adapter, through the engine, against the simulator', () => {
  it('logs the picture, the cold start and the reported cost that the truth log has', async () => {
    await using server = await startQuick('runflow', { coldStartMs: 300, idleAfterMs: 0 })
    const parameters = { ...small, guidance: 5, format: 'png' as const }
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters, priceId: 'runflow/h100' }])
    const [truth] = server.truth()
    expect(sample).toMatchObject({ outcome: 'succeeded', images: [{ image: small }] })
    expect(sample?.images[0]?.image.sha256).toBe(truth?.images[0]?.sha256)
    // What the run reports beats the price that was chosen.
    expect(sample?.charge).toMatchObject({ amountMicros: truth?.costMicros, basis: 'reported', priceId: null })
    expect(sample?.attempts[0]?.reported).toMatchObject({ cold: true, jobId: truth?.requestId })
    expect(sample?.attempts[0]?.reported.queueMs).toBeCloseTo((truth?.queueMs ?? 0) + (truth?.coldStartMs ?? 0), -1)
    expect(sample?.warnings).toMatchObject([{ parameter: 'format', action: 'dropped' }])
  })

  it('chains three workflows by data URI', async () => {
    await using server = await startQuick('runflow')
    const steps = [{ ...generate!, parameters: small }, { ...upscale!, parameters: { scale: 2 } }, cutOut!] as const
    const [sample] = await run(server.baseUrl, steps)
    expect(sample).toMatchObject({ outcome: 'succeeded', steps: { length: 3 } })
    expect(sample?.images).toMatchObject([{ image: { width: 256, height: 128 } }])
    const costs = server.truth().map(({ costMicros }) => costMicros ?? NaN)
    expect(sample?.charge.amountMicros).toBe(costs.reduce((sum, cost) => sum + cost, 0))
  })

  it('books a failed run with what it cost', async () => {
    await using server = await startQuick('runflow', { serverErrorRate: 1, serviceMedianMs: 200 })
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters: small }])
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'server' } })
    expect(sample?.charge).toMatchObject({ amountMicros: server.truth()[0]?.costMicros, basis: 'reported' })
  })

  it.each([
    ['an empty purse', { creditsMicros: 0 }, 'payment'],
    ['a limit', { rateLimitRate: 1 }, 'rate-limit'],
  ] as const)('understands %s', async (_, changes, kind) => {
    await using server = await startQuick('runflow', changes)
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters: small }])
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: kind } })
  })

  it('stops asking when the trial is cancelled, and says that the run goes on', async () => {
    await using server = await startQuick('runflow', { serviceMedianMs: 300 })
    const stop = new AbortController()
    const more = { signal: stop.signal, jobSubmitted: () => stop.abort() }
    const [sample] = await run(server.baseUrl, [{ ...generate!, parameters: small }], more)
    expect(sample).toMatchObject({ outcome: 'cancelled', charge: { amountMicros: null } })
    expect(sample?.attempts[0]?.cancellation).toBe('not-offered')
    await expect.poll(() => server.truth(), patient).toMatchObject([{ outcome: 'served' }])
  })
})

interface RunRecord {
  status_code: string
  start_type?: string
  cost?: string
  output: Record<string, string[]> | null
}

/** The record of a run as soon as it is over. */
function ended(server: Awaited<ReturnType<typeof startQuick>>, id: string): Promise<RunRecord> {
  return vi.waitFor(async () => {
    const record = (await (await server.call(`/v1/runs/${id}`, { headers: headersOf() })).json()) as RunRecord
    if (record.status_code === 'dispatching' || record.status_code === 'running') throw new Error('not over yet')
    return record
  }, patient)
}

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}) {
  return runThroughEngine({ providerId: 'runflow', baseUrl, steps, ...more })
}
