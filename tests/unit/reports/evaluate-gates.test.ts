import { expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { GateReport, TrialGate } from '#shared/domain/trial-gate.ts'
import { evaluateGates } from '#shared/gates/evaluate-gates.ts'
import { makeContender, makeRow, makeRows, makeTrial } from './make-trial.ts'

/** 100 pictures of 10 prompts that took 1,010, 1,020 … 2,000 ms: the median is 1,500, the p95 1,950. */
const LATENCIES = Array.from({ length: 100 }, (_, index) => 1010 + 10 * index)
const TRIAL = { ...makeTrial([makeContender(0)], { prompts: 10, repeats: 10 }), practice: false }
const ROWS = rowsOf('contender-0', LATENCIES)

function rowsOf(
  contenderId: string,
  latencies: readonly number[],
  changes: (index: number) => Partial<SampleRow> = () => ({}),
): SampleRow[] {
  return makeRows(contenderId, latencies, (index) => ({ caseIndex: index % 10, ...changes(index) }))
}

function gate(
  gates: readonly TrialGate[],
  { rows = ROWS, strict = false, trial = TRIAL }: { rows?: SampleRow[]; strict?: boolean; trial?: typeof TRIAL } = {},
): GateReport {
  return evaluateGates(trial, analyseTrial(trial, rows), gates, { strict })
}

test('a limit that is met to the millisecond, the micro-dollar or the last sample fails', () => {
  const report = gate([
    { name: 'max-p50', limit: 1500 },
    { name: 'max-p95', limit: 1950 },
    { name: 'max-cost-per-image', limit: 3000 },
    { name: 'max-cost-per-usable', limit: 3000 },
    { name: 'min-success', limit: 1 },
    { name: 'min-usable', limit: 1 },
  ])
  expect(report.results.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 6 }, () => 'holds'))
  expect(report).toMatchObject({ holds: true, notes: [] })
})

test('a limit that is missed by a hair holds, or its text reads as if it were met', () => {
  const report = gate([
    { name: 'max-p50', limit: 1499.9 },
    { name: 'max-cost-per-image', limit: 2999 },
  ])
  expect(report.holds).toBe(false)
  expect(report.results.map(({ verdict }) => verdict)).toEqual(['fails', 'fails'])
  expect(report.results[0]?.text).toBe(
    'Novita AI: the median latency is 1.5000 s (95 % interval 1.40 s to 1.61 s, n 100); wanted: at most 1.4999 s. ' +
      'The interval reaches past the limit: another trial may hold.',
  )
  expect(report.results[1]?.text).toBe(
    'Novita AI: the cost per image is $0.003000 (95 % interval $0.003000 to $0.003000, n 100); wanted: at most $0.002999.',
  )
})

test('a limit within the interval passes without a word, or passes where the whole interval must hold', () => {
  const limits: TrialGate[] = [{ name: 'max-p50', limit: 1550 }]
  const [usual] = gate(limits).results
  expect(usual).toMatchObject({ verdict: 'holds', isClose: true })
  expect(usual?.text).toMatch(/at most 1\.55 s\. The interval reaches beyond the limit: another trial may not hold\.$/)
  const [strict] = gate(limits, { strict: true }).results
  expect(strict).toMatchObject({ verdict: 'fails', isClose: true })
  expect(strict?.text).toMatch(/wanted: all of the interval at most 1\.55 s\.$/)
  expect(gate([{ name: 'max-p50', limit: 1700 }], { strict: true }).holds).toBe(true)
})

test('what is not known passes: too few for a p95, a charge that nobody reported, no probes after idling, a picture not looked into', () => {
  const rows = rowsOf('contender-0', LATENCIES.slice(0, 40), (index) => ({
    chargeMicros: index === 3 ? null : 3000,
    examined: index !== 5,
  }))
  const report = gate(
    [
      { name: 'max-p95', limit: 60_000 },
      { name: 'max-cost-per-image', limit: 1_000_000 },
      { name: 'max-cost-per-usable', limit: 1_000_000 },
      { name: 'min-usable', limit: 0 },
      { name: 'max-cold-start-penalty', limit: 60_000 },
    ],
    { rows },
  )
  expect(report.holds).toBe(false)
  expect(report.results.map(({ verdict, text }) => `${verdict}: ${text}`)).toEqual([
    'not-known: Novita AI: the p95 latency is not known: it needs n 72, and n is 40. The limit is 60 s.',
    'not-known: Novita AI: the cost per image is not known: 1 charge is not reported. The limit is $1.00.',
    'not-known: Novita AI: the cost per usable image is not known: 1 picture is not examined yet. The limit is $1.00.',
    'not-known: Novita AI: the share of usable pictures is not known: 1 picture is not examined yet. The limit is 0 %.',
    'not-known: Novita AI: what a cold start adds is not known: the plan has no probes after idling. The limit is 60 s.',
  ])
})

test('a contender that answered nothing passes', () => {
  const trial = { ...makeTrial([makeContender(0), makeContender(1)], { prompts: 10, repeats: 10 }), practice: false }
  const report = gate([{ name: 'min-success', limit: 0 }], { trial })
  expect(report.results.map(({ verdict }) => verdict)).toEqual(['holds', 'not-known'])
  expect(report.notes).toEqual(['1 of 2 contenders answered nothing.'])
})

test('a cost without an interval passes where the whole interval must hold', () => {
  const rows = ROWS.map((row) => ({ ...row, caseIndex: row.caseIndex % 3 }))
  const limits: TrialGate[] = [{ name: 'max-cost-per-image', limit: 10_000 }]
  expect(gate(limits, { rows }).holds).toBe(true)
  const strict = gate(limits, { rows, strict: true })
  expect(strict.results[0]).toMatchObject({ verdict: 'not-known' })
  expect(strict.results[0]?.text).toContain('there are too few prompts')
})

test('failures are not held against the success rate, or refusals are', () => {
  const failed: Partial<SampleRow> = { outcome: 'failed', failureClass: 'server', image: null, examined: null }
  const refused: Partial<SampleRow> = {
    outcome: 'refused',
    failureClass: 'content-policy',
    image: null,
    examined: null,
  }
  const rows = Array.from({ length: 100 }, (_, position) =>
    makeRow('contender-0', position, {
      caseIndex: position % 10,
      ...(position < 2 ? failed : position < 20 ? refused : {}),
    }),
  )
  const share = 80 / 82
  expect(gate([{ name: 'min-success', limit: share }], { rows }).holds).toBe(true)
  expect(gate([{ name: 'min-success', limit: share + 1e-9 }], { rows }).holds).toBe(false)
})

test('a simulated or unfinished trial is taken for a whole one of a provider', () => {
  const report = gate([{ name: 'max-p50', limit: 1500 }], {
    trial: { ...TRIAL, status: 'cancelled', practice: true },
    rows: ROWS.slice(0, 50),
  })
  expect(report.notes).toEqual([
    'This is a practice trial: its contenders are simulated, and it says nothing about a provider.',
    'The trial is cancelled: the gates are of the 50 samples that it has.',
  ])
})
