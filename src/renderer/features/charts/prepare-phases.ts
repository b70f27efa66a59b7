import type { PhaseShare, TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { axisFromZero, writeSeconds, type ChartAxis } from '../../charts/chart-axis.ts'
import { scaled, type ChartTable, type ContenderRow } from '../../charts/chart-rows.ts'
import type { BarPart, StackedBar } from '../../charts/stacked-bars.tsx'
import { orderByMedian } from './prepare-latency.ts'

/** What one phase adds to the mean picture of a contender. */
export interface PhaseRow extends ContenderRow {
  phase: PhaseShare['phase']
  addsSeconds: number
  /** Mean over the pictures in which it happened. */
  meanSeconds: number
  happenedIn: number
  pictures: number
}

export interface PreparedPhases {
  bars: StackedBar[]
  axis: ChartAxis
  table: ChartTable<PhaseRow>
}

/** In the order in which they happen. */
export const PHASE_PARTS: readonly (BarPart & { key: PhaseShare['phase'] })[] = [
  { key: 'queue', label: 'wait to be sent', fill: 'stripes' },
  { key: 'connect', label: 'connect', fill: 'dots' },
  { key: 'send', label: 'send', fill: 'black' },
  { key: 'wait', label: 'wait for the picture', fill: 'dark' },
  { key: 'polling', label: 'polling', fill: 'hatch' },
  { key: 'receive', label: 'receive', fill: 'middle' },
]

const LABELS = new Map(PHASE_PARTS.map(({ key, label }) => [key, label]))

const COLUMNS: ChartTable<PhaseRow>['columns'] = [
  { head: 'Phase', name: 'phase', read: ({ phase }) => LABELS.get(phase) ?? phase },
  { head: 'Adds, s', name: 'adds_seconds', read: ({ addsSeconds }) => addsSeconds, places: 4 },
  { head: 'Mean where it happened, s', name: 'mean_seconds', read: ({ meanSeconds }) => meanSeconds, places: 4 },
  { head: 'Happened in', name: 'happened_in', read: ({ happenedIn }) => happenedIn },
  { head: 'Of pictures', name: 'pictures', read: ({ pictures }) => pictures },
]

/**
 * What each phase adds to the mean picture, in seconds: its mean where it happened times the share of pictures in which it
 * did. Only so do the parts make a whole: a connection opened once in forty pictures adds a fortieth of itself. Pictures are those whose
 * times are the provider's, of the load of the headline.
 */
export function preparePhases(plan: FrozenPlan, analysis: TrialAnalysis): PreparedPhases {
  const rows = orderByMedian(plan, analysis).flatMap(({ contender, analysis: numbers }) => {
    const pictures = numbers.latency.p50.count
    if (pictures === 0) return []
    return PHASE_PARTS.flatMap(({ key }): PhaseRow[] => {
      const found = numbers.phases.find(({ phase }) => phase === key)
      if (found === undefined) return []
      const meanSeconds = scaled(found.meanMs, 1000)
      const addsSeconds = scaled(meanSeconds * found.count, pictures)
      return [{ contender, phase: key, addsSeconds, meanSeconds, happenedIn: found.count, pictures }]
    })
  })
  const bars = [...Map.groupBy(rows, ({ contender }) => contender)].map(([contender, own]): StackedBar => {
    const total = own.reduce((sum, { addsSeconds }) => sum + addsSeconds, 0)
    return {
      contenderId: contender.id,
      name: contender.name,
      position: contender.position,
      values: Object.fromEntries(own.map(({ phase, addsSeconds }) => [phase, addsSeconds])),
      total,
      totalText: `${total.toFixed(2)} s`,
    }
  })
  const axis = axisFromZero(Math.max(0, ...bars.map(({ total }) => total)), 5, writeSeconds)
  return { bars, axis, table: { rows, columns: COLUMNS } }
}
