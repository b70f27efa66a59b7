import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { Sample } from '#shared/domain/sample.ts'
import { Sample as SampleSchema } from '#shared/domain/sample.ts'
import { closedPort, sendJson, startRawServer, startServer } from './scripted-server.ts'
import {
  adapterForTest,
  casesForTest,
  contenderForTest,
  planForTest,
  runForTest,
  skippingClock,
  type Wire,
} from './trial-for-test.ts'
import { PLAIN_PLANNED } from '#tests/support/plain-trial.ts'

const answer = (response: ServerResponse, wire: Wire, status = 200): void => sendJson(response, status, wire)

function only(samples: Sample[]): Sample {
  const [sample, second] = samples
  if (sample === undefined || second !== undefined) throw new Error(`expected one sample, got ${samples.length}`)
  return sample
}

/** What must hold for every sample, whatever became of it. */
function checkSums(sample: Sample): void {
  SampleSchema.parse(sample)
  expect(sample.latencyMs).toBe(sample.finishedMs - sample.dueMs - sample.heldBackMs)
  const last = sample.attempts.at(-1)
  expect(sample.serviceMs).toBeLessThanOrEqual(sample.latencyMs)
  for (const { exchanges } of sample.attempts) {
    for (const { phases, totalMs } of exchanges) {
      const sum = Object.values(phases).reduce<number>((total, phase) => total + (phase ?? 0), 0)
      expect(sum).toBe(totalMs)
    }
  }
  // Only a sample that ended in a pause between two attempts ends later than its last attempt.
  const endedInPause = sample.outcome === 'cancelled' && last?.failure?.class !== 'cancelled'
  expect(sample.finishedMs === last?.finishedMs).toBe(sample.attempts.length > 0 && !endedInPause)
}

describe('a sample that succeeds', () => {
  test('raw image bytes are parsed on the measuring thread: they go to the desk whole', async () => {
    const picture = Buffer.alloc(200_000, 'p')
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'x-request-id': 'r-1' }).end(picture)
    })
    const { samples, desk, status } = await runForTest(planForTest([contenderForTest(server.url)]))
    const sample = only(samples)
    checkSums(sample)
    expect(status).toBe('finished')
    expect(desk.kept).toEqual([picture.toString()])
    expect(sample).toMatchObject({
      id: 'sample-0',
      trialId: 'trial-1',
      outcome: 'succeeded',
      failure: null,
      pollingSlackMs: null,
      heldBackMs: 0,
      charge: { amountMicros: 3000, basis: 'listed' },
      images: [{ flags: ['other-size'], image: { sizeBytes: 200_000 } }],
    })
    expect(sample.attempts[0]?.exchanges[0]).toMatchObject({ url: `${server.url}/draw?token=…`, requestId: 'r-1' })
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ prompt: 'a fox', seed: sample.seed })
  })

  test('our own work counts as the provider’s latency: a slow desk changes the digest time only', async () => {
    const server = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const clock = skippingClock()
    const never = new AbortController().signal
    const image = { sha256: 'f'.repeat(64), format: 'png', width: 1, height: 1, sizeBytes: 1 } as const
    const desk = {
      digestReply: () => Promise.reject(new Error('a small reply is read here')),
      readPicture: () => Promise.reject(new Error('nothing is sent but words')),
      keepPicture: async () => {
        await clock.sleep(5000, never)
        return { image, flags: [] }
      },
    }
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)]), { clock, desk })).samples)
    expect(sample.digestMs).toBeGreaterThanOrEqual(5000)
    expect(sample.latencyMs).toBeLessThan(5000)
    checkSums(sample)
  })

  test('a picture elsewhere is not fetched, or its last byte is not the end', async () => {
    const server = await startServer(({ path }, response) => {
      if (path === '/picture.png') response.end('the picture')
      else answer(response, { url: `${server.url}/picture.png` })
    })
    const { samples, desk } = await runForTest(planForTest([contenderForTest(server.url)]))
    const sample = only(samples)
    checkSums(sample)
    expect(desk.kept).toEqual(['the picture'])
    expect(sample.attempts[0]?.exchanges.map(({ purpose }) => purpose)).toEqual(['submit', 'download'])
    const download = sample.attempts[0]?.exchanges[1]
    expect(sample.finishedMs).toBe((download?.startedMs ?? 0) + (download?.totalMs ?? 0))
    expect(server.seen[1]?.headers.authorization).toBeUndefined()
  })

  test('a download that stumbles costs the paid picture: it is fetched once more', async () => {
    let downloads = 0
    const server = await startServer(({ path }, response) => {
      if (path !== '/picture.png') answer(response, { url: `${server.url}/picture.png` })
      else if (++downloads === 1) response.writeHead(503).end()
      else response.end('the picture')
    })
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)]))).samples)
    expect(sample.outcome).toBe('succeeded')
    expect(sample.attempts).toHaveLength(1)
    expect(sample.attempts[0]?.exchanges).toHaveLength(3)
  })
})

describe('a job', () => {
  test('a crash after the first poll loses a paid job: it is stored before it is asked after', async () => {
    const events: string[] = []
    const server = await startServer(({ path }, response) => {
      events.push(path)
      if (path.startsWith('/draw')) answer(response, { job: 'j1' })
      else answer(response, { picture: 'x' })
    })
    const stored = Promise.withResolvers<void>()
    const run = runForTest(planForTest([contenderForTest(server.url)]), {
      listener: {
        jobSubmitted: async (job) => {
          events.push(`storing ${job.job.jobId} of ${job.sampleId}`)
          setTimeout(stored.resolve, 20)
          await stored.promise
          events.push('stored')
        },
      },
    })
    const { jobs, samples } = await run
    expect(events).toEqual(['/draw?token=x', 'storing j1 of sample-0', 'stored', '/jobs/j1'])
    expect(jobs[0]).toMatchObject({ trialId: 'trial-1', contenderId: 'plain', caseIndex: 0, repeat: 0, position: 0 })
    expect(only(samples).attempts[0]?.reported.jobId).toBe('j1')
  })

  test('polls come at another pace than said, or the slack is not the last gap', async () => {
    let polls = 0
    const server = await startServer(({ path }, response) => {
      if (path.startsWith('/draw')) answer(response, { job: 'j1', pollAfterMs: 700 })
      else if (++polls < 3) answer(response, { job: 'j1' })
      else answer(response, { picture: 'x' })
    })
    const adapter = adapterForTest()
    const model = { id: 'any', task: 'generate', pollIntervalMs: 400 } as (typeof adapter.descriptor.models)[number]
    const told = await runForTest(planForTest([contenderForTest(server.url)]), {
      adapter: { ...adapter, descriptor: { ...adapter.descriptor, models: [model] } },
    })
    const sample = only(told.samples)
    checkSums(sample)
    expect(told.clock.pausesMs.map((pauseMs) => Math.round(pauseMs / 100) * 100)).toEqual([700, 400, 400])
    expect(sample.pollingSlackMs).toBeGreaterThanOrEqual(400)
    expect(sample.pollingSlackMs).toBeLessThan(sample.latencyMs - 1000)
    expect(sample.heldBackMs).toBe(0)
    expect(sample.attempts[0]?.exchanges.map(({ purpose }) => purpose)).toEqual(['submit', 'poll', 'poll', 'poll'])
  })

  test('a chain of 303 breaks at a relative address, or is asked without credentials', async () => {
    const server = await startServer(({ method, path }, response) => {
      if (method === 'POST')
        answer(response, { job: 'fc-1', statusUrl: '/base/draw/result?id=fc-1', pollAfterMs: 0 }, 303)
      else if (path === '/base/draw/result?id=fc-1')
        answer(response, { job: 'fc-1', statusUrl: `${server.url}/2`, pollAfterMs: 0 }, 303)
      else answer(response, { picture: 'x' })
    })
    const { samples } = await runForTest(planForTest([contenderForTest(`${server.url}/base`)]), {
      adapter: adapterForTest({
        buildSubmit: () => ({
          request: { method: 'POST', path: '/draw', headers: { k: { credential: 'apiKey' } }, body: {} },
          warnings: [],
        }),
      }),
    })
    expect(only(samples).outcome).toBe('succeeded')
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /base/draw',
      'GET /base/draw/result?id=fc-1',
      'GET /2',
    ])
    expect(server.seen.every(({ headers }) => (headers['k'] ?? headers.authorization) !== undefined)).toBe(true)
  })

  test('credentials follow a job to another server', async () => {
    const other = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const server = await startServer((_request, response) =>
      answer(response, { job: 'j1', statusUrl: `${other.url}/steal` }),
    )
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)]))).samples)
    expect(sample.failure?.class).toBe('malformed-reply')
    expect(sample.failure?.message).toContain('credentials are not sent there')
    expect(other.seen).toHaveLength(0)
  })

  test('one poll that stumbles loses the job, or a job that failed is asked after for ever', async () => {
    let polls = 0
    const server = await startServer(({ path }, response, { socket }) => {
      if (path.startsWith('/draw')) answer(response, { job: 'j1' })
      else if (++polls === 1) answer(response, { class: 'server', retryable: true }, 502)
      else if (polls === 2) socket.destroy()
      else if (polls === 3) answer(response, { class: 'rate-limit', retryable: true, retryAfterMs: 3000 }, 429)
      else answer(response, { class: 'content-policy', message: 'No.' })
    })
    const { samples, clock } = await runForTest(planForTest([contenderForTest(server.url)]))
    const sample = only(samples)
    expect(sample).toMatchObject({
      outcome: 'refused',
      failure: { class: 'content-policy', message: 'No.', status: 200 },
    })
    expect(sample.attempts).toHaveLength(1)
    expect(clock.pausesMs.map((pauseMs) => Math.round(pauseMs / 100) * 100)).toEqual([1000, 1000, 1000, 3000])
    expect(sample.charge).toMatchObject({ amountMicros: null, evidence: 'not reported' })
  })

  test('polls that all fail go on for ever, or the job is paid for a second time', async () => {
    const server = await startServer(({ path }, response) => {
      if (path.startsWith('/draw')) answer(response, { job: 'j1' })
      else answer(response, { class: 'server', retryable: true }, 503)
    })
    const retry = { maximumAttempts: 3, initialDelayMs: 0 }
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)], { retry }))).samples)
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'server', status: 503 } })
    expect(sample.attempts).toHaveLength(1)
    expect(server.seen).toHaveLength(5)
  })

  test('a server that goes away after it took the job: the job is submitted again, and paid for twice', async () => {
    const server = await startServer((_request, response) => {
      response.setHeader('connection', 'close')
      server.stopListening()
      answer(response, { job: 'j1' })
    })
    const retry = { maximumAttempts: 3, initialDelayMs: 0 }
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)], { retry }))).samples)
    expect(sample).toMatchObject({ failure: { class: 'network' }, charge: { amountMicros: null } })
    expect(sample.attempts.map(({ exchanges }) => exchanges.length)).toEqual([5])
  })

  test('a job that never ends holds its place for ever: one time limit over submit and polls', async () => {
    const server = await startServer((_request, response) => answer(response, { job: 'j1' }))
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)], { timeoutMs: 4500 }))).samples)
    checkSums(sample)
    expect(sample.failure).toMatchObject({ class: 'timeout', message: 'No picture came within 4.50 s.' })
    expect(sample.latencyMs).toBeGreaterThanOrEqual(4499)
    expect(server.seen).toHaveLength(5)
  })
})

describe('trying again', () => {
  test('a retry hides the first failure: each try is an attempt, the pause is held back and not latency', async () => {
    let calls = 0
    const server = await startServer((_request, response) => {
      if (++calls === 1) answer(response, { class: 'server', retryable: true, message: 'Overloaded.' }, 500)
      else answer(response, { picture: 'x' })
    })
    const retry = { maximumAttempts: 2, initialDelayMs: 800 }
    const { samples, clock } = await runForTest(planForTest([contenderForTest(server.url)], { retry }))
    const sample = only(samples)
    checkSums(sample)
    expect(sample.outcome).toBe('succeeded')
    expect(sample.attempts.map(({ number, failure }) => [number, failure?.message])).toEqual([
      [1, 'Overloaded.'],
      [2, undefined],
    ])
    expect(clock.pausesMs).toHaveLength(1)
    expect(clock.pausesMs[0]).toBeLessThanOrEqual(800)
    expect(sample.heldBackMs).toBeGreaterThanOrEqual(799)
    expect(sample.heldBackMs).toBe((sample.attempts[1]?.startedMs ?? 0) - (sample.attempts[0]?.finishedMs ?? 0))
    expect(sample.serviceMs).toBeLessThan(800)
    expect(sample.charge.amountMicros).toBe(3000)
  })

  test('a longer Retry-After is overruled, or a shorter one shortens the pause', async () => {
    const wishes = [5000, 10, null]
    const server = await startServer((_request, response) => {
      const retryAfterMs = wishes.shift()
      if (retryAfterMs === undefined) answer(response, { picture: 'x' })
      else
        answer(
          response,
          { class: 'rate-limit', retryable: true, ...(retryAfterMs === null ? {} : { retryAfterMs }) },
          429,
        )
    })
    const retry = { maximumAttempts: 4, initialDelayMs: 1000 }
    const { samples, clock } = await runForTest(planForTest([contenderForTest(server.url)], { retry }))
    expect(only(samples).attempts).toHaveLength(4)
    expect(clock.pausesMs.map((pauseMs) => Math.round(pauseMs / 100) * 100)).toEqual([5000, 2000, 4000])
  })

  test('a Retry-After of a day stops the lane for a day', async () => {
    const server = await startServer((_request, response) =>
      answer(response, { class: 'rate-limit', retryable: true, retryAfterMs: 86_400_000, message: 'Slow down.' }, 429),
    )
    const retry = { maximumAttempts: 4, initialDelayMs: 1000 }
    const { samples, clock } = await runForTest(planForTest([contenderForTest(server.url)], { retry }))
    expect(only(samples).failure?.message).toBe('Slow down. The provider asks to wait 24 h, so it was not tried again.')
    expect(clock.pausesMs).toEqual([])
  })

  test.each([
    ['an answer that the adapter does not allow to repeat', false],
    ['attempts that are used up', true],
  ])('%s is repeated', async (_what, retryable) => {
    const server = await startServer((_request, response) => answer(response, { class: 'server', retryable }, 500))
    const retry = { maximumAttempts: 2, initialDelayMs: 1 }
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)], { retry }))).samples)
    expect(sample.attempts).toHaveLength(retryable ? 2 : 1)
    expect(sample.outcome).toBe('failed')
  })

  test('a request that went out before the connection broke is sent, and paid for, twice', async () => {
    let requests = 0
    const server = await startRawServer((socket) => {
      socket.once('data', () => {
        requests += 1
        socket.destroy()
      })
    })
    const retry = { maximumAttempts: 3, initialDelayMs: 1 }
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)], { retry }))).samples)
    expect(requests).toBe(1)
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'network' }, charge: { amountMicros: null } })
  })

  test('a request that never went out is not tried again, or is charged for', async () => {
    const port = await closedPort()
    const retry = { maximumAttempts: 3, initialDelayMs: 1 }
    const plan = planForTest([contenderForTest(`http://127.0.0.1:${port}`)], { retry })
    const sample = only((await runForTest(plan)).samples)
    checkSums(sample)
    expect(sample.attempts).toHaveLength(3)
    expect(sample.serviceMs).toBe(0)
    expect(sample.charge).toMatchObject({ amountMicros: 0, evidence: 'never sent' })
  })
})

describe('a sample that fails', () => {
  test.each([
    ['a picture that can’t be read', { picture: 'garbage' }, 'could not be read: it is not a picture.'],
    ['a picture in a private network', { url: 'http://10.0.0.1/a.png' }, 'private network'],
  ])('%s passes for a success, or is not paid for', async (_what, wire, message) => {
    const server = await startServer((_request, response) => answer(response, wire))
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)]))).samples)
    expect(sample).toMatchObject({
      outcome: 'failed',
      failure: { class: 'malformed-reply' },
      digestMs: null,
      images: [],
    })
    expect(sample.failure?.message).toContain(message)
    expect(sample.charge.amountMicros).toBe(3000)
  })

  test('a server that never answers: a timeout, not tried again, its cost unknown', async () => {
    const server = await startServer(() => undefined)
    const retry = { maximumAttempts: 3, initialDelayMs: 1 }
    const plan = planForTest([contenderForTest(server.url)], { retry, timeoutMs: 150 })
    const sample = only((await runForTest(plan)).samples)
    checkSums(sample)
    expect(sample).toMatchObject({ outcome: 'failed', failure: { class: 'timeout', status: null } })
    expect(sample.attempts).toHaveLength(1)
    expect(sample.charge.amountMicros).toBeNull()
    expect(server.seen).toHaveLength(1)
  })

  test('the body of a failure is lost, or kept without a bound', async () => {
    const server = await startServer((_request, response) => {
      const padding = 'é'.repeat(50_000)
      sendJson(response, 422, { class: 'invalid-request', message: 'Bad size.', padding })
    })
    const sample = only((await runForTest(planForTest([contenderForTest(server.url)]))).samples)
    expect(sample.failure).toMatchObject({ class: 'invalid-request', message: 'Bad size.', status: 422 })
    expect(sample.failure?.rawBody).toHaveLength(2000)
    expect(sample.failure?.rawBody).toMatch(/^\{"class":"invalid-request"/)
  })

  test('a provider that repeats the key puts it into the database', async () => {
    const server = await startServer(({ headers }, response) => {
      const key = headers.authorization?.replace('Bearer ', '')
      response.setHeader('x-request-id', `req for ${key}`)
      answer(response, { class: 'authentication', message: `Incorrect API key provided: ${key}` }, 401)
    })
    const { samples } = await runForTest(planForTest([contenderForTest(server.url)]))
    expect(server.seen[0]?.headers.authorization).toBe('Bearer canary-0123456789')
    expect(JSON.stringify(samples)).not.toContain('canary-0123456789')
    expect(only(samples).failure?.message).toBe('Incorrect API key provided: [credential]')
  })

  test('a bug in an adapter is swallowed: it ends the trial and names the sample, and what is in flight is told', async () => {
    const arrived = Promise.withResolvers<void>()
    const server = await startServer(() => arrived.resolve())
    const contenders = ['steady', 'buggy'].map((id, position) => contenderForTest(server.url, { id, position }))
    const samples: Sample[] = []
    const adapter = adapterForTest({
      buildSubmit: (ask) => {
        if (ask.modelId === 'bug') throw new TypeError('undefined is not a function')
        return adapterForTest().buildSubmit(ask)
      },
    })
    const plan = planForTest([
      ...contenders.slice(0, 1),
      contenderForTest(server.url, { id: 'buggy', position: 1, modelId: 'bug' }),
    ])
    const run = runForTest(plan, { adapter, listener: { sampleFinished: (sample) => void samples.push(sample) } })
    await expect(run).rejects.toThrow(/sample \d \(contender buggy, case 0, repeat 0\): undefined is not a function/)
    expect(samples.every(({ outcome }) => outcome === 'cancelled')).toBe(true)
  })
})

describe('lanes', () => {
  const cases = casesForTest(12)

  test('a lane has more or fewer requests in flight than asked for, or leaves its order', async () => {
    let inFlight = 0
    let most = 0
    const server = await startServer((_request, response) => {
      most = Math.max(most, ++inFlight)
      setTimeout(() => {
        inFlight -= 1
        answer(response, { picture: 'x' })
      }, 5)
    })
    const plan = planForTest([contenderForTest(server.url, { concurrency: 3 })], { cases, repeats: 2 })
    const { samples, asked } = await runForTest(plan)
    expect(most).toBe(3)
    expect(asked.map(({ position }) => position)).toEqual(Array.from({ length: 24 }, (_none, index) => index))
    expect(new Set(samples.map(({ position }) => position)).size).toBe(24)
    for (const sample of samples) checkSums(sample)
  })

  test('a slow contender holds the others up', async () => {
    const slow = await startServer(() => undefined)
    const fast = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const cancel = new AbortController()
    const contenders = [
      contenderForTest(slow.url, { id: 'slow' }),
      contenderForTest(fast.url, { id: 'fast', position: 1 }),
    ]
    let fastCount = 0
    const { samples, status } = await runForTest(planForTest(contenders, { cases }), {
      signal: cancel.signal,
      listener: {
        sampleFinished: ({ contenderId }) => {
          if (contenderId === 'fast' && ++fastCount === cases.length) cancel.abort()
        },
      },
    })
    expect(status).toBe('cancelled')
    expect(samples.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(cases.length)
  })

  test('a sample is due before its place is free, or starts before it is due', async () => {
    const server = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const { samples } = await runForTest(planForTest([contenderForTest(server.url)], { cases }))
    for (const [index, sample] of samples.entries()) {
      const before = samples[index - 1]
      expect(sample.dueMs).toBeGreaterThanOrEqual(before?.finishedMs ?? 0)
      expect(sample.startedMs).toBeGreaterThanOrEqual(sample.dueMs)
    }
  })

  test('looking at pictures lowers the load on the provider: the place is free at the last byte', async () => {
    const server = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const secondRequest = Promise.withResolvers<void>()
    const image = { sha256: 'f'.repeat(64), format: 'png', width: 1, height: 1, sizeBytes: 1 } as const
    const desk = {
      digestReply: () => Promise.reject(new Error('a small reply is read here')),
      readPicture: () => Promise.reject(new Error('nothing is sent but words')),
      keepPicture: async () => {
        if (server.seen.length > 1) secondRequest.resolve()
        await secondRequest.promise
        return { image, flags: [] }
      },
    }
    const run = runForTest(planForTest([contenderForTest(server.url)], { cases: cases.slice(0, 2) }), { desk })
    await expect.poll(() => server.seen.length).toBe(2)
    secondRequest.resolve()
    expect((await run).samples).toHaveLength(2)
  })

  test('pictures pile up in memory where the disk is slow: no more wait for the desk than the lane has places', async () => {
    const server = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const release = Promise.withResolvers<void>()
    const image = { sha256: 'f'.repeat(64), format: 'png', width: 1, height: 1, sizeBytes: 1 } as const
    let most = 0
    let atDesk = 0
    const desk = {
      digestReply: () => Promise.reject(new Error('a small reply is read here')),
      readPicture: () => Promise.reject(new Error('nothing is sent but words')),
      keepPicture: async () => {
        most = Math.max(most, ++atDesk)
        await release.promise
        atDesk -= 1
        return { image, flags: [] }
      },
    }
    const run = runForTest(planForTest([contenderForTest(server.url, { concurrency: 2 })], { cases }), { desk })
    await expect.poll(() => server.seen.length).toBe(4)
    release.resolve()
    expect((await run).samples).toHaveLength(12)
    expect(most).toBe(2)
  })
})

describe('a budget', () => {
  const cases = casesForTest(10)

  test('a sample beyond the budget is sent, or vanishes: it is a failure of its own class that cost nothing', async () => {
    const server = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const plan = planForTest([contenderForTest(server.url, { concurrency: 2 })], { cases, budgetMicros: 12_500 })
    const { samples, asked } = await runForTest(plan)
    expect(server.seen).toHaveLength(4)
    expect(samples.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 6 }, () => 'failed'),
      ...Array.from({ length: 4 }, () => 'succeeded'),
    ])
    for (const sample of samples) checkSums(sample)
    const withheld = samples.filter(({ failure }) => failure?.class === 'budget')
    expect(withheld).toHaveLength(6)
    expect(withheld[0]).toMatchObject({ attempts: [], charge: { amountMicros: 0, evidence: 'never sent' } })
    expect(asked).toHaveLength(10)
  })

  test('an unknown price is counted as nothing: the ceiling stands in for it, and without one nothing is sent', async () => {
    const server = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const unknown = { amountMicros: null, basis: 'estimated', priceId: null, evidence: 'unknown' } as const
    const adapter = adapterForTest({ estimateSample: () => unknown, priceSample: () => unknown })
    const run = (ceilingMicros: number | null, budgetMicros: number | null) =>
      runForTest(planForTest([contenderForTest(server.url, { ceilingMicros })], { cases, budgetMicros }), { adapter })

    const capped = await run(5000, 11_000)
    expect(capped.samples.filter(({ outcome }) => outcome === 'succeeded')).toHaveLength(2)
    await expect(run(null, 11_000)).rejects.toThrow('without a known price')
    expect(server.seen).toHaveLength(2)
    expect((await run(null, null)).asked[0]?.worstCaseMicros).toBeNull()
  })
})

test('a host that fails first and is paid for each try takes a trial beyond its budget', async () => {
  const server = await startServer((_request, response) => {
    if (server.seen.length % 2 === 1) answer(response, { class: 'server', retryable: true }, 500)
    else answer(response, { picture: 'x' })
  })
  const managed = adapterForTest()
  const perTry = { amountMicros: 3000, basis: 'metered', priceId: null, evidence: 'a try' } as const
  const adapter = {
    ...managed,
    descriptor: { ...managed.descriptor, kind: 'host' as const },
    priceSample: () => perTry,
  }
  const cases = casesForTest(4)
  const retry = { maximumAttempts: 2, initialDelayMs: 0 }
  const plan = planForTest([contenderForTest(server.url)], { cases, retry, budgetMicros: 14_000 })
  const { samples } = await runForTest(plan, { adapter })
  const charged = samples.map(({ charge }) => charge.amountMicros ?? Number.NaN)
  expect(charged.toSorted((one, other) => one - other)).toEqual([0, 0, 6000, 6000])
})

describe('a cancel', () => {
  const cases = casesForTest(20)

  test('starts new work, waits for what is in flight, or tells of samples that never started', async () => {
    const cancel = new AbortController()
    const server = await startServer((_request, response, { socket }) => {
      if (server.seen.length <= 4) answer(response, { picture: 'x' })
      else if (server.seen.length === 7) cancel.abort()
      socket.unref()
    })
    const plan = planForTest([contenderForTest(server.url, { concurrency: 3 })], { cases })
    const { samples, status } = await runForTest(plan, { signal: cancel.signal })
    expect(status).toBe('cancelled')
    expect(samples.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 4 }, () => 'succeeded'),
      ...Array.from({ length: 3 }, () => 'cancelled'),
    ])
    const last = samples.at(-1)
    expect(last).toMatchObject({ failure: { class: 'cancelled' }, charge: { amountMicros: null } })
    expect(last?.attempts[0]?.exchanges).toHaveLength(1)
    for (const sample of samples) checkSums(sample)
  })

  test('waits for a pause between polls or attempts to end', async () => {
    for (const wire of [{ job: 'j1' }, { class: 'server', retryable: true } as const]) {
      const cancel = new AbortController()
      const server = await startServer((_request, response) => answer(response, wire, 'job' in wire ? 200 : 500))
      const clock = {
        ...skippingClock(),
        sleep: async (_milliseconds: number, signal: AbortSignal) => {
          setImmediate(() => cancel.abort())
          await once(signal, 'abort')
          throw new Error('aborted')
        },
      }
      const retry = { maximumAttempts: 2, initialDelayMs: 60_000 }
      const plan = planForTest([contenderForTest(server.url)], { retry })
      const sample = only((await runForTest(plan, { signal: cancel.signal, clock })).samples)
      checkSums(sample)
      expect(sample.outcome).toBe('cancelled')
      expect(server.seen).toHaveLength(1)
    }
  })

  test('that came before the start is overlooked', async () => {
    const server = await startServer((_request, response) => answer(response, { picture: 'x' }))
    const { samples, status } = await runForTest(planForTest([contenderForTest(server.url)], { cases }), {
      signal: AbortSignal.abort(),
    })
    expect(status).toBe('cancelled')
    expect(samples).toHaveLength(0)
    expect(server.seen).toHaveLength(0)
  })
})

test('a stored order that names a stranger is run without it', async () => {
  const plan = planForTest([contenderForTest('http://127.0.0.1:9')])
  const order = [{ position: 0, contenderId: 'stranger', caseIndex: 0, repeat: 0, seed: 1, ...PLAIN_PLANNED }]
  await expect(runForTest(plan, { order })).rejects.toThrow('no contender "stranger"')
})
