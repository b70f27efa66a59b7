import { seedText } from '#shared/fairness/seed-text.ts'
import { describe, expect, test } from 'vitest'
import { checkMeasurement } from '#main/reports/check-measurement.ts'
import { effectiveCountText, firstOnSocketText, littlesLawText, timeSlicesText } from '#main/reports/checks-text.ts'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { undecidedPictures } from '#shared/fairness/seed-pairs.ts'
import type { MeasurementChecks } from '#shared/domain/measurement-checks.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

function check(
  rows: SampleRow[],
  { sittings = [], load = { kind: 'closed' } }: { sittings?: Sitting[]; load?: FrozenPlan['load'] } = {},
): MeasurementChecks {
  const lane = {
    contender: makeContender(0),
    rows,
    asked: rows,
    headline: rows,
    answers: rows,
    promptOf: (caseIndex: number) => caseIndex,
    instantOf: (trialMs: number) => new Date(trialMs),
  }
  return checkMeasurement(lane, { plan: { load }, sittings })
}

function rowsOf(count: number, change: (index: number) => Partial<SampleRow>): SampleRow[] {
  return Array.from({ length: count }, (_, index) => makeRow('contender-0', index, change(index)))
}

const picture = (letter: string): Partial<SampleRow> => ({
  image: { sha256: letter.repeat(64), format: 'png', width: 1024, height: 1024, sizeBytes: 1000 },
})

/** Six pictures of one case and seed. */
const sameSeed = (change: (index: number) => Partial<SampleRow>): SampleRow[] =>
  rowsOf(6, (index) => ({ caseIndex: 0, seed: 7, repeat: index, ...change(index) }))

describe('the seed', () => {
  test('a contender that ignores the seed, and one that can’t be sent one, pass for honest', () => {
    const other = sameSeed((index) => ({
      ...picture(String(index)),
      perceptualHash: index === 0 ? '0000000000000000' : 'ffff0000ffff0000',
    }))
    expect(check(other).seed).toMatchObject({
      verdict: 'ignored',
      different: 5,
      pairs: [{ distance: 32 }, {}, {}, {}, {}],
    })
    const reason = 'it takes none'
    const dropped = { parameter: 'seed', action: 'dropped', asked: '7', sent: null, reason } as const
    const unsent = check(sameSeed(() => ({ warnings: [dropped] }))).seed
    expect(unsent.verdict).toBe('cannot-hold')
    expect(seedText(unsent)).toContain('Cannot hold a seed')
  })

  test('pictures of different seeds or cases are held against each other', () => {
    expect(check(rowsOf(9, () => ({}))).seed).toMatchObject({ verdict: 'not-tried', pairs: [] })
  })

  test('the same pixels in another file count as merely near', () => {
    const hash = { perceptualHash: '00000000000000ff' }
    const files = sameSeed((index) => ({ ...picture(String(index)), ...hash }))
    expect(check(files).seed).toMatchObject({ verdict: 'near', near: 5 })
    expect(undecidedPictures(files)).toHaveLength(6)
    const known = files.map((row) => ({ ...row, pixelSha256: 'e'.repeat(64) }))
    expect(check(known).seed).toMatchObject({ verdict: 'bit-identical', identical: 5 })
    expect(undecidedPictures(known)).toEqual([])
  })

  test('pictures that plainly differ, or are the same file, are decoded once more', () => {
    const same = sameSeed(() => ({ ...picture('a'), perceptualHash: '00000000000000ff' }))
    const other = sameSeed((index) => ({ ...picture(String(index)), perceptualHash: `000000000000000${index}` }))
    expect([undecidedPictures(same), undecidedPictures(other)]).toEqual([[], []])
  })
})

describe('the other checks', () => {
  test('what opening a socket costs is lost among the requests that found one open, or told of too few', () => {
    const rows = rowsOf(40, (index) => ({ socketReused: index >= 8, latencyMs: index < 8 ? 1300 : 1000 }))
    const checks = check(rows)
    expect(checks.firstOnSocket).toMatchObject({ firstCount: 8, reusedCount: 32, differenceMs: { value: 300 } })
    expect(firstOnSocketText(checks)).toBe('First request on a socket: +0.30 s (n 8 and 32).')
    expect(check(rows.slice(4)).firstOnSocket.differenceMs.state).toBe('too-few')
  })

  test('a contender that slows down over the run, whose samples resemble each other, is said to be steady', () => {
    const slowing = rowsOf(90, (index) => ({ latencyMs: 1000 + 20 * index }))
    const checks = check(slowing)
    expect(checks.timeSlices).toMatchObject({ isChanged: true, medianChange: { value: 1200 } })
    expect(checks.effectiveCount).toMatchObject({ isBelowHalf: true, count: 90 })
    const { findings } = analyseTrial(makeTrial([makeContender(0)], { repeats: 10 }), slowing)
    const limits = findings.filter(({ kind }) => kind === 'limits').map(({ text }) => text)
    expect(limits.filter((text) => text.startsWith('Novita AI: '))).toHaveLength(2)
  })

  test('samples in another order of storing than of time change a check', () => {
    const rows = rowsOf(60, (index) => ({ latencyMs: 1000 + ((index * 37) % 60) }))
    expect(check(rows.toReversed())).toEqual(check(rows))
  })

  test('neighbours are compared by a ratio of the wrong way round', () => {
    const trial = makeTrial([makeContender(0), makeContender(1)], { repeats: 4 })
    const rows = [
      ...rowsOf(36, () => ({ latencyMs: 3000 })),
      ...Array.from({ length: 36 }, (_, index) => makeRow('contender-1', index, { latencyMs: 2000 })),
    ]
    expect(analyseTrial(trial, rows).medianRatios).toMatchObject([
      { fasterId: 'contender-1', slowerId: 'contender-0', ratio: { state: 'known', value: 1.5 } },
    ])
  })
})

const HOUR_MS = 3_600_000

/** Sixty samples, two at a time, each a second long; the later half an hour after the rest. */
const brokenOff = (change: (index: number) => Partial<SampleRow> = () => ({})): SampleRow[] =>
  rowsOf(60, (index) => {
    const startedMs = Math.floor(index / 2) * 1000 + (index < 30 ? 0 : HOUR_MS)
    return { startedMs, dueMs: startedMs, latencyMs: 1000, finishedMs: startedMs + 1000, ...change(index) }
  })

/** Two sittings, the second of which began after an hour. */
function twoSittings(): Sitting[] {
  const { environment } = makeTrial([makeContender(0)])
  const sitting: Sitting = {
    number: 1,
    kind: 'start',
    startedAt: '2026-11-14T15:02:00.000Z',
    endedAt: '2026-11-14T15:02:15.000Z',
    offsetMs: 0,
    processId: 1,
    environment,
    ending: 'interrupted',
    reason: null,
    sleeps: [],
  }
  const startedAt = '2026-11-14T16:02:14.500Z'
  const second = { ...sitting, number: 2, kind: 'resume', startedAt, offsetMs: HOUR_MS + 14_500 } as const
  return [sitting, { ...second, endedAt: null, ending: null }]
}

describe('a trial that was broken off and gone on with', () => {
  test.each([
    { between: 'two sittings', rows: brokenOff(), sittings: twoSittings() },
    {
      between: 'a sleep of the machine',
      rows: brokenOff(),
      sittings: twoSittings()
        .slice(0, 1)
        .map((sitting) => ({ ...sitting, sleeps: [{ atMs: 15_000, lengthMs: HOUR_MS }] })),
    },
    { between: 'two blocks', rows: brokenOff((index) => ({ block: index < 30 ? 0 : 1 })), sittings: [] },
  ])('the hour between $between is time with nothing in flight, or a third of the run', ({ rows, sittings }) => {
    const { littlesLaw, timeSlices } = check(rows, { sittings })
    expect(littlesLaw).toMatchObject({ meanInFlight: 2, throughputPerSecond: 2, meanStayMs: 1000, isOff: false })
    expect(timeSlices?.slices.map(({ count }) => count)).toEqual([20, 20, 20])
    expect(timeSlices).toMatchObject({ slices: [{ fromMs: 0 }, {}, { toMs: 28_000 }], isChanged: false })
  })

  test('the pause is in the pictures an hour', () => {
    const trial = makeTrial([makeContender(0)])
    const pickedUp = makeRow('contender-0', 60, { startedMs: 14_000, latencyMs: HOUR_MS, disturbance: 'picked-up' })
    const rows = [...brokenOff(), pickedUp]
    const [found] = analyseTrial(trial, rows, twoSittings()).contenders
    expect(found?.imagesPerHour).toBe(7200)
    expect(found?.checks.littlesLaw?.meanInFlight).toBe(2)
    const sweep = { ...trial.plan, load: { kind: 'sweep' as const, concurrencies: [2] } }
    const [swept] = analyseTrial({ ...trial, plan: sweep }, rows, twoSittings()).contenders
    expect(swept?.stages).toMatchObject([{ imagesPerMinute: 120 }])
  })
})

test('a ramp is said to be unsteady, or its samples to depend on each other, which is what it is for', () => {
  const rising = rowsOf(90, (index) => ({ latencyMs: 1000 + 20 * index }))
  const load = { kind: 'ramp', arrivals: 'poisson', fromPerMinute: 10, toPerMinute: 60, mostInFlight: 16 } as const
  const checks = check(rising, { load })
  expect(checks).toMatchObject({ notJudged: 'rising-load', effectiveCount: null, littlesLaw: null, timeSlices: null })
  for (const text of [effectiveCountText, littlesLawText, timeSlicesText])
    expect(text(checks)).toBe('Not judged: the load rises by design.')
  const trial = makeTrial([makeContender(0)], { repeats: 10 })
  const { findings } = analyseTrial({ ...trial, plan: { ...trial.plan, load } }, rising)
  expect(findings.filter(({ text }) => text.startsWith('Novita AI: '))).toEqual([])
})

test('a sweep is judged over stages of different loads, and so said to have changed', () => {
  const trial = makeTrial([makeContender(0)])
  const swept = { ...trial, plan: { ...trial.plan, load: { kind: 'sweep' as const, concurrencies: [1, 4] } } }
  const rows = [
    ...rowsOf(40, (index) => ({ startedMs: index * 1000, latencyMs: 1000, finishedMs: (index + 1) * 1000 })),
    ...Array.from({ length: 40 }, (_, index) => {
      const startedMs = 40_000 + Math.floor(index / 4) * 3000
      return makeRow('contender-0', 40 + index, { stage: 1, startedMs, latencyMs: 3000, finishedMs: startedMs + 3000 })
    }),
  ]
  const [found] = analyseTrial(swept, rows).contenders
  expect(found?.checks).toMatchObject({
    notJudged: null,
    littlesLaw: { meanInFlight: 1, throughputPerSecond: 1, isOff: false },
    timeSlices: { isChanged: false },
  })
})
