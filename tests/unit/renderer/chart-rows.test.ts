import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chartCsv,
  chartFileName,
  estimateColumns,
  SECONDS,
  writeCell,
  type ChartTable,
  type ContenderRow,
} from '#renderer/charts/chart-rows.ts'
import { readChartsSearch } from '#renderer/features/charts/charts-search.ts'
import { prepareBases } from '#renderer/features/charts/prepare-costs.ts'
import { prepareDistribution } from '#renderer/features/charts/prepare-distribution.ts'
import { LATENCY_COLUMNS, orderByMedian } from '#renderer/features/charts/prepare-latency.ts'
import { prepareSlices } from '#renderer/features/charts/prepare-over-time.ts'
import { prepareProbes } from '#renderer/features/charts/prepare-probes.ts'
import { prepareGates, prepareSoftChecks } from '#renderer/features/charts/prepare-quality.ts'
import {
  prepareAttempts,
  prepareOutcomes,
  prepareTries,
  reliabilityRows,
} from '#renderer/features/charts/prepare-reliability.ts'
import { prepareStages } from '#renderer/features/charts/prepare-stages.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import type { ContenderCharts, TrialCharts } from '#shared/domain/chart-analysis.ts'
import { contender, contenderAnalysis, frozenPlan, known, trialAnalysis } from './sample-trial.ts'

const plan = frozenPlan([contender('a', 0), contender('b', 1)])
const tooFew: Estimate = { state: 'too-few', count: 2, neededCount: 6 }

function chartsOf(contenderId: string, changes: Partial<ContenderCharts> = {}): ContenderCharts {
  return {
    contenderId,
    latencyCounts: [],
    answeredOf: 0,
    slices: [],
    probes: [],
    coldMs: null,
    warmMs: null,
    tries: [],
    attempts: { succeeded: 0, failures: {} },
    heldBack: { share: tooFew, median: tooFew, p95: tooFew, totalMs: 0 },
    charges: [],
    ...changes,
  }
}

const trialCharts = (contenders: ContenderCharts[], binEdgesMs: number[] = []): TrialCharts => ({
  trialId: 'trial-1',
  binEdgesMs,
  contenders,
})

const slice = (fromMs: number, median: Estimate) => ({ fromMs, toMs: fromMs + 1000, asked: 6, succeeded: 6, median })
const stage = (concurrency: number, p50: Estimate) => ({
  concurrency,
  asked: 6,
  succeeded: 6,
  failed: 0,
  p50,
  p95: tooFew,
  imagesPerMinute: concurrency * 10,
})
const soft = (name: 'sharpness' | 'clipping', measured: number, median: Estimate) => ({
  name,
  measured,
  median,
  tripped: 0,
  unmeasured: 0,
})

interface Row extends ContenderRow {
  value: Estimate
}

const table = (rows: Row[]): ChartTable<Row> => ({
  rows,
  columns: estimateColumns<Row>({ head: 'Median', name: 'median', ...SECONDS }, ({ value }) => value),
})

test('an unknown figure becomes 0 in the file, or a number of the table is another one than in the file', () => {
  const rows = [
    { contender: contender('a', 0), value: known(4210, 4030, 4390, 180) },
    { contender: contender('b', 1), value: tooFew },
  ]
  expect(parse(chartCsv(table(rows)))).toEqual([
    ['contender', 'median_seconds', 'median_low_seconds', 'median_high_seconds', 'median_n'],
    ['A', '4.21', '4.03', '4.39', '180'],
    ['B', '', '', '', '2'],
  ])
  expect(rows.map((row) => table(rows).columns.map((column) => writeCell(column, row)))).toEqual([
    ['4.210', '4.030', '4.390', '180'],
    ['needs n 6', '', '', '2'],
  ])
})

test('a contender’s name runs as a formula in a spreadsheet, or tears its row', () => {
  const name = '=HYPERLINK("http://x")\n1'
  const csv = chartCsv(table([{ contender: { id: 'a', name, position: 0 }, value: tooFew }]))
  expect(parse(csv)).toMatchObject([{}, [`'${name}`, '', '', '', '2']])
  fc.assert(
    fc.property(fc.string(), (any) => {
      const [, line] = parse(chartCsv(table([{ contender: { id: 'a', name: any, position: 0 }, value: tooFew }])))
      expect(line?.[0]).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})

test('rows of days or of things stand under the head of contenders', () => {
  const days: ChartTable<{ subject: string; spentUsd: number | null }> = {
    rows: [
      { subject: '2026-11-22', spentUsd: 1234.5 },
      { subject: '2026-11-23', spentUsd: null },
    ],
    columns: [{ head: 'Spent, $', name: 'spent_usd', read: ({ spentUsd }) => spentUsd, places: 2 }],
    of: { head: 'Day', name: 'day' },
  }
  expect(parse(chartCsv(days))).toEqual([
    ['day', 'spent_usd'],
    ['2026-11-22', '1234.5'],
    ['2026-11-23', ''],
  ])
  expect(days.rows.map((row) => days.columns.map((column) => writeCell(column, row)))).toEqual([
    ['1,234.50'],
    ['not known'],
  ])
})

test('a file name that leads out of its folder', () => {
  expect(chartFileName('../Storefront heroes', 'Median, p90 and p95', 'csv')).toBe(
    'storefront-heroes-median-p90-and-p95.csv',
  )
})

test('an address of a section that is not there opens nothing', () => {
  expect(readChartsSearch({ section: 'cost' })).toEqual({ section: 'cost' })
  expect(readChartsSearch({ section: 'economics' })).toEqual({})
})

test('a percentile without its interval and n behind the chart', () => {
  const rows = orderByMedian(plan, trialAnalysis([contenderAnalysis('a'), contenderAnalysis('b')]))
  const names = LATENCY_COLUMNS.map(({ name }) => name)
  for (const percentile of ['median', 'p90', 'p95', 'p99'])
    expect(names).toEqual(
      expect.arrayContaining([`${percentile}_seconds`, `${percentile}_low_seconds`, `${percentile}_n`]),
    )
  expect(rows).toHaveLength(2)
})

test('bins of the strip that are not those of the table, or the empty ones between torn out of the outline', () => {
  const prepared = prepareDistribution(
    plan,
    trialAnalysis([contenderAnalysis('a'), contenderAnalysis('b')]),
    trialCharts(
      [chartsOf('a', { latencyCounts: [4, 0, 2] }), chartsOf('b', { latencyCounts: [0, 1, 0] })],
      [1000, 2000, 4000, 8000],
    ),
  )
  const bins = prepared?.table.rows.filter(({ what }) => what === 'pictures')
  expect(
    bins?.map(({ contender: { id }, fromSeconds, toSeconds, pictures }) => [id, fromSeconds, toSeconds, pictures]),
  ).toEqual([
    ['a', 1, 2, 4],
    ['a', 4, 8, 2],
    ['b', 2, 4, 1],
  ])
  expect(prepared?.strips.map(({ bins: drawn }) => drawn.map(({ width }) => width))).toEqual([[1, 0, 0.5], [1]])
  expect(prepareDistribution(plan, trialAnalysis([]), trialCharts([]))).toBeNull()
})

test('a stretch of the run with too few is drawn, or is missing from the table', () => {
  const prepared = prepareSlices(
    plan,
    trialCharts([chartsOf('a', { slices: [slice(0, known(2000, 1900, 2100)), slice(1000, tooFew)] }), chartsOf('b')]),
  )
  expect(prepared?.lines.map(({ contenderId, points }) => [contenderId, points])).toEqual([
    ['a', [{ x: 0.5, y: 2, low: 1.9, high: 2.1 }]],
  ])
  expect(prepared?.table.rows).toHaveLength(2)
})

test('stages that stand in the order of the plan instead of that of their requests in flight', () => {
  const sweep = frozenPlan([contender('a', 0)], { load: { kind: 'sweep', concurrencies: [8, 1] } })
  const prepared = prepareStages(
    sweep,
    trialAnalysis([contenderAnalysis('a', { stages: [stage(8, known(5000)), stage(1, known(1000))] })]),
  )
  expect(prepared?.latency.lines.map(({ points, look }) => [look, points.map(({ x, y }) => [x, y])])).toEqual([
    [
      'marker',
      [
        [0, 1],
        [1, 5],
      ],
    ],
  ])
  expect(prepared?.x.ticks.map(prepared.x.write)).toEqual(['1', '8'])
  expect(prepared?.throughput.lines[0]?.points.map(({ y }) => y)).toEqual([10, 80])
  expect(prepareStages(plan, trialAnalysis([]))).toBeNull()
})

test('outcomes that do not add up to what was asked, a class that is left out, or a rate limit that a retry made good', () => {
  const analysis = trialAnalysis([
    contenderAnalysis('a', {
      asked: 10,
      succeeded: 5,
      refused: 2,
      failed: 3,
      failures: { timeout: 2, network: 1 },
      successRate: known(0.6),
    }),
    contenderAnalysis('b', { asked: 4, succeeded: 4, successRate: known(1) }),
  ])
  const rows = reliabilityRows(
    plan,
    analysis,
    trialCharts([
      chartsOf('a', {
        attempts: { succeeded: 5, failures: { 'rate-limit': 4, timeout: 4 } },
        tries: [
          { attempts: 1, samples: 7 },
          { attempts: 6, samples: 3 },
        ],
      }),
      chartsOf('b', { attempts: { succeeded: 4, failures: {} }, tries: [{ attempts: 1, samples: 4 }] }),
    ]),
  )
  expect(rows.map(({ contender: { id } }) => id)).toEqual(['b', 'a'])
  const outcomes = prepareOutcomes(rows)
  expect(outcomes.bars.map(({ total, values }) => [total, values])).toEqual([
    [4, { pictures: 4, refused: 0, timeout: 0, network: 0 }],
    [10, { pictures: 5, refused: 2, timeout: 2, network: 1 }],
  ])
  expect(prepareAttempts(rows).bars[1]?.values).toEqual({ succeeded: 5, 'rate-limit': 4, timeout: 4 })
  expect(prepareTries(rows).bars[1]?.values).toEqual({ tries_1: 7, tries_5_or_more: 3 })
  // Two parts of one chart with one pattern could not be told apart.
  for (const { parts } of [outcomes, prepareAttempts(rows), prepareTries(rows)])
    expect(new Set(parts.map(({ fill }) => fill)).size).toBe(parts.length)
})

test('a warm probe drawn as a cold one, or without the warm median beside it', () => {
  const probes = [
    { gapMs: 60_000, latencyMs: 1000, state: 'warm' },
    { gapMs: 900_000, latencyMs: 9000, state: 'cold' },
  ] as const
  const prepared = prepareProbes(
    plan,
    trialCharts([chartsOf('a', { probes: [...probes], warmMs: known(1000, 900, 1100) }), chartsOf('b')]),
  )
  expect(prepared?.marks[0]?.marks.map(({ x, y, look }) => [Math.round(x), y, look])).toEqual([
    [0, 1, 'hollow'],
    [1, 1, 'hollow'],
    [2, 9, 'marker'],
  ])
  expect(prepared?.x.ticks.map(prepared.x.write)).toEqual(['warm', '1 min', '15 min'])
})

test('a charge of unknown amount counts as one that is known', () => {
  const charges = [
    { basis: 'estimated', count: 1, micros: 0, unknownCount: 2 },
    { basis: 'listed', count: 3, micros: 9000, unknownCount: 0 },
  ] as const
  const prepared = prepareBases(plan, trialCharts([chartsOf('a', { charges: [...charges] })]))
  expect(prepared?.bars.map(({ values, total }) => [values, total])).toEqual([
    [{ estimated: 1, listed: 3, unknown: 2 }, 6],
  ])
})

test('a gate that nobody failed is drawn, or a soft check that measured nothing', () => {
  const gates = { pictures: 4, usable: 2, open: 0, failed: { size: 2, 'not-black': 1 }, costPerUsableMicros: tooFew }
  const prepared = prepareGates(plan, trialAnalysis([contenderAnalysis('a', { gates })]))
  expect(prepared?.parts.map(({ key }) => key)).toEqual(['size', 'not-black'])
  expect(prepared?.bars[0]).toMatchObject({ total: 3, totalText: '2 of 4' })
  const found = prepareSoftChecks(plan, {
    trialId: 'trial-1',
    agreement: [],
    contenders: [
      {
        contenderId: 'a',
        soft: [soft('sharpness', 0, tooFew), soft('clipping', 9, known(0.04, 0.03, 0.05))],
        nearDuplicates: { near: 0, compared: 0 },
        marks: null,
      },
    ],
  })
  expect(found.map(({ name }) => name)).toEqual(['clipping'])
  expect(found[0]?.table.rows[0]?.whiskers).toEqual([{ mark: 'marker', value: 4, low: 3, high: 5 }])
})
