import { describe, expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

const ID = 'contender-0'

function trialWith(plan: Partial<FrozenPlan>, changes: Partial<Trial> = {}): Trial {
  const trial = makeTrial([makeContender(0, { name: 'One' })], { repeats: 4 })
  return { ...trial, ...changes, plan: { ...trial.plan, ...plan } }
}

function only(trial: Trial, rows: SampleRow[]) {
  const [found] = analyseTrial(trial, rows).contenders
  if (found === undefined) throw new Error('There is no contender.')
  return found
}

function probe(position: number, idleMs: number, changes: Partial<SampleRow>): SampleRow {
  return makeRow(ID, position, { role: 'cold-probe', idleMs, ...changes })
}

describe('a sweep', () => {
  const trial = trialWith({ load: { kind: 'sweep', concurrencies: [1, 4] } })
  // One at a time takes a second; of four at once each takes two.
  const rows = [
    ...Array.from({ length: 8 }, (_, index) =>
      makeRow(ID, index, { stage: 0, latencyMs: 1000, startedMs: index * 1000, finishedMs: (index + 1) * 1000 }),
    ),
    ...Array.from({ length: 8 }, (_, index) => {
      const startedMs = 60_000 + Math.floor(index / 4) * 2000
      return makeRow(ID, 8 + index, { stage: 1, latencyMs: 2000, startedMs, finishedMs: startedMs + 2000 })
    }),
  ]

  test('has its stages mixed up, or draws less the more is in flight', () => {
    const { stages, imagesPerHour, service } = only(trial, rows)
    expect(stages).toMatchObject([
      { concurrency: 1, asked: 8, succeeded: 8, p50: { state: 'known', value: 1000 }, imagesPerMinute: 60 },
      { concurrency: 4, asked: 8, succeeded: 8, p50: { state: 'known', value: 2000 }, imagesPerMinute: 120 },
    ])
    expect(imagesPerHour).toBe(7200)
    expect(service).toBeNull()
    expect(analyseTrial(trial, rows).load).toBe('sweep 1/4')
  })

  test('a latency that mixes its stages stands as the headline, or one of a stage that is not named', () => {
    const analysis = analyseTrial(trial, rows)
    expect(only(trial, rows)).toMatchObject({ latency: { p50: { value: 1000, count: 8 } }, asked: 16 })
    expect(analysis.headline).toBe('sweep 1/4, latencies at 1 in flight')
    // Given the other way round it is the same stage: the one with the fewest in flight, not the first.
    const turned = trialWith({ load: { kind: 'sweep', concurrencies: [4, 1] } })
    const swapped = rows.map((row) => ({ ...row, stage: 1 - row.stage }))
    expect(only(turned, swapped)).toMatchObject({ latency: { p50: { value: 1000, count: 8 } } })
    expect(only(trial, rows).answeredWithin).toEqual([{ latencyMs: 1000, share: 1 }])
  })
})

test('a ramp has a latency, though its rate is another for each sample', () => {
  const rates = { arrivals: 'poisson', fromPerMinute: 10, toPerMinute: 60, mostInFlight: 16 } as const
  const ramp = trialWith({ load: { kind: 'ramp', ...rates } })
  const rows = Array.from({ length: 20 }, (_, index) => makeRow(ID, index, { latencyMs: 1000 + index * 500 }))
  expect(only(ramp, rows)).toMatchObject({
    latency: { p50: { state: 'mixed', count: 20 }, p99: { state: 'mixed' } },
    service: { p50: { state: 'mixed' } },
  })
  const { findings, headline } = analyseTrial(ramp, rows)
  expect(headline).toBe('ramp, Poisson, 10 to 60 a minute: no one load, so no one latency')
  expect(findings.filter(({ kind }) => kind === 'latency')).toEqual([])
  expect(findings.map(({ text }) => text)).toContain(
    'The rate rose throughout, so no latency stands for the trial: it would be that of no one rate.',
  )
})

test('an open loop is told without what the service needs, or a closed one with it', () => {
  const rows = Array.from({ length: 8 }, (_, index) => makeRow(ID, index, { latencyMs: 5000, serviceMs: 1000 }))
  const open = { kind: 'open', arrivals: 'poisson', perMinute: 30, mostInFlight: 16 } as const
  expect(only(trialWith({ load: open }), rows)).toMatchObject({
    latency: { p50: { value: 5000 } },
    service: { p50: { value: 1000 } },
  })
  expect(only(trialWith({}), rows).service).toBeNull()
  expect(analyseTrial(trialWith({ load: open }), rows).load).toBe('open loop, Poisson, 30 a minute')
})

describe('probes after idling', () => {
  const warm = Array.from({ length: 20 }, (_, index) => makeRow(ID, index, { latencyMs: 1000 + index }))
  const trial = trialWith({ coldProbes: { gapsMinutes: [1, 10], probes: 2 } })
  const rows = [
    ...warm,
    probe(20, 60_000, { latencyMs: 1010 }),
    probe(21, 60_000, { latencyMs: 9000, reportedCold: false }),
    probe(22, 600_000, { latencyMs: 9000 }),
    probe(23, 600_000, { latencyMs: 9000, reportedCold: true }),
    probe(24, 600_000, { outcome: 'failed', failureClass: 'timeout' }),
  ]

  test('are counted among what measures, or told cold by another word than the provider’s', () => {
    const found = only(trial, rows)
    expect(found).toMatchObject({ asked: 20, succeeded: 20, failed: 0 })
    expect(found.coldStart).toMatchObject({
      gaps: [
        { gapMs: 60_000, cold: 0, warm: 2 },
        { gapMs: 600_000, cold: 2, warm: 0, coldShare: { state: 'known', value: 1 } },
      ],
      failed: 1,
      basis: { reported: 2, byRule: 2, unknown: 0 },
    })
    expect(found.spentMicros).toBe(24 * 3000 + 3000)
  })

  test('are told of where there were none', () => {
    expect(only(trialWith({}), warm).coldStart).toBeNull()
  })
})

test('what a stop rule did not let be sent is held against a contender, or not told', () => {
  const stop = {
    contenderId: ID,
    rule: 'error-share',
    finding: '12 of its last 20 samples failed, more than 50 %',
    atMs: 240_000,
    unsentCount: 16,
  } as const
  const trial = trialWith({}, { earlyStops: [stop] })
  const rows = Array.from({ length: 20 }, (_, index) => makeRow(ID, index))
  const { findings, asked } = analyseTrial(trial, rows)
  const limits = findings.filter(({ kind }) => kind === 'limits').map(({ text }) => text)
  expect(asked).toBe(20)
  expect(limits).toContain(
    'One stopped early after 4 min: 12 of its last 20 samples failed, more than 50 %; 16 samples were not sent. Neither asked nor failed.',
  )
  expect(limits.some((text) => text.includes('planned sample'))).toBe(false)
})
