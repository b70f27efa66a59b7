import { expect, test } from 'vitest'
import { REAL_TIME } from '#main/engine/real-time.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { sendJson, startServer } from './scripted-server.ts'
import { casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

const ASKED_MS = 2000

function pair(url: string, changes: Partial<Contender> = {}): Contender[] {
  return ['one', 'two'].map((id, position) => contenderForTest(url, { id, position, account: 'account-1', ...changes }))
}

test('one contender is told to slow down and the other of the same account goes on', async () => {
  const sentAtMs: number[] = []
  let first = true
  const server = await startServer((_request, response) => {
    sentAtMs.push(performance.now())
    if (first) {
      first = false
      sendJson(response, 429, { class: 'rate-limit', retryable: true, retryAfterMs: ASKED_MS })
    } else sendJson(response, 200, { picture: 'x' })
  })
  const plan = planForTest(pair(server.url, { accountConcurrency: 1 }), {
    cases: casesForTest(3),
    retry: { maximumAttempts: 2, initialDelayMs: 0 },
  })
  const { samples } = await runForTest(plan, { clock: REAL_TIME })
  expect(samples.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'succeeded'))
  const [refusedAtMs = 0, ...later] = sentAtMs
  for (const atMs of later) expect(atMs - refusedAtMs).toBeGreaterThanOrEqual(ASKED_MS - 2)
  // The wait is a wait. Nobody's latency holds it.
  expect(Math.max(...samples.map(({ latencyMs }) => latencyMs))).toBeLessThan(ASKED_MS)
  expect(samples.filter(({ heldBackMs }) => heldBackMs > ASKED_MS - 100).length).toBeGreaterThanOrEqual(2)
})

test('two contenders of one account send more at once than it may have, or the wait is called latency', async () => {
  let inFlight = 0
  let most = 0
  const server = await startServer((_request, response) => {
    most = Math.max(most, ++inFlight)
    setTimeout(() => {
      inFlight -= 1
      sendJson(response, 200, { picture: 'x' })
    }, 10)
  })
  const plan = planForTest(pair(server.url, { concurrency: 4, accountConcurrency: 3 }), { cases: casesForTest(8) })
  const { samples } = await runForTest(plan)
  expect(samples).toHaveLength(16)
  expect(most).toBeLessThanOrEqual(3)
  expect(samples.some(({ heldBackMs }) => heldBackMs > 0)).toBe(true)
  for (const { latencyMs, serviceMs } of samples) expect(serviceMs).toBeLessThanOrEqual(latencyMs)
})

test('another account is held as well', async () => {
  const server = await startServer(({ headers }, response) => {
    if (headers.authorization === undefined) response.end()
    else if (server.seen.length === 1) {
      sendJson(response, 429, { class: 'rate-limit', retryable: false, retryAfterMs: 3_600_000 })
    } else sendJson(response, 200, { picture: 'x' })
  })
  const [one, two] = pair(server.url)
  if (one === undefined || two === undefined) throw new Error('no contenders')
  const plan = planForTest([one, { ...two, account: 'account-2' }], { cases: casesForTest(2) })
  const { samples } = await runForTest(plan)
  const outcomes = samples.map(({ outcome }) => outcome).toSorted()
  // One was refused, the next one of its account was not even sent, and both of the other came.
  expect(outcomes).toEqual(['failed', 'failed', 'succeeded', 'succeeded'])
  const unsent = samples.find(({ attempts }) => attempts[0]?.exchanges.length === 0)
  expect(unsent).toMatchObject({
    failure: { class: 'rate-limit' },
    charge: { amountMicros: 0, evidence: 'never sent' },
  })
  expect(unsent?.failure?.message).toContain('Not sent: the provider had asked this account to wait 1 h')
  expect(server.seen).toHaveLength(3)
})
