import type { TrialAnalysis, ColdStartAnalysis } from '#shared/domain/analysis.ts'
import type { ContenderCharts, ProbePoint, TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import { formatMinutes } from '#shared/units/duration.ts'
import { logAxis, placesAxis, writeSeconds, type ChartAxis } from '../../charts/chart-axis.ts'
import { estimateColumns, scaled, SECONDS, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import type { Mark } from '../../charts/marks.tsx'

/** A probe, or with `probe` null what the contender needs when it is warm. */
export interface ProbeRow extends ContenderRow {
  probe: ProbePoint | null
  valueSeconds: number
  lowSeconds: number | null
  highSeconds: number | null
}

export interface PreparedProbes {
  /** Of those drawn from the front: the marks of each contender. */
  marks: { position: number; contenderId: string; name: string; marks: Mark[] }[]
  x: ChartAxis
  y: ChartAxis
  table: ChartTable<ProbeRow>
}

const COLUMNS: ChartTable<ProbeRow>['columns'] = [
  { head: 'What', name: 'what', read: ({ probe }) => (probe === null ? 'warm median' : probe.state) },
  {
    head: 'Idle for, min',
    name: 'idle_minutes',
    read: ({ probe }) => (probe === null ? null : scaled(probe.gapMs, 60_000)),
    places: 2,
    missing: () => 'not idle',
  },
  { head: 'Latency, s', name: 'latency_seconds', read: ({ valueSeconds }) => valueSeconds, places: 3 },
  { head: 'from, s', name: 'low_seconds', read: ({ lowSeconds }) => lowSeconds, places: 3, missing: () => '' },
  { head: 'to, s', name: 'high_seconds', read: ({ highSeconds }) => highSeconds, places: 3, missing: () => '' },
]

/** Share of a place that the contenders of one gap spread over. */
const SPREAD = 0.7

/** Latency after each gap, probe by probe, beside the warm median; null where no probe gave a picture. */
export function prepareProbes(plan: FrozenPlan, charts: TrialCharts): PreparedProbes | null {
  const probed = plan.contenders.flatMap((contender) => {
    const own = charts.contenders.find(({ contenderId }) => contenderId === contender.id)
    return own === undefined || own.probes.length === 0 ? [] : [{ contender, own }]
  })
  if (probed.length === 0) return null
  const gapsMs = [...new Set(probed.flatMap(({ own }) => own.probes.map(({ gapMs }) => gapMs)))].toSorted(
    (left, right) => left - right,
  )
  const rows = probed.flatMap(({ contender, own }) => rowsOf(contender, own))
  const values = rows.flatMap(({ valueSeconds, lowSeconds, highSeconds }) => [
    valueSeconds,
    lowSeconds ?? valueSeconds,
    highSeconds ?? valueSeconds,
  ])
  return {
    marks: probed.map(({ contender: { id, name, position } }, index) => ({
      contenderId: id,
      name,
      position,
      marks: rows
        .filter(({ contender }) => contender.id === id)
        .map(({ probe, valueSeconds, lowSeconds, highSeconds }): Mark => ({
          x:
            (probe === null ? 0 : 1 + gapsMs.indexOf(probe.gapMs)) + SPREAD * ((index + 1) / (probed.length + 1) - 0.5),
          y: valueSeconds,
          low: lowSeconds,
          high: highSeconds,
          look: probe?.state === 'cold' ? 'marker' : 'hollow',
        })),
    })),
    x: placesAxis(['warm', ...gapsMs.map((gapMs) => formatMinutes(gapMs / 60_000))]),
    y: logAxis(Math.min(...values.filter((value) => value > 0)), Math.max(...values), writeSeconds),
    table: { rows, columns: COLUMNS },
  }
}

function rowsOf(contender: Contender, { probes, warmMs }: ContenderCharts): ProbeRow[] {
  const warm: ProbeRow[] =
    warmMs?.state === 'known'
      ? [
          {
            contender,
            probe: null,
            valueSeconds: scaled(warmMs.value, 1000),
            lowSeconds: scaled(warmMs.low, 1000),
            highSeconds: scaled(warmMs.high, 1000),
          },
        ]
      : []
  return [
    ...warm,
    ...probes.map((probe): ProbeRow => ({
      contender,
      probe,
      valueSeconds: scaled(probe.latencyMs, 1000),
      lowSeconds: null,
      highSeconds: null,
    })),
  ]
}

/** A contender with both latencies, and what lies between them. */
export interface PenaltyRow {
  contender: Contender
  coldStart: ColdStartAnalysis
  charts: ContenderCharts
}

const UNKNOWN = { state: 'unknown', count: 0 } as const

export const PENALTY_COLUMNS: ChartTable<PenaltyRow>['columns'] = [
  ...estimateColumns<PenaltyRow>({ head: 'Warm', name: 'warm', ...SECONDS }, ({ charts }) => charts.warmMs ?? UNKNOWN),
  ...estimateColumns<PenaltyRow>({ head: 'Cold', name: 'cold', ...SECONDS }, ({ charts }) => charts.coldMs ?? UNKNOWN),
  ...estimateColumns<PenaltyRow>(
    { head: 'A cold start costs', name: 'penalty', ...SECONDS },
    ({ coldStart }) => coldStart.penaltyMs,
  ),
  { head: 'Probes without a picture', name: 'failed_probes', read: ({ coldStart }) => coldStart.failed },
]

/** Everyone who was probed, in the order of the plan. */
export function penaltyRows(plan: FrozenPlan, analysis: TrialAnalysis, charts: TrialCharts): PenaltyRow[] {
  return plan.contenders.flatMap((contender): PenaltyRow[] => {
    const coldStart = analysis.contenders.find(({ contenderId }) => contenderId === contender.id)?.coldStart ?? null
    const own = charts.contenders.find(({ contenderId }) => contenderId === contender.id)
    return coldStart === null || own === undefined ? [] : [{ contender, coldStart, charts: own }]
  })
}
