import { expect, test } from 'vitest'
import type { JudgeRun } from '#shared/domain/judge.ts'
import { openStore } from '#main/store/open-store.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleRun } from './example-run.ts'
import { exampleSample, exampleTrial } from './examples.ts'

const clock = { now: () => new Date('2026-11-30T22:00:00.000Z') }
const AT = '2026-11-30T22:00:00.000Z'
const NOTHING = { reason: null, answer: null, tokens: null, answeringModel: null, requestId: null }

async function judgedStore(practice = false) {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  store.trials.create(exampleTrial(), [], 1)
  const [first, second] = [0, 1].map((position) => exampleSample(position))
  if (first === undefined || second === undefined) throw new Error('Two samples are needed.')
  for (const sample of [first, second]) store.samples.record(sample)
  const picture = ({ id, contenderId }: typeof first) => ({ sampleId: id, contenderId })
  const pair = { number: 1, caseIndex: 0, repeat: 0, first: picture(first), second: picture(second) }
  const run = exampleRun({ practice })
  store.judges.create(run, [pair], 4711)
  const before = store.budgets.total('all').spentMicros
  const plan = (id: string, order: 'as-planned' | 'swapped') =>
    store.judgeCalls.plan({
      id,
      runId: run.id,
      pair: 1,
      question: 'preferred',
      order,
      worstCaseMicros: 1000,
      askedAt: AT,
    })
  return { store, run, pair, before, plan }
}

const charge = (amountMicros: number | null) => ({
  amountMicros,
  basis: amountMicros === null ? ('estimated' as const) : ('listed' as const),
  priceId: null,
  evidence: 'test',
})

test('a run or its pairs come back otherwise than they were written', async () => {
  const { store, run, pair } = await judgedStore()
  expect(store.judges.get('judge-1')).toEqual(run)
  expect(store.judges.ofTrial('trial-1')).toEqual([run])
  expect(store.judges.pairs('judge-1')).toEqual([pair])
  expect(store.judges.get('judge-2')).toBeNull()
  store.close()
})

test('what is usual is taken from calls with fewer pictures, or a run of an earlier Assay is lost', async () => {
  const { store, run, plan } = await judgedStore()
  const { givenPictures: _, ...earlier } = run
  store.judges.create({ ...earlier, id: 'judge-0' } as JudgeRun, [], 1)
  expect(store.judges.get('judge-0')?.givenPictures).toBe(false)
  plan('call-1', 'as-planned')
  const tokens = { input: 1000, output: 10 }
  store.judgeCalls.answer('call-1', { ...NOTHING, tokens, answeredAt: AT, finding: 'first', charge: charge(123) })
  expect(store.judgeCalls.usualTokens(run)).toEqual({ ...tokens, count: 1 })
  expect(store.judgeCalls.usualTokens({ ...run, givenPictures: true })).toBeNull()
  store.close()
})

test('a call holds nothing while it is in flight, or counts twice or as nothing after it', async () => {
  const { store, before, plan } = await judgedStore()
  const totals = (scope: string) => {
    const { spentMicros, heldMicros } = store.budgets.total(scope)
    return [spentMicros, heldMicros]
  }
  plan('call-1', 'as-planned')
  expect(totals('judge/judge-1')).toEqual([0, 1000])
  expect(totals('all')).toEqual([before, 1000])
  expect(totals('month/2026-11')[1]).toBe(1000)
  expect(totals('account/environment:openai-images')).toEqual([0, 1000])
  // A trial's own budget is for what its plan sends.
  expect(totals('trial/trial-1')[1]).toBe(0)

  store.judgeCalls.answer('call-1', { ...NOTHING, answeredAt: AT, finding: 'first', charge: charge(123) })
  expect(totals('judge/judge-1')).toEqual([123, 0])
  expect(totals('all')).toEqual([before + 123, 0])
  plan('call-2', 'swapped')
  store.judgeCalls.answer('call-2', { ...NOTHING, answeredAt: AT, finding: 'failed', charge: charge(null) })
  expect(totals('judge/judge-1')).toEqual([1123, 0])
  store.close()
})

test('practice counts against real caps', async () => {
  const { store, before, plan } = await judgedStore(true)
  plan('call-1', 'as-planned')
  expect(store.budgets.total('all')).toMatchObject({ spentMicros: before, heldMicros: 0 })
  expect(store.budgets.total('judge/judge-1').heldMicros).toBe(1000)
  store.close()
})

test('one order of a pair is answered twice, or a failure keeps it from being asked again', async () => {
  const { store, plan } = await judgedStore()
  plan('call-1', 'as-planned')
  expect(() => plan('call-2', 'as-planned')).toThrow('UNIQUE')
  store.judgeCalls.answer('call-1', { ...NOTHING, answeredAt: AT, finding: 'failed', charge: charge(0) })
  plan('call-2', 'as-planned')
  store.judgeCalls.answer('call-2', { ...NOTHING, answeredAt: AT, finding: 'refused', charge: charge(0) })
  expect(() => plan('call-3', 'as-planned')).toThrow('UNIQUE')
  plan('call-3', 'swapped')
  // In flight, it has no answer to tell of.
  expect(store.judgeCalls.ofRun('judge-1').map(({ id, finding }) => [id, finding])).toEqual([
    ['call-1', 'failed'],
    ['call-2', 'refused'],
  ])
  store.close()
})

test('a run of a process that is gone goes on running for ever, or one that lives is taken from it', async () => {
  const { store, plan } = await judgedStore()
  plan('call-1', 'as-planned')
  store.judges.markInterrupted((processId) => processId === 4711, AT)
  expect(store.judges.get('judge-1')?.status).toBe('running')
  expect(store.judges.takeUp('judge-1', { capMicros: 5, concurrency: 2, processId: 1 })).toBe(false)

  store.judges.markInterrupted(() => false, AT)
  expect(store.judges.get('judge-1')).toMatchObject({ status: 'interrupted', endedAt: AT })
  expect(store.judgeCalls.ofRun('judge-1')).toMatchObject([{ finding: 'interrupted', charge: { amountMicros: null } }])
  expect(store.budgets.total('judge/judge-1')).toMatchObject({ spentMicros: 1000, heldMicros: 0 })
  expect(store.judges.takeUp('judge-1', { capMicros: 2_000_000, concurrency: 2, processId: 1 })).toBe(true)
  expect(store.judges.get('judge-1')).toMatchObject({
    status: 'running',
    endedAt: null,
    capMicros: 2_000_000,
    concurrency: 2,
  })
  expect(store.judges.takeUp('judge-1', { capMicros: 5, concurrency: 2, processId: 2 })).toBe(false)
  store.close()
})

test('a call whose answer could not be kept bars its place for good, or counts as nothing', async () => {
  const { store, plan } = await judgedStore()
  plan('call-1', 'as-planned')
  store.judges.settle('judge-1', 'failed', 'The disk is full.', AT)
  expect(store.judges.get('judge-1')).toMatchObject({ status: 'failed', statusReason: 'The disk is full.' })
  expect(store.judgeCalls.ofRun('judge-1')).toMatchObject([{ finding: 'interrupted', charge: { amountMicros: null } }])
  expect(store.budgets.total('judge/judge-1')).toMatchObject({ spentMicros: 1000, heldMicros: 0 })
  plan('call-2', 'as-planned')
  store.close()
})

test('what is told of a run’s cost is not what counts against its cap, or a pair half asked is one judged', async () => {
  const { store, run, plan } = await judgedStore()
  const counted = (): number => {
    const { spentMicros, heldMicros } = store.budgets.total('judge/judge-1')
    return spentMicros + heldMicros
  }
  expect(store.judgeTally(run)).toEqual({
    plannedPairs: 1,
    plannedCalls: 2,
    judgedPairs: 0,
    answeredCalls: 0,
    sentCalls: 0,
    knownMicros: 0,
    unknownCount: 0,
    countedMicros: 0,
  })
  plan('call-1', 'as-planned')
  // In flight: its worst case counts, and of its cost nothing is unknown yet.
  expect(store.judgeTally(run)).toMatchObject({ sentCalls: 0, unknownCount: 0, countedMicros: counted() })
  store.judgeCalls.answer('call-1', { ...NOTHING, answeredAt: AT, finding: 'first', charge: charge(123) })
  plan('call-2', 'swapped')
  store.judgeCalls.answer('call-2', { ...NOTHING, answeredAt: AT, finding: 'failed', charge: charge(null) })
  expect(store.judgeTally(run)).toMatchObject({
    judgedPairs: 0,
    answeredCalls: 1,
    sentCalls: 2,
    knownMicros: 123,
    unknownCount: 1,
    countedMicros: 1123,
  })
  plan('call-3', 'swapped')
  store.judgeCalls.answer('call-3', { ...NOTHING, answeredAt: AT, finding: 'unreadable', charge: charge(7) })
  expect(store.judgeTally(run)).toMatchObject({ judgedPairs: 1, answeredCalls: 2, sentCalls: 3, knownMicros: 130 })
  expect(store.judgeTally(run).countedMicros).toBe(counted())
  store.close()
})
