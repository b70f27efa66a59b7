import { seedText } from '#shared/fairness/seed-text.ts'
import { describe, expect, test } from 'vitest'
import { checkMeasurement } from '#main/reports/check-measurement.ts'
import { firstOnSocketText } from '#main/reports/checks-text.ts'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { undecidedPictures } from '#shared/fairness/seed-pairs.ts'
import type { MeasurementChecks } from '#shared/domain/measurement-checks.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

function check(rows: SampleRow[]): MeasurementChecks {
  return checkMeasurement({
    contender: makeContender(0),
    rows,
    asked: rows,
    headline: rows,
    answers: rows,
    promptOf: (caseIndex) => caseIndex,
  })
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
