import { describe, expect, it } from 'vitest'
import { HttpWorkflow } from '#shared/domain/workflow.ts'
import answerAtOnce from '#resources/workflows/http/answer-at-once.json' with { type: 'json' }
import cutOut from '#resources/workflows/http/cut-out.json' with { type: 'json' }
import enlarge from '#resources/workflows/http/enlarge.json' with { type: 'json' }
import jobs from '#resources/workflows/http/jobs.json' with { type: 'json' }
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { runThroughEngine, type EngineRun } from './run-through-engine.ts'

const small = { width: 128, height: 96 }
const atOnce = HttpWorkflow.parse(answerAtOnce.content)
const withJobs = HttpWorkflow.parse(jobs.content)

/** No client of others speaks to an API that is nobody's: the templates that ship are run against the APIs they are for. */
describe('the templates that ship, through the engine, against the practice APIs', () => {
  it('gets the picture of the truth log from an API that answers at once, at the cost that it tells', async () => {
    await using server = await startQuick('custom')
    const [sample] = await run(server.baseUrl, [{ model: 'generate', workflow: atOnce, parameters: small }])
    const truth = await server.delivered()
    expect(sample).toMatchObject({
      outcome: 'succeeded',
      warnings: [],
      charge: { amountMicros: truth.costMicros, basis: 'reported' },
      pollingSlackMs: null,
    })
    expect(sample?.images[0]?.image).toMatchObject({ ...small, sha256: truth.images[0]?.sha256 })
    expect(sample?.attempts[0]?.reported).toMatchObject({
      seed: String(truth.seed),
      inferenceMs: Number(truth.serviceMs.toFixed(1)),
    })
  })

  it('asks after a job at the template’s own pace, and fetches the picture from its address', async () => {
    await using server = await startQuick('custom', { serviceMedianMs: 400 })
    const [sample] = await run(server.baseUrl, [{ model: 'generate', workflow: withJobs, parameters: small }])
    const truth = await server.delivered()
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: null } })
    expect(sample?.attempts[0]?.reported.jobId).toBe(truth.requestId)
    const exchanges = sample?.attempts[0]?.exchanges ?? []
    expect(exchanges.at(-1)?.purpose).toBe('download')
    const polls = exchanges.filter(({ purpose }) => purpose === 'poll')
    // 400 ms of work in steps of 250 ms; a busy machine may need one more.
    expect(polls.length).toBeGreaterThanOrEqual(2)
    expect(polls[1]!.startedMs - polls[0]!.startedMs).toBeGreaterThanOrEqual(249)
  })

  it('draws, enlarges and cuts out', async () => {
    await using server = await startQuick('custom')
    const [sample] = await run(server.baseUrl, [
      { model: 'generate', workflow: atOnce, parameters: small },
      { model: 'upscale', workflow: HttpWorkflow.parse(enlarge.content), parameters: { scale: 3 } },
      { model: 'remove-background', workflow: HttpWorkflow.parse(cutOut.content) },
    ])
    expect(sample?.outcome).toBe('succeeded')
    expect(sample?.steps.map(({ images }) => images[0]?.image.width)).toEqual([128, 384, 384])
    expect(server.truth().map(({ modelId }) => modelId)).toEqual(['generate', 'upscale', 'remove-background'])
  })

  it('asks for a job to be stopped where the template says how, and says so where it does not', async () => {
    for (const [cancel, expected] of [
      [withJobs.job!.cancel, 'asked'],
      [null, 'not-offered'],
    ] as const) {
      await using server = await startQuick('custom', { serviceMedianMs: 60_000 })
      const stop = new AbortController()
      const workflow = { ...withJobs, job: { ...withJobs.job!, cancel } }
      const [sample] = await run(server.baseUrl, [{ model: 'generate', workflow, parameters: small }], {
        signal: stop.signal,
        jobSubmitted: () => stop.abort(),
      })
      expect(sample).toMatchObject({ outcome: 'cancelled', attempts: [{ cancellation: expected }] })
      expect(server.truth().map(({ outcome }) => outcome)).toEqual(cancel === null ? [] : ['cancelled'])
    }
  })

  it.each([
    ['a fault of the server', { serverErrorRate: 1 }, 'server'],
    ['a rate limit', { rateLimitRate: 1 }, 'rate-limit'],
  ] as const)('reads %s', async (_, profile, failureClass) => {
    await using server = await startQuick('custom', profile)
    for (const workflow of [atOnce, withJobs]) {
      const [sample] = await run(server.baseUrl, [{ model: 'generate', workflow, parameters: small }])
      expect(sample).toMatchObject({ outcome: 'failed', failure: { class: failureClass } })
    }
  })
})

function run(baseUrl: string, steps: EngineRun['steps'], more: Partial<EngineRun> = {}) {
  return runThroughEngine({ providerId: 'custom', baseUrl, steps, ...more })
}
