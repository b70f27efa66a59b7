import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { simulators } from '#main/simulators/registry.ts'
import type { TruthEntry } from '#main/simulators/simulator.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import { startSimulators, type SimulatorOptions } from '#main/simulators/start-simulators.ts'
import { practiceDirectory, quickProfile, waitForDelivery } from './quick-simulator.ts'

const options: SimulatorOptions = {
  seed: 4,
  practiceDirectory,
  profiles: Object.fromEntries(simulators.map(({ providerId }) => [providerId, quickProfile])),
}
const draw = (baseUrl: string, seed: number): Promise<Response> =>
  fetch(`${baseUrl}/v1/sdxl1.0-txt2img`, {
    method: 'POST',
    headers: { 'x-api-key': 'SG_practice-segmind', 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'stones', seed, img_width: 512, img_height: 512 }),
  })
/** What must not differ between two runs: all but what the clock says, and ids. */
const repeatable = ({ outcome, flaw, seed, intendedServiceMs, costMicros, images }: TruthEntry) => ({
  outcome,
  flaw,
  seed,
  intendedServiceMs,
  costMicros,
  images,
})

async function runSixCalls(seed: number) {
  const profiles = { segmind: { ...quickProfile, serviceLogSd: 0.3, serverErrorRate: 0.3, smallerRate: 0.3 } }
  const running = await startSimulators({ ...options, seed, providers: ['segmind'], profiles })
  for (const pictureSeed of [1, 2, 3, 1, 2, 3]) await draw(running.simulators[0]!.baseUrl, pictureSeed)
  await running.close()
  return running.truth().map(repeatable)
}

async function intendedAtScale(timeScale: number): Promise<number> {
  const running = await startSimulators({ ...options, providers: ['segmind'], timeScale })
  await draw(running.simulators[0]!.baseUrl, 1)
  await running.close()
  return running.truth()[0]!.intendedServiceMs!
}

describe('starting simulators', () => {
  it('gives each its own port of the loopback address, and the credentials that open it', async () => {
    const running = await startSimulators(options)
    try {
      expect(running.simulators.map(({ providerId }) => providerId)).toEqual(
        simulators.map(({ providerId }) => providerId),
      )
      expect(new Set(running.simulators.map(({ baseUrl }) => baseUrl)).size).toBe(simulators.length)
      for (const { baseUrl } of running.simulators) expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    } finally {
      await running.close()
    }
  })

  it('names the port that is in use, and leaves none of the others running', async () => {
    const taken = await startSimulators({ ...options, providers: ['modal'] })
    try {
      const port = Number(new URL(taken.simulators[0]!.baseUrl).port)
      const second = startSimulators({ ...options, providers: ['segmind', 'modal'], ports: { modal: port } })
      await expect(second).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        message: expect.stringContaining(`Port ${port} `),
      })
      const inThread = startSimulatorThread({ ...options, providers: ['modal'], ports: { modal: port } })
      await expect(inThread).rejects.toMatchObject({ code: 'PORT_IN_USE' })
    } finally {
      await taken.close()
    }
  })

  it('refuses an unknown provider, and a fault that a contract has no answer for', async () => {
    await expect(startSimulators({ ...options, providers: ['nobody'] })).rejects.toMatchObject({
      code: 'UNKNOWN_PROVIDER',
    })
    const impossible = { ...options, profiles: { a1111: { rateLimitRate: 0.1 } } }
    await expect(startSimulators(impossible)).rejects.toMatchObject({ code: 'BAD_USAGE' })
  })

  it('closes at once although a call is still being drawn', async () => {
    const slow = { segmind: { ...quickProfile, serviceMedianMs: 3_600_000 } }
    const running = await startSimulators({ ...options, providers: ['segmind'], profiles: slow })
    const call = draw(running.simulators[0]!.baseUrl, 1).then(
      () => 'answered',
      () => 'dropped',
    )
    await running.close()
    expect(await call).toBe('dropped')
    expect(running.truth()).toEqual([])
  })

  it('makes the same run twice from the same seed, and another from another', async () => {
    const first = await runSixCalls(4)
    expect(first).toHaveLength(6)
    expect(await runSixCalls(4)).toEqual(first)
    expect(await runSixCalls(5)).not.toEqual(first)
  })

  it('scales every time of a profile, so that the law stays the law', async () => {
    expect(await intendedAtScale(2)).toBeCloseTo(2 * (await intendedAtScale(1)), 6)
  })

  it('appends each call to the truth file once, with what is known when it is over', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-truth-'))
    try {
      const truthFile = join(folder, 'truth.jsonl')
      const running = await startSimulators({ ...options, providers: ['segmind', 'novita'], truthFile })
      const [segmind, novita] = running.simulators
      await draw(segmind!.baseUrl, 1)
      await waitForDelivery(() => running.truth()[0])
      // A picture that nobody fetches is in the file all the same.
      await fetch(`${novita!.baseUrl}/v3beta/flux-1-schnell`, {
        method: 'POST',
        headers: { authorization: 'sk_practice-novita' },
        body: JSON.stringify({ prompt: 'lake', width: 64, height: 64, steps: 1, image_num: 1 }),
      })
      await running.close()
      const lines = (await readFile(truthFile, 'utf8')).trimEnd().split('\n')
      expect(lines.map((line) => JSON.parse(line) as TruthEntry)).toEqual(running.truth())
      expect(running.truth().map(({ deliveredMs }) => deliveredMs === null)).toEqual([false, true])
      await expect(startSimulators({ ...options, truthFile: join(folder, 'no', 'file') })).rejects.toMatchObject({
        code: 'DATA_FOLDER_UNWRITABLE',
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('the simulators’ own thread', () => {
  it('serves, tells the truth as the calling thread would, and ends when it is closed', async () => {
    const here = await startSimulators({ ...options, providers: ['segmind'] })
    await draw(here.simulators[0]!.baseUrl, 1)
    await here.close()

    const thread = await startSimulatorThread({ ...options, providers: ['segmind'] })
    const reply = await draw(thread.simulators[0]!.baseUrl, 1)
    await reply.arrayBuffer()
    const [first, second] = await Promise.all([thread.truth(), thread.truth()])
    expect(first.map(repeatable)).toEqual(here.truth().map(repeatable))
    expect(second).toEqual(first)
    await thread.close()
    await expect(draw(thread.simulators[0]!.baseUrl, 1)).rejects.toThrow('fetch failed')
  })
})
