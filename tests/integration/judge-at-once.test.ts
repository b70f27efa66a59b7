import { expect, test } from 'vitest'
import type { JudgeDraft } from '#shared/domain/judge.ts'
import { createRandom } from '#shared/stats/random.ts'
import { holdingServer } from './holding-server.ts'
import { judgedTrial, type JudgedTrial } from './judged-trial.ts'

const WORST = 1000

async function heldTrial(): Promise<{ trial: JudgedTrial; server: ReturnType<typeof holdingServer> }> {
  const server = holdingServer()
  return { trial: await judgedTrial(server.instead), server }
}

/** Nine pairs in both orders. @returns the run's id, and what resolves when it has ended */
async function begin({ workbench, trialId }: JudgedTrial, changes: Partial<JudgeDraft>) {
  const { runId } = await workbench.client.judge.start({
    trialId,
    account: 'environment:openai-images',
    modelId: 'practice/judge',
    price: { inputUsd: '0.15', outputUsd: '0.60' },
    ceilingMicros: WORST,
    questions: ['preferred'],
    pairs: 9,
    capMicros: 1_000_000,
    ...changes,
  })
  return { runId, ended: follow(workbench, runId) }
}

function follow(workbench: JudgedTrial['workbench'], runId: string): { isOver: boolean; over: Promise<void> } {
  const ended = { isOver: false, over: Promise.resolve() }
  const wait = async (): Promise<void> => {
    await workbench.judgeEnded(runId)
    ended.isOver = true
  }
  ended.over = wait()
  return ended
}

/** Answers the first call, which comes alone, and waits for as many as may follow it. */
async function letFirstGo(server: ReturnType<typeof holdingServer>, follow: number): Promise<void> {
  await expect.poll(() => server.held.length).toBe(1)
  server.answer(0)
  await expect.poll(() => server.held.length).toBe(follow)
}

/** Answers whatever waits, one by one and in an order by lot, until the run has ended. @param look before each answer */
async function answerAll(
  server: ReturnType<typeof holdingServer>,
  ended: { isOver: boolean },
  look: () => Promise<void> = async () => undefined,
): Promise<void> {
  const random = createRandom(7)
  for (;;) {
    await expect.poll(() => ended.isOver || server.held.length > 0).toBe(true)
    if (server.held.length === 0) return
    await look()
    server.answer(random.integer(server.held.length))
  }
}

test('calls go one by one, more are in flight than was asked for, or a wrong key is refused once for each place', async () => {
  const { trial, server } = await heldTrial()
  const { client } = trial.workbench
  const { runId, ended } = await begin(trial, { concurrency: 3 })
  await letFirstGo(server, 3)
  await answerAll(server, ended)
  expect(server.seen).toEqual({ most: 3, arrived: 18 })
  expect(await client.judge.show({ runId })).toMatchObject({
    judgedPairs: 9,
    answeredCalls: 18,
    sentCalls: 18,
    run: { status: 'finished', concurrency: 3 },
  })
  expect(new Set(trial.calls.map(({ body }) => body)).size).toBe(18)
  // Each answer stands with the call that it was given to, in whatever order they came.
  const { consistency, bySide } = await client.judge.rate({ runId, question: 'preferred' })
  expect({ consistency, bySide }).toMatchObject({ consistency: { value: 1 }, bySide: { first: 0, second: 0 } })

  const refused = await begin(trial, { concurrency: 3 })
  await expect.poll(() => server.held.length).toBe(1)
  server.answer(0, { status: 401, body: '{"error":{"code":"invalid_api_key"}}' })
  await refused.ended.over
  expect(await client.judge.show({ runId: refused.runId })).toMatchObject({ sentCalls: 1, run: { status: 'failed' } })
})

test('calls in flight together go beyond a cap, or a cap that only their worst cases reach ends the run', async () => {
  const { trial, server } = await heldTrial()
  const { client } = trial.workbench
  // What nobody tells counts as its worst case: three fit, though eight might be in flight.
  const unknown = await begin(trial, {
    modelId: 'practice/judge:uncounted=1',
    concurrency: 8,
    capMicros: 3 * WORST + 500,
  })
  await answerAll(server, unknown.ended, async () => {
    expect((await client.judge.show({ runId: unknown.runId })).countedMicros).toBeLessThanOrEqual(3 * WORST + 500)
  })
  expect(await client.judge.show({ runId: unknown.runId })).toMatchObject({
    sentCalls: 3,
    countedMicros: 3 * WORST,
    run: { status: 'stopped', statusReason: expect.stringContaining('cap of this judge') },
  })
  expect(server.seen.arrived).toBe(3)

  // A call costs a fraction of its worst case: the others wait for what it gives back, and all are asked.
  server.seen.most = 0
  const spent = await spentOfAll(trial)
  await client.budget.set({ scope: 'all', capMicros: spent + 8 * WORST })
  const known = await begin(trial, { concurrency: 16 })
  await letFirstGo(server, 7)
  await answerAll(server, known.ended, async () => {
    const [all] = await client.budget.list()
    expect((all?.spentMicros ?? Infinity) + (all?.heldMicros ?? Infinity)).toBeLessThanOrEqual(spent + 8 * WORST)
  })
  const { knownMicros, run, answeredCalls } = await client.judge.show({ runId: known.runId })
  expect({ status: run.status, answeredCalls }).toEqual({ status: 'finished', answeredCalls: 18 })
  expect(knownMicros).toBeLessThan(7 * WORST)
  expect(server.seen.most).toBe(7)
})

async function spentOfAll({ workbench }: JudgedTrial): Promise<number> {
  await workbench.client.budget.set({ scope: 'all', capMicros: 1_000_000_000 })
  const [all] = await workbench.client.budget.list()
  return all?.spentMicros ?? Number.NaN
}

test('a server that asks to slow down is asked by others all the same, or the call that it turned away is lost', async () => {
  const { trial, server } = await heldTrial()
  const { runId, ended } = await begin(trial, { concurrency: 4 })
  await letFirstGo(server, 4)
  const turnedAway = server.answer(1, { status: 429, headers: { 'retry-after-ms': '5' }, body: '{}' })
  await expect.poll(async () => (await trial.workbench.client.judge.show({ runId })).sentCalls).toBe(2)
  // The other three are answered, and nothing takes their places but the call that was turned away.
  for (let left = 3; left > 0; left -= 1) server.answer(0)
  await expect.poll(() => server.held.length).toBe(1)
  expect(server.seen.arrived).toBe(6)
  expect(trial.calls[5]?.body).toBe(trial.calls[turnedAway]?.body)
  server.answer(0)
  await expect.poll(() => server.held.length).toBe(4)
  await answerAll(server, ended)
  expect(await trial.workbench.client.judge.show({ runId })).toMatchObject({
    answeredCalls: 18,
    sentCalls: 19,
    unknownCount: 0,
    run: { status: 'finished' },
  })
})

test('a server that fails leaves calls in flight behind, or what it failed is not asked again', async () => {
  const { trial, server } = await heldTrial()
  const { client } = trial.workbench
  const broken = { status: 500, headers: { 'retry-after-ms': '5' }, body: '{"error":{"message":"Sorry about that!"}}' }
  const { runId, ended } = await begin(trial, { concurrency: 4 })
  await letFirstGo(server, 4)
  for (;;) {
    await expect.poll(() => ended.isOver || server.held.length > 0).toBe(true)
    if (server.held.length === 0) break
    server.answer(0, broken)
  }
  const failed = await client.judge.show({ runId })
  expect(failed).toMatchObject({ answeredCalls: 1, run: { status: 'failed' } })
  // Each of the four was in flight, and none was sent more often than three times.
  expect(failed.sentCalls).toBeLessThanOrEqual(1 + 4 * 3)
  // Nobody tells what a failure cost.
  expect(failed.countedMicros).toBe(failed.knownMicros + (failed.sentCalls - 1) * WORST)

  await client.judge.resume({ runId, concurrency: 2 })
  const again = follow(trial.workbench, runId)
  server.seen.most = 0
  await letFirstGo(server, 2)
  await answerAll(server, again)
  expect(server.seen.most).toBe(2)
  expect(await client.judge.show({ runId })).toMatchObject({
    answeredCalls: 18,
    sentCalls: failed.sentCalls + 17,
    run: { status: 'finished', concurrency: 2 },
  })
})

test('a wait of an hour holds a run up, in which nobody sees what it waits for', async () => {
  const hour = { status: 429, headers: { 'retry-after': '3600' }, body: '{}' }
  const trial = await judgedTrial((call) => (call === 1 ? hour : null))
  const { runId, ended } = await begin(trial, { concurrency: 1 })
  await ended.over
  const { run, answeredCalls } = await trial.workbench.client.judge.show({ runId })
  expect({ answeredCalls, status: run.status }).toEqual({ answeredCalls: 1, status: 'stopped' })
  expect(run.statusReason).toContain('to wait for 1 h')
})

test('a run that is given up goes on asking, holds money, or forgets what it gave up', async () => {
  const { trial, server } = await heldTrial()
  const { client } = trial.workbench
  const { runId, ended } = await begin(trial, { concurrency: 4 })
  await letFirstGo(server, 4)
  await client.judge.stop({ runId, giveUp: true })
  await ended.over
  expect(server.seen.arrived).toBe(5)
  await expect.poll(() => trial.calls.filter(({ isOpen }) => isOpen)).toEqual([])
  const given = await client.judge.show({ runId })
  expect(given).toMatchObject({
    answeredCalls: 1,
    sentCalls: 5,
    unknownCount: 4,
    run: { status: 'stopped', statusReason: 'What was in flight was given up.' },
  })
  await client.budget.set({ scope: 'all', capMicros: 1_000_000_000 })
  expect(await client.budget.list()).toMatchObject([{ heldMicros: 0 }])

  server.held.length = 0
  await client.judge.resume({ runId })
  await answerAll(server, follow(trial.workbench, runId))
  expect(await client.judge.show({ runId })).toMatchObject({ answeredCalls: 18, sentCalls: 22, judgedPairs: 9 })
})
