import { createServer } from 'node:http'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { REAL_TIME } from '#main/engine/real-time.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { listen, sendJson } from './scripted-server.ts'
import { adapterForTest, casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

/** So long that no test would see a picture before its time is up, if it were polled for. */
const INTERVAL_MS = 3_000_000

const socketed: Partial<ProviderAdapter> = {
  progressSocket: {
    path: (clientId) => `/ws?clientId=${clientId}`,
    headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
    read: (frame) => {
      const { type, job } = JSON.parse(frame) as { type: string; job: string }
      return type === 'ended' ? { jobId: job, state: 'ended' } : null
    },
  },
  buildSubmit: ({ prompt, clientId }) => ({
    request: { method: 'POST', path: '/draw', headers: {}, body: { prompt, clientId } },
    warnings: [],
  }),
}

interface Told {
  url: string
  sockets: WebSocket[]
  clientIds: string[]
  authorizations: (string | undefined)[]
  clientIdsOfJobs: unknown[]
  tell: (frame: unknown) => void
}

/**
 * A provider with jobs and a socket.
 * @param onDraw told of each job that was accepted
 */
async function startProvider(
  onDraw: (told: Told, job: string) => void,
  answer: (job: string, polls: number) => unknown = () => ({ picture: 'x' }),
): Promise<Told> {
  const polls = new Map<string, number>()
  let jobs = 0
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = []
    incoming.on('data', (piece: Buffer) => pieces.push(piece))
    incoming.on('end', () => {
      const job = incoming.url?.slice('/jobs/'.length) ?? ''
      if (incoming.url === '/draw') {
        const { clientId } = JSON.parse(Buffer.concat(pieces).toString()) as { clientId: unknown }
        told.clientIdsOfJobs.push(clientId)
        const accepted = `j${jobs++}`
        sendJson(response, 200, { job: accepted, pollAfterMs: INTERVAL_MS })
        onDraw(told, accepted)
      } else {
        const count = (polls.get(job) ?? 0) + 1
        polls.set(job, count)
        sendJson(response, 200, answer(job, count))
      }
    })
  })
  const sockets = new WebSocketServer({ server, path: '/ws' })
  const told: Told = {
    url: '',
    sockets: [],
    clientIds: [],
    authorizations: [],
    clientIdsOfJobs: [],
    tell: (frame) => {
      for (const socket of sockets.clients) socket.send(JSON.stringify(frame))
    },
  }
  sockets.on('connection', (socket, { url, headers }) => {
    told.sockets.push(socket)
    told.clientIds.push(new URL(url ?? '', 'http://x').searchParams.get('clientId') ?? '')
    told.authorizations.push(headers.authorization)
    socket.send(Buffer.from([1, 2, 3]))
    socket.send(JSON.stringify({ type: 'status' }))
  })
  const port = await listen(server)
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
    server.closeAllConnections()
    server.close()
  })
  told.url = `http://127.0.0.1:${port}`
  return told
}

test('the end that the socket tells is waited for at the interval all the same, or told as slack', async () => {
  const provider = await startProvider(({ tell }, job) => setTimeout(() => tell({ type: 'ended', job }), 50))
  const plan = planForTest([contenderForTest(provider.url)], { cases: casesForTest(3) })
  const { samples } = await runForTest(plan, { adapter: adapterForTest(socketed), clock: REAL_TIME })
  expect(samples.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded', 'succeeded'])
  for (const { pollingSlackMs, serviceMs } of samples) {
    expect(pollingSlackMs).toBeGreaterThanOrEqual(0)
    expect(pollingSlackMs).toBeLessThan(serviceMs)
  }
  // One socket for all, with the account's key, opened before the first job and by the name that jobs are sent with.
  expect(provider.sockets).toHaveLength(1)
  expect(provider.authorizations).toEqual(['Bearer canary-0123456789'])
  expect(new Set(provider.clientIdsOfJobs)).toEqual(new Set(provider.clientIds))
})

test('an end that is told before the job’s own reply was read is missed', async () => {
  const provider = await startProvider(({ tell }, job) => tell({ type: 'ended', job }))
  const { samples } = await runForTest(planForTest([contenderForTest(provider.url)]), {
    adapter: adapterForTest(socketed),
    clock: REAL_TIME,
  })
  expect(samples[0]?.outcome).toBe('succeeded')
})

test('an answer that lags behind its socket is waited for at the interval, or asked after without a pause', async () => {
  let questions = 0
  const provider = await startProvider(
    ({ tell }, job) => setTimeout(() => tell({ type: 'ended', job }), 10),
    (job, polls) => {
      questions = polls
      return polls < 4 ? { job, pollAfterMs: INTERVAL_MS } : { picture: 'x' }
    },
  )
  const { samples } = await runForTest(planForTest([contenderForTest(provider.url)]), {
    adapter: adapterForTest(socketed),
    clock: REAL_TIME,
  })
  expect(samples[0]?.outcome).toBe('succeeded')
  expect(questions).toBe(4)
  const polls = samples[0]?.attempts[0]?.exchanges.filter(({ purpose }) => purpose === 'poll') ?? []
  const gaps = polls.slice(1).map(({ startedMs }, index) => startedMs - (polls[index]?.startedMs ?? 0))
  for (const gapMs of gaps) expect(gapMs).toBeGreaterThanOrEqual(40)
})

test('a socket that breaks takes the trial with it, is not opened again, or comes back as somebody else', async () => {
  const provider = await startProvider(({ sockets, tell }, job) => {
    if (job !== 'j0') {
      setTimeout(() => tell({ type: 'ended', job }), 10)
      return
    }
    // The first job runs while the socket breaks. What it is told by then comes on the next one.
    const timer = setInterval(() => {
      if (sockets.length < 2) return
      clearInterval(timer)
      tell({ type: 'ended', job })
    }, 10)
    onTestFinished(() => clearInterval(timer))
    sockets[0]?.terminate()
  })
  const plan = planForTest([contenderForTest(provider.url)], { cases: casesForTest(2) })
  const { samples } = await runForTest(plan, { adapter: adapterForTest(socketed), clock: REAL_TIME })
  expect(samples.map(({ outcome }) => outcome)).toEqual(['succeeded', 'succeeded'])
  expect(provider.sockets).toHaveLength(2)
  expect(new Set(provider.clientIds).size).toBe(1)
})

test('a provider that refuses the socket gets no job, or jobs are not polled', async () => {
  let polls = 0
  const server = createServer(({ url }, response) => {
    if (url === '/draw') sendJson(response, 200, { job: 'j1', pollAfterMs: 20 })
    else if (++polls < 3) sendJson(response, 200, { job: 'j1', pollAfterMs: 20 })
    else sendJson(response, 200, { picture: 'x' })
  })
  const port = await listen(server)
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const { samples } = await runForTest(planForTest([contenderForTest(`http://127.0.0.1:${port}`)]), {
    adapter: adapterForTest(socketed),
    clock: REAL_TIME,
  })
  expect(samples[0]?.outcome).toBe('succeeded')
  expect(polls).toBe(3)
})

test('an adapter that breaks on a frame hangs the trial, or nobody hears of the bug', async () => {
  const provider = await startProvider(() => undefined)
  const adapter = adapterForTest({
    ...socketed,
    progressSocket: {
      path: () => '/ws',
      headers: {},
      read: () => {
        throw new Error('a bug in read')
      },
    },
  })
  const run = runForTest(planForTest([contenderForTest(provider.url)]), { adapter, clock: REAL_TIME })
  await expect(run).rejects.toThrow('a bug in read')
})
