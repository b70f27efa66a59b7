import { describe, expect, it } from 'vitest'
import type { Sample } from '#shared/domain/sample.ts'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { runThroughEngine, type EngineRun } from './run-through-engine.ts'

/** Providers that no client of others speaks to: their adapters are run against the simulators all the same. */
function run(providerId: string, baseUrl: string, steps: EngineRun['steps']): Promise<Sample[]> {
  return runThroughEngine({ providerId, baseUrl, steps, attempts: 2 })
}

const size = { width: 512, height: 512 }

function sizesOf(sample: Sample | undefined): (number | undefined)[][] {
  return (sample?.steps ?? []).map(({ images: [kept] }) => [kept?.image.width, kept?.image.height])
}

describe('Segmind', () => {
  it('is asked as a call and as a job: the same picture size, and each cost as its own reply has it', async () => {
    await using server = await startQuick('segmind')
    const [call] = await run('segmind', server.baseUrl, [{ model: 'sdxl1.0-txt2img', parameters: size }])
    const [job] = await run('segmind', server.baseUrl, [{ model: 'v2/sdxl1.0-txt2img', parameters: size }])
    for (const [index, sample] of [call, job].entries()) {
      const truth = server.truth()[index]
      expect(sample).toMatchObject({ outcome: 'succeeded', charge: { basis: 'reported' } })
      expect(sample?.charge.amountMicros).toBe(truth?.costMicros)
      expect(sample?.images[0]?.image.sha256).toBe(truth?.images[0]?.sha256)
    }
    // Submitted, asked for its state at least once, then for its result, then fetched.
    const urls = job?.attempts[0]?.exchanges.map(({ purpose, url }) => `${purpose} ${new URL(url).pathname}`) ?? []
    expect(urls.at(0)).toBe('submit /v2/sdxl1.0-txt2img')
    expect(urls.at(-2)).toMatch(/^poll \/v2\/requests\/[0-9a-f-]+$/)
    expect(urls.at(-3)).toMatch(/^poll \/v2\/requests\/[0-9a-f-]+\/status$/)
  })

  it('carries a picture through enlarging and cutting out, and pays for each step', async () => {
    await using server = await startQuick('segmind')
    const steps = [
      { model: 'sdxl1.0-txt2img', parameters: size },
      { model: 'esrgan', parameters: { scale: 2 } },
      { model: 'background-eraser' },
    ] as const
    const [sample] = await run('segmind', server.baseUrl, steps)
    expect(sample).toMatchObject({ outcome: 'succeeded', failure: null })
    expect(sizesOf(sample)).toEqual([
      [512, 512],
      [1024, 1024],
      [1024, 1024],
    ])
    const costs = server.truth().map(({ costMicros }) => costMicros ?? Number.NaN)
    expect(sample?.charge.amountMicros).toBe(costs.reduce((sum, cost) => sum + cost, 0))
  })

  it('does not submit a job again that failed: it was taken on', async () => {
    await using server = await startQuick('segmind', { serverErrorRate: 1 })
    const [sample] = await run('segmind', server.baseUrl, [{ model: 'v2/flux-dev' }])
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'server' }, attempts: { length: 1 } })
  })
})

describe('AUTOMATIC1111 or Forge', () => {
  it('draws, redraws and enlarges on one machine, each costed by its own seconds', async () => {
    await using server = await startQuick('a1111')
    const loras = [{ path: 'add_detail', scale: 0.6 }]
    const steps = [
      { model: 'juggernautXL_v9', parameters: { width: 256, height: 320, loras, sampler: 'Euler a' } },
      { model: 'sd_xl_base_1.0/image-to-image', parameters: { strength: 0.3 } },
      { model: 'R-ESRGAN 4x+', parameters: { scale: 2 } },
    ] as const
    const [sample] = await run('a1111', server.baseUrl, steps)
    expect(sample).toMatchObject({ outcome: 'succeeded', failure: null })
    expect(sizesOf(sample)).toEqual([
      [256, 320],
      [256, 320],
      [512, 640],
    ])
    const costs = server.truth().map(({ costMicros }) => costMicros ?? Number.NaN)
    expect(sample?.charge.amountMicros).toBe(costs.reduce((sum, cost) => sum + cost, 0))
    expect(server.truth()[0]?.prompt).toMatch(/ <lora:add_detail:0.6>$/)
  })

  it('is interrupted when the trial is cancelled in the middle of a drawing: closing the line alone would not stop the GPU', async () => {
    await using server = await startQuick('a1111', { serviceMedianMs: 60_000 })
    const controller = new AbortController()
    const running = runThroughEngine({
      providerId: 'a1111',
      baseUrl: server.baseUrl,
      steps: [{ model: 'sd_xl_base_1.0', parameters: size }],
      signal: controller.signal,
    })
    const authorization = `Basic ${Buffer.from('practice:practice-a1111').toString('base64')}`
    const progress = async () => (await server.call('/sdapi/v1/progress', { headers: { authorization } })).json()
    await expect.poll(progress).toMatchObject({ state: { job_count: 1 } })
    controller.abort()
    const [sample] = await running
    expect(sample).toMatchObject({ outcome: 'cancelled', attempts: [{ cancellation: 'asked' }] })
    expect(sample?.attempts[0]?.exchanges.at(-1)).toMatchObject({ purpose: 'cancel', status: 200 })
    await expect.poll(() => server.truth()).toMatchObject([{ flaw: 'unfinished' }])
  })

  it('says which sampler the worker does not have by failing, and never draws with another one', async () => {
    await using server = await startQuick('a1111')
    const [sample] = await run('a1111', server.baseUrl, [{ model: 'sd_xl_base_1.0', parameters: { sampler: 'Magic' } }])
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'invalid-request', status: 400 } })
  })
})

describe('Modal', () => {
  it('is followed through its redirects to the picture', async () => {
    await using server = await startQuick('modal', { serviceMedianMs: 120, holdMs: 40 })
    const [sample] = await run('modal', server.baseUrl, [{ model: 'sdxl', parameters: size }])
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { basis: 'metered' } })
    expect(sample?.charge.amountMicros).toBe(server.truth()[0]?.costMicros)
    expect(sample?.attempts[0]?.exchanges.length).toBeGreaterThan(1)
  })
})
