import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import { type Attempt, Exchange, Failure, type Phases, type Reported, Sample } from '#shared/domain/sample.ts'
import { SampleRow } from '#shared/domain/sample-row.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import {
  exampleAttempt,
  exampleExchange,
  exampleImage,
  exampleOrder,
  exampleSample,
  exampleTrial,
  noPhases,
  nothingReported,
  pipelineSample,
  richSample,
  rowOf,
} from './examples.ts'

const clock = { now: () => new Date('2026-11-14T12:00:00Z') }

async function storeWithTrial(samples = 12): Promise<Store> {
  const store = openStore({ directory: await temporaryDirectory(), clock })
  store.trials.create(exampleTrial({ sampleCount: samples }), exampleOrder(samples), 1)
  return store
}

/** Objects as the domain makes them, which `toStrictEqual` tells from those without a prototype. */
const whole = { noNullPrototype: true } as const

function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(value, { nil: null })
}

test('a sample that loses a detail on its way through the tables', async () => {
  const store = await storeWithTrial()
  const cancelledAfterItsFirstStep = { ...pipelineSample(3), images: [], steps: pipelineSample(3).steps.slice(0, 1) }
  const neverSent = exampleSample(4, { attempts: [], images: [] })
  for (const sample of [richSample(0), exampleSample(1), pipelineSample(2), cancelledAfterItsFirstStep, neverSent]) {
    store.samples.record(sample)
    expect(store.samples.get(sample.id)).toStrictEqual(sample)
  }
  expect(Sample.safeParse(store.samples.get('sample-0')).success).toBe(true)
  expect(store.samples.get('nobody')).toBeNull()
  expect(store.images.get(exampleImage(0).sha256)).toStrictEqual(exampleImage(0))
  expect(store.images.get(exampleImage(5).sha256)).toBeNull()
  store.close()
})

test('a null that comes back as 0 or false, a 0 as null, whatever the mixture', async () => {
  const store = await storeWithTrial(1)
  let count = 0
  const milliseconds = fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => (value === 0 ? 0 : value))
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0'))
  const failure: fc.Arbitrary<Failure> = fc.record(
    {
      class: fc.constantFrom(...Failure.shape.class.options),
      message: text,
      status: maybe(fc.integer({ min: 100, max: 599 })),
      rawBody: maybe(text),
    },
    whole,
  )
  const phase = maybe(milliseconds)
  const phases: fc.Arbitrary<Phases> = fc.record(
    {
      blockedMs: phase,
      dnsMs: phase,
      connectMs: phase,
      tlsMs: phase,
      sendMs: phase,
      waitMs: phase,
      receiveMs: phase,
    },
    whole,
  )
  const exchange: fc.Arbitrary<Exchange> = fc.record(
    {
      purpose: fc.constantFrom(...Exchange.shape.purpose.options),
      method: fc.constantFrom(...Exchange.shape.method.options),
      url: text,
      startedMs: milliseconds,
      totalMs: milliseconds,
      phases,
      status: maybe(fc.integer({ min: 100, max: 599 })),
      socketReused: maybe(fc.boolean()),
      alpnProtocol: maybe(fc.constantFrom('http/1.1', 'h2')),
      remoteAddress: maybe(text),
      bytesOut: fc.nat(),
      bytesIn: fc.nat(),
      requestId: maybe(text),
    },
    whole,
  )
  const reported: fc.Arbitrary<Reported> = fc.record(
    {
      queueMs: phase,
      inferenceMs: phase,
      costMicros: maybe(fc.maxSafeNat()),
      seed: maybe(text),
      requestId: maybe(text),
      jobId: maybe(text),
      cold: maybe(fc.boolean()),
    },
    whole,
  )
  const attempt: fc.Arbitrary<Omit<Attempt, 'number'>> = fc.record(
    {
      step: fc.nat(4),
      answer: maybe(text),
      cancellation: maybe(fc.constantFrom('stopped', 'asked', 'too-late', 'unclear', 'not-offered')),
      startedMs: milliseconds,
      finishedMs: milliseconds,
      failure: maybe(failure),
      reported,
      exchanges: fc.array(exchange, { maxLength: 4 }),
    },
    whole,
  )
  fc.assert(
    fc.property(
      fc.array(attempt, { maxLength: 3 }),
      maybe(failure),
      maybe(fc.maxSafeNat()),
      (tries, failed, amount) => {
        count += 1
        const sample = exampleSample(0, {
          id: `sample-${count}`,
          position: count,
          failure: failed,
          attempts: tries.map((one, index) => ({ number: index + 1, ...one })),
          charge: { amountMicros: amount, basis: 'metered', priceId: null, evidence: '' },
        })
        store.samples.record(sample)
        expect(store.samples.get(sample.id)).toStrictEqual(sample)
        expect(SampleRow.parse(rowOf(store, sample.id)).chargeMicros).toBe(amount)
      },
    ),
    { numRuns: 60 },
  )
  store.close()
})

test('phases of a row taken from an earlier attempt, or counted twice across polls', async () => {
  const store = await storeWithTrial()
  store.samples.record(richSample(0))
  const row = rowOf(store, 'sample-0')
  expect(SampleRow.parse(row)).toStrictEqual(row)
  expect(row).toMatchObject({
    attempts: 2,
    requestId: 'provider-2',
    reportedQueueMs: 12.5,
    reportedInferenceMs: 300,
    reportedSeed: '18446744073709551615',
    reportedCold: false,
    chargeMicros: null,
    chargeBasis: 'reported',
    image: exampleImage(0),
    flags: ['other-size', 'other-format'],
    warnings: richSample(0).warnings,
  })
  // Connecting: 1 + 2 + 3 + 4 of the submit and 10 of the download. Polling: from 800 to 1050.
  expect(row.phases).toEqual({ connectMs: 20, sendMs: 5, waitMs: 80, pollingMs: 250, receiveMs: 125 })
  store.close()
})

test('a phase that did not happen shown as 0 ms', async () => {
  const store = await storeWithTrial()
  const nothing = { connectMs: null, sendMs: null, waitMs: null, pollingMs: null, receiveMs: null }
  const budget = { class: 'budget' as const, message: 'The budget is spent.', status: null, rawBody: null }
  store.samples.record(exampleSample(0, { outcome: 'failed', failure: budget, attempts: [], images: [] }))
  expect(rowOf(store, 'sample-0')).toMatchObject({
    attempts: 0,
    phases: nothing,
    image: null,
    flags: [],
    requestId: null,
    failureClass: 'budget',
    failureMessage: 'The budget is spent.',
  })
  store.samples.record(
    exampleSample(1, { attempts: [exampleAttempt({ exchanges: [exampleExchange({ phases: noPhases })] })] }),
  )
  expect(rowOf(store, 'sample-1')).toMatchObject({ phases: nothing, requestId: 'request-1' })
  const polls = [20, 60].map((startedMs) =>
    exampleExchange({ purpose: 'poll', startedMs, totalMs: 15, requestId: 'poll' }),
  )
  store.samples.record(
    exampleSample(2, { attempts: [exampleAttempt({ exchanges: polls, reported: nothingReported })] }),
  )
  expect(rowOf(store, 'sample-2')).toMatchObject({ phases: { ...nothing, pollingMs: 55 }, requestId: null })
  store.close()
})

test('rows out of the order of the plan, or of another trial', async () => {
  const store = await storeWithTrial()
  store.trials.create(exampleTrial({ id: 'trial-2' }), exampleOrder(), 1)
  store.samples.record(exampleSample(0, { id: 'elsewhere', trialId: 'trial-2' }))
  for (const position of [5, 0, 3]) store.samples.record(exampleSample(position))
  expect(store.samples.rows('trial-1').map(({ position }) => position)).toEqual([0, 3, 5])
  expect(store.samples.rows('nobody')).toEqual([])
  expect(store.samples.rows('trial-1')[0]).toStrictEqual(rowOf(store, 'sample-0'))
  expect(() => store.samples.rowsOf(['sample-0', 'nobody'])).toThrow(/nobody/)
  // As they were asked for: a page that follows appends them as they landed.
  expect(store.samples.rowsOf(['sample-3', 'sample-0']).map(({ sampleId }) => sampleId)).toEqual([
    'sample-3',
    'sample-0',
  ])
  store.close()
})

test('half a sample left behind when one of its parts can’t be stored', async () => {
  const store = await storeWithTrial()
  const twice = exampleSample(0, { attempts: [exampleAttempt(), exampleAttempt()] })
  expect(() => store.samples.record(twice)).toThrow(/UNIQUE/)
  expect(store.samples.get('sample-0')).toBeNull()
  expect(store.samples.rows('trial-1')).toEqual([])
  expect(store.images.get(exampleImage(0).sha256)).toBeNull()
  expect(() => store.samples.record(exampleSample(0, { trialId: 'nobody' }))).toThrow(/FOREIGN KEY/)
  store.close()
})

test('samples of a group lost, or half stored, because one of them can’t be stored', async () => {
  const store = await storeWithTrial()
  const twice = exampleSample(1, { attempts: [exampleAttempt(), exampleAttempt()] })
  store.samples.recordTogether([exampleSample(3), exampleSample(4)])
  expect(() => store.samples.recordTogether([exampleSample(0), twice, exampleSample(2)])).toThrow(/UNIQUE/)
  expect(store.samples.rows('trial-1').map(({ position }) => position)).toEqual([0, 2, 3, 4])
  expect(store.samples.get('sample-1')).toBeNull()
  expect(store.samples.get('sample-2')).toStrictEqual(exampleSample(2))
  store.close()
})

test('a remote job forgotten before its sample is stored, or kept after', async () => {
  const store = await storeWithTrial()
  const job = {
    trialId: 'trial-1',
    sampleId: 'sample-4',
    contenderId: 'novita',
    caseIndex: 2,
    repeat: 0,
    position: 4,
    step: 0,
    job: { jobId: 'job-1', statusUrl: null },
    submittedAt: '2026-11-14T09:30:02.000Z',
    soFar: '{"steps":[],"results":[]}',
  }
  store.remoteJobs.put({ ...job, sampleId: 'sample-6', position: 6 })
  store.remoteJobs.put(job)
  const again = { ...job, step: 1, job: { jobId: 'job-2', statusUrl: 'https://api.example.com/jobs/2' } }
  store.remoteJobs.put(again)
  expect(store.remoteJobs.list('trial-1')).toStrictEqual([again, { ...job, sampleId: 'sample-6', position: 6 }])
  store.samples.record(exampleSample(4))
  expect(store.remoteJobs.list('trial-1').map(({ sampleId }) => sampleId)).toEqual(['sample-6'])
  store.close()
})

test('the time of a pipeline is taken for that of its first model', async () => {
  const store = await storeWithTrial()
  store.samples.record(pipelineSample(0))
  const model = { providerId: 'novita', modelId: 'flux-schnell', practice: false }
  expect(store.samples.earlierServiceTime(model)).toBeNull()
  store.samples.record(exampleSample(2))
  expect(store.samples.earlierServiceTime(model)).toMatchObject({ medianMs: 100, count: 1 })
  store.close()
})

test('telling a job to stop counts as time of the picture', async () => {
  const store = await storeWithTrial()
  store.samples.record(pipelineSample(0))
  // Two sockets waited for 1 ms each: for the upload and for the submitting call. Their replies took 7 ms each.
  expect(rowOf(store, 'sample-0').phases).toMatchObject({ connectMs: 2, receiveMs: 14 })
  store.close()
})

test('an estimate that mixes practice with the real provider, or counts failures as times', async () => {
  const store = await storeWithTrial()
  for (const [position, serviceMs] of [100, 900, 200, 900, 300, 900, 400].entries()) {
    store.samples.record(exampleSample(position, { serviceMs }))
  }
  store.samples.record(exampleSample(8, { serviceMs: 1, outcome: 'failed', images: [] }))
  const model = { providerId: 'novita', modelId: 'flux-schnell' }
  expect(store.samples.earlierServiceTime({ ...model, practice: false })).toEqual({
    lowMs: 175,
    medianMs: 250,
    highMs: 325,
    count: 4,
  })
  expect(store.samples.earlierServiceTime({ ...model, practice: true })).toBeNull()
  expect(store.samples.earlierServiceTime({ ...model, modelId: 'other', practice: false })).toBeNull()
  store.close()
})

test('ten thousand rows that take a query each', async () => {
  const store = await storeWithTrial(1)
  store.samples.record(richSample(0))
  multiplySamples(store.databasePath, 10_000)
  const rows = store.samples.rows('trial-1')
  expect(rows).toHaveLength(10_000)
  expect(rows.every((row, position) => row.position === position && row.phases.pollingMs === 250)).toBe(true)
  store.close()
}, 30_000)

/** Copies `sample-0` to positions up to `count`: recording them one by one would sync the disk that often. */
function multiplySamples(databasePath: string, count: number): void {
  const database = new Sqlite(databasePath)
  database.pragma('synchronous = OFF')
  const copy = (table: string, key: string, changes: Record<string, string>): void => {
    const columns = database.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table)
    const values = columns.map((column) => changes[column] ?? `source.${column}`)
    database.exec(`
      WITH RECURSIVE places (place) AS (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < ${count - 1})
      INSERT INTO ${table} (${columns.join(', ')})
      SELECT ${values.join(', ')} FROM places, (SELECT * FROM ${table} WHERE ${key} = 'sample-0') AS source`)
  }
  database.transaction(() => {
    copy('samples', 'id', { id: "'sample-' || place", position: 'place' })
    for (const table of ['attempts', 'exchanges', 'sample_images', 'charges']) {
      copy(table, 'sample_id', { sample_id: "'sample-' || place" })
    }
  })()
  database.close()
}
