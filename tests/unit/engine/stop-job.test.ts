import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { REAL_TIME } from '#main/engine/real-time.ts'
import { STOP_WITHIN_MS } from '#main/engine/stop-job.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { Sample } from '#shared/domain/sample.ts'
import { sendJson, startServer, type ScriptedServer } from './scripted-server.ts'
import { adapterForTest, casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

const cancelling: Partial<ProviderAdapter> = {
  buildCancel: ({ jobId }) => ({
    method: 'DELETE',
    path: `/jobs/${jobId}`,
    headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
    body: null,
  }),
  readCancel: ({ status }) => {
    if (status === 200) return 'stopped'
    if (status === 202) return 'asked'
    return status === 409 ? 'too-late' : 'unclear'
  },
}

/** Jobs that never end. @param onCancel answers the request to stop one */
function endlessJobs(cancelStatus: number | null, polled: () => void = () => undefined): Promise<ScriptedServer> {
  let jobs = 0
  return startServer(({ path, method }, response) => {
    if (path.startsWith('/draw')) sendJson(response, 200, { job: `j${jobs++}`, pollAfterMs: 20 })
    else if (method === 'GET') {
      sendJson(response, 200, { job: path.slice('/jobs/'.length), pollAfterMs: 20 })
      polled()
    } else if (cancelStatus !== null) response.writeHead(cancelStatus).end()
  })
}

describe('a cancel of the trial', () => {
  test.each([
    [200, 'stopped'],
    [202, 'asked'],
    [409, 'too-late'],
    [500, 'unclear'],
  ] as const)(
    'a job runs on and is billed: the answer %i to its cancel is kept as %s',
    async (status, cancellation) => {
      const cancel = new AbortController()
      const server = await endlessJobs(status, () => cancel.abort(new Error('cancelled')))
      const { samples, status: ended } = await runForTest(planForTest([contenderForTest(server.url)]), {
        adapter: adapterForTest(cancelling),
        clock: REAL_TIME,
        signal: cancel.signal,
      })
      expect(ended).toBe('cancelled')
      const [sample] = samples
      Sample.parse(sample)
      expect(sample).toMatchObject({ outcome: 'cancelled', charge: { amountMicros: null } })
      const [attempt] = sample?.attempts ?? []
      expect(attempt?.cancellation).toBe(cancellation)
      expect(attempt?.exchanges.at(-1)).toMatchObject({ purpose: 'cancel', method: 'DELETE', status })
      expect(server.seen.at(-1)).toMatchObject({ path: '/jobs/j0', method: 'DELETE' })
      expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer canary-0123456789')
      // Telling it to stop is no time of the sample.
      expect(attempt?.finishedMs).toBeLessThanOrEqual(attempt?.exchanges.at(-1)?.startedMs ?? 0)
      expect(sample?.finishedMs).toBe(attempt?.finishedMs)
    },
  )

  test('jobs are told to stop one after the other, or a provider that does not answer holds the cancel up', async () => {
    const cancel = new AbortController()
    let polls = 0
    const server = await endlessJobs(null, () => {
      polls += 1
      if (polls === 12) cancel.abort(new Error('cancelled'))
    })
    const plan = planForTest([contenderForTest(server.url, { concurrency: 6 })], { cases: casesForTest(30) })
    const run = runForTest(plan, { adapter: adapterForTest(cancelling), clock: REAL_TIME, signal: cancel.signal })
    await once(cancel.signal, 'abort')
    const cancelledAtMs = performance.now()
    const { samples } = await run
    // Six jobs, and one time limit for all of them.
    expect(performance.now() - cancelledAtMs).toBeLessThan(2 * STOP_WITHIN_MS)
    expect(samples.map(({ attempts }) => attempts[0]?.cancellation)).toEqual(Array.from({ length: 6 }, () => 'unclear'))
    expect(server.seen.filter(({ method }) => method === 'DELETE')).toHaveLength(6)
  }, 20_000)

  test('a provider without a way to stop a job looks as if nobody had tried', async () => {
    const cancel = new AbortController()
    const server = await endlessJobs(null, () => cancel.abort(new Error('cancelled')))
    const { samples } = await runForTest(planForTest([contenderForTest(server.url)]), {
      clock: REAL_TIME,
      signal: cancel.signal,
    })
    expect(samples[0]?.attempts[0]?.cancellation).toBe('not-offered')
  })
})

test('a job that is given up for its time runs on, or the trial ends with it', async () => {
  const server = await endlessJobs(200)
  const plan = planForTest([contenderForTest(server.url)], { cases: casesForTest(2), timeoutMs: 300 })
  const { samples, status } = await runForTest(plan, { adapter: adapterForTest(cancelling), clock: REAL_TIME })
  expect(status).toBe('finished')
  expect(samples).toMatchObject([
    { failure: { class: 'timeout' }, attempts: [{ cancellation: 'stopped' }] },
    { failure: { class: 'timeout' }, attempts: [{ cancellation: 'stopped' }] },
  ])
  expect(server.seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
    '/jobs/j0',
    '/jobs/j1',
  ])
})

test('a job that could not be stored runs on, though nobody will ask after it', async () => {
  const server = await endlessJobs(200)
  const run = runForTest(planForTest([contenderForTest(server.url)]), {
    adapter: adapterForTest(cancelling),
    listener: { jobSubmitted: () => Promise.reject(new Error('The disk is full.')) },
  })
  await expect(run).rejects.toThrow('The disk is full.')
  expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
})

test('a job that had ended is told to stop', async () => {
  const server = await startServer(({ path, method }, response) => {
    if (path.startsWith('/draw')) sendJson(response, 200, { job: 'j1', pollAfterMs: 0 })
    else if (method === 'GET') sendJson(response, 200, { class: 'server', message: 'It broke.' })
    else response.end()
  })
  const { samples } = await runForTest(planForTest([contenderForTest(server.url)]), {
    adapter: adapterForTest(cancelling),
  })
  expect(samples[0]?.attempts[0]).toMatchObject({ failure: { message: 'It broke.' }, cancellation: null })
  expect(server.seen.map(({ method }) => method)).toEqual(['POST', 'GET'])
})

test('a job that was lost from sight is paid to its end', async () => {
  const server = await startServer(({ path, method }, response) => {
    if (path.startsWith('/draw')) sendJson(response, 200, { job: 'j1' })
    else if (method === 'GET') sendJson(response, 503, { class: 'server', retryable: true })
    else response.end()
  })
  const { samples } = await runForTest(planForTest([contenderForTest(server.url)]), {
    adapter: adapterForTest(cancelling),
  })
  expect(samples[0]?.attempts).toHaveLength(1)
  expect(samples[0]?.attempts[0]).toMatchObject({ failure: { status: 503 }, cancellation: 'stopped' })
})
