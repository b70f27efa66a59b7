import { expect, onTestFinished, test, vi } from 'vitest'
import { startEverySimulator } from '#main/simulators/start-every-simulator.ts'
import { practiceDirectory } from './quick-simulator.ts'

const POD = {
  name: 'assay-one',
  image: 'practice/comfyui:1',
  gpu: { id: 'NVIDIA L40S', count: 1 },
  ports: ['8188/http'],
}

/** A simulated RunPod, with the faults that are named. */
async function startPods(faults: Record<string, Record<string, number>>, timeScale: number) {
  const { simulators, close } = await startEverySimulator({
    seed: 1,
    practiceDirectory,
    providers: ['runpod-pods'],
    ports: {},
    timeScale,
    faults,
  })
  onTestFinished(close)
  const { baseUrl, credentials } = simulators[0]!
  return async (method: string, path: string, body?: object) => {
    const reply = await fetch(`${baseUrl}/v2/${path}`, {
      method,
      headers: { authorization: `Bearer ${credentials['apiKey']}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: reply.status, body: reply.status === 204 ? null : ((await reply.json()) as Pod) }
  }
}

interface Pod {
  id: string
  status: string
  createdAt: string
  startedAt: string | null
  runtime: { ports: { public: number; ip: string }[] } | null
}

test('a fault that is switched on strikes nobody, or strikes for ever', async () => {
  const call = await startPods({ 'runpod-pods': { 'no-capacity': 2, 'end-fails': 1 } }, 1)
  expect((await call('POST', 'pods', POD)).status).toBe(409)
  expect((await call('POST', 'pods', POD)).status).toBe(409)
  const launched = await call('POST', 'pods', POD)
  expect(launched.status).toBe(201)
  expect((await call('DELETE', `pods/${launched.body?.id}`)).status).toBe(500)
  expect((await call('DELETE', `pods/${launched.body?.id}`)).status).toBe(204)
})

test('a machine boots in its own time, whatever that is multiplied with', async () => {
  const call = await startPods({}, 0.001)
  const { body } = await call('POST', 'pods', POD)
  const { createdAt, startedAt } = await running(call, body?.id)
  // Two and a half milliseconds, and not as many seconds.
  expect(Date.parse(startedAt ?? '') - Date.parse(createdAt)).toBeLessThan(2500)
})

test('whoever asks for a simulated worker that does not listen yet is sent to the real provider', async () => {
  const call = await startPods({}, 0.001)
  const { body } = await call('POST', 'pods', POD)
  const { runtime } = await running(call, body?.id)
  expect(runtime?.ports).toMatchObject([{ ip: '127.0.0.1', public: expect.any(Number) }])
})

function running(call: Awaited<ReturnType<typeof startPods>>, id: string | undefined): Promise<Pod> {
  return vi.waitFor(
    async () => {
      const { body } = await call('GET', `pods/${id}`)
      if (body?.status !== 'RUNNING') throw new Error(`It is ${body?.status}.`)
      return body
    },
    { timeout: 10_000, interval: 5 },
  )
}
