import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openReader } from '#main/store/open-reader.ts'
import { openStore } from '#main/store/open-store.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { percentileEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import { createRandom } from '#shared/stats/random.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from './examples.ts'

const clock = { now: () => new Date('2026-11-14T12:00:00Z') }

/** Stores two contenders' samples; what does not count is quicker or slower than all that does. */
async function storeSamples(counts: {
  novita: number
  segmind: number
}): Promise<{ directory: string; samples: Sample[] }> {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  store.trials.create(exampleTrial({ status: 'finished' }), exampleOrder(), 1)
  store.trials.create(exampleTrial({ id: 'other' }), exampleOrder(), 1)
  const random = createRandom(counts.novita)
  const failure = { class: 'server', message: 'It failed.', status: 500, rawBody: null } as const
  const samples: Sample[] = []
  const add = (contenderId: string, changes: Partial<Sample>): void => {
    const position = samples.length
    const own = { id: `sample-${position}`, contenderId, position, images: [] }
    samples.push(exampleSample(position, { ...own, ...changes }))
  }
  for (const [contenderId, count] of Object.entries(counts)) {
    // Whole tens of milliseconds among them, so that several are equal.
    for (let index = 0; index < count; index += 1) {
      const latencyMs = random.next() * 400
      add(contenderId, { latencyMs: index % 3 === 0 ? Math.round(latencyMs / 10) * 10 : latencyMs })
    }
    add(contenderId, { latencyMs: 0, outcome: 'failed', failure })
    add(contenderId, { latencyMs: 9e6, role: 'warm-up' })
    add(contenderId, { latencyMs: 9e6, disturbance: 'sleep' })
    add(contenderId, { latencyMs: 9e6, trialId: 'other' })
  }
  store.samples.recordTogether(samples)
  store.close()
  return { directory, samples }
}

test.each([0, 5, 6, 35, 36, 71, 72, 367, 368, 1500])(
  'a percentile or an end of its interval that differs from those of %i values in memory, in whichever digit',
  async (count) => {
    const { directory, samples } = await storeSamples({ novita: count, segmind: 40 })
    const reader = openReader(directory)
    const table = reader.latencies('trial-1', exampleTrial().plan)
    reader.close()
    const expected = ['novita', 'segmind'].map((contenderId) => {
      const latencies = samples
        .filter((sample) => sample.contenderId === contenderId && sample.trialId === 'trial-1')
        .filter(
          ({ outcome, role, disturbance }) => outcome === 'succeeded' && role === 'measure' && disturbance === null,
        )
        .map(({ latencyMs }) => latencyMs)
      const estimates = Object.entries(PERCENTILES).map(([name, share]) => [name, percentileEstimate(latencies, share)])
      return { contenderId, ...(Object.fromEntries(estimates) as object) }
    })
    expect(table).toStrictEqual(expected)
  },
)

test('a table that is sorted or read row by row instead of stepping along its index', async () => {
  const { directory } = await storeSamples({ novita: 40, segmind: 0 })
  const seen: string[] = []
  const database = new Sqlite(`${directory}/assay.sqlite`, { readonly: true, verbose: (sql) => seen.push(String(sql)) })
  const { createLatencyTable } = await import('#main/store/latency-table.ts')
  createLatencyTable(database)('trial-1', exampleTrial().plan)
  const plans = seen
    .filter((sql) => sql.includes('SELECT'))
    .flatMap((sql) => database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all())
    .map(({ detail }) => detail)
    .filter((detail) => detail.includes('samples'))
  database.close()
  expect(plans.length).toBeGreaterThan(0)
  for (const plan of plans) expect(plan).toContain('USING COVERING INDEX samples_by_latency')
})

test('a table of a sweep that mixes its stages, or of a ramp that has a latency', async () => {
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  store.trials.create(exampleTrial({ status: 'finished' }), exampleOrder(), 1)
  store.samples.recordTogether(
    Array.from({ length: 40 }, (_, position) =>
      exampleSample(position, { contenderId: 'novita', images: [], stage: position % 2, latencyMs: 100 + position }),
    ),
  )
  store.close()
  const reader = openReader(directory)
  const [sweep] = reader.latencies('trial-1', { load: { kind: 'sweep', concurrencies: [4, 2] } })
  const odd = Array.from({ length: 20 }, (_, index) => 101 + 2 * index)
  expect(sweep).toMatchObject({ p50: percentileEstimate(odd, 0.5), p90: { state: 'too-few', count: 20 } })
  const rates = { arrivals: 'poisson', fromPerMinute: 1, toPerMinute: 9, mostInFlight: 4 } as const
  const [ramp] = reader.latencies('trial-1', { load: { kind: 'ramp', ...rates } })
  expect(ramp).toMatchObject({ p50: { state: 'mixed', count: 40 } })
  reader.close()
})

test('a reader that could write', async () => {
  const { directory } = await storeSamples({ novita: 6, segmind: 0 })
  const reader = openReader(directory)
  const { create } = reader.trials as unknown as { create: (...given: unknown[]) => void }
  expect(() => create(exampleTrial({ id: 'new' }), [], 1)).toThrow('readonly')
  reader.close()
})
