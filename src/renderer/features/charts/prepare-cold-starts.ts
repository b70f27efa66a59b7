import type { ColdStartAnalysis, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import { formatMinutes } from '#shared/units/duration.ts'
import { estimateColumns, PERCENT, scaled, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import type { ColdShareLine } from '../../charts/cold-share-chart.tsx'

export interface PreparedColdStarts {
  /** Each contender that was probed, in the order of the plan. */
  probed: { contender: Contender; coldStart: ColdStartAnalysis }[]
  gapLabels: string[]
  /** Of those of whom a mark is drawn. */
  lines: ColdShareLine[]
  table: ChartTable<GapRow>
  /** Of whom none is, and why; null where there are marks of each. */
  unmarked: string | null
}

/** Probes of one contender after one gap. */
export interface GapRow extends ContenderRow {
  gap: ColdStartAnalysis['gaps'][number]
}

const COLUMNS: ChartTable<GapRow>['columns'] = [
  { head: 'Idle for, min', name: 'idle_minutes', read: ({ gap }) => scaled(gap.gapMs, 60_000), places: 2 },
  { head: 'Cold', name: 'cold', read: ({ gap }) => gap.cold },
  { head: 'Warm', name: 'warm', read: ({ gap }) => gap.warm },
  { head: 'Not known', name: 'not_known', read: ({ gap }) => gap.unknown },
  ...estimateColumns<GapRow>({ head: 'Share cold', name: 'share_cold', ...PERCENT }, ({ gap }) => gap.coldShare),
]

/** Null for a trial without probes, and before the first one has been drawn. */
export function prepareColdStarts(plan: FrozenPlan, analysis: TrialAnalysis): PreparedColdStarts | null {
  const probed = plan.contenders.flatMap((contender) => {
    const coldStart = analysis.contenders.find(({ contenderId }) => contenderId === contender.id)?.coldStart ?? null
    return coldStart === null ? [] : [{ contender, coldStart }]
  })
  const gapsMs = [...new Set(probed.flatMap(({ coldStart }) => coldStart.gaps.map(({ gapMs }) => gapMs)))].sort(
    (one, other) => one - other,
  )
  if (gapsMs.length === 0) return null
  const all = probed.map(({ contender, coldStart }) => ({
    contenderId: contender.id,
    name: contender.name,
    position: contender.position,
    points: coldStart.gaps.flatMap(({ gapMs, coldShare }) =>
      coldShare.state === 'known'
        ? [{ gap: gapsMs.indexOf(gapMs), share: coldShare.value, low: coldShare.low, high: coldShare.high }]
        : [],
    ),
  }))
  const names = all.filter(({ points }) => points.length === 0).map(({ name }) => name)
  return {
    probed,
    gapLabels: gapsMs.map((gapMs) => formatMinutes(gapMs / 60_000)),
    table: {
      rows: probed.flatMap(({ contender, coldStart }) => coldStart.gaps.map((gap) => ({ contender, gap }))),
      columns: COLUMNS,
    },
    lines: all.filter(({ points }) => points.length > 0),
    unmarked:
      names.length === 0
        ? null
        : `No mark for ${names.join(', ')}: no probe of ${names.length === 1 ? 'it' : 'theirs'} could be told cold from warm.`,
  }
}
