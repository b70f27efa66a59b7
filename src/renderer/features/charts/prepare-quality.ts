import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { UNIT_WORDS } from '#shared/domain/describe-checks.ts'
import { PICTURE_GATES, PictureGate } from '#shared/domain/picture-gates.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import type { ContenderRating } from '#shared/domain/rating.ts'
import { SOFT_CHECKS, SoftCheckName } from '#shared/domain/soft-check.ts'
import type { SoftSummary, TrialChecks } from '#shared/domain/trial-checks.ts'
import { figureText } from '#shared/units/count-text.ts'
import { countAxis, type ChartAxis } from '../../charts/chart-axis.ts'
import { estimateColumns, PERCENT, type ChartTable } from '../../charts/chart-rows.ts'
import type { PartFill } from '../../charts/part-patterns.tsx'
import type { LinearAxis } from '../../charts/scale.ts'
import type { BarPart, StackedBar } from '../../charts/stacked-bars.tsx'
import type { Whisker } from '../../charts/whiskers.tsx'
import { whisker, whiskerAxis, type AnalysedContender } from './prepare-latency.ts'

export interface RatingRow {
  contender: Contender
  rating: ContenderRating
  /** Of those that votes connect, from 1: groups are rated apart. */
  group: number
}

export const RATING_COLUMNS: ChartTable<RatingRow>['columns'] = [
  { head: 'Group', name: 'group', read: ({ group }) => group },
  ...estimateColumns<RatingRow>({ head: 'Preferred', name: 'preferred', ...PERCENT }, ({ rating }) => rating.preferred),
  {
    head: 'Best rank',
    name: 'best_rank',
    read: ({ rating }) => rating.ranks?.best ?? null,
    missing: () => 'not rated',
  },
  {
    head: 'Worst rank',
    name: 'worst_rank',
    read: ({ rating }) => rating.ranks?.worst ?? null,
    missing: () => 'not rated',
  },
  { head: 'Votes', name: 'votes', read: ({ rating }) => rating.votes },
  { head: 'Won', name: 'won', read: ({ rating }) => rating.wins },
  { head: 'Lost', name: 'lost', read: ({ rating }) => rating.losses },
  { head: 'Tied', name: 'tied', read: ({ rating }) => rating.ties },
  { head: 'Both bad', name: 'both_bad', read: ({ rating }) => rating.bothBad },
]

/** Of groups of more than one, in the order they are rated: the best first. */
export function ratingRows(
  plan: FrozenPlan,
  groups: readonly { contenders: readonly ContenderRating[] }[],
): RatingRow[] {
  return groups
    .filter(({ contenders }) => contenders.length > 1)
    .flatMap(({ contenders }, index) =>
      contenders.flatMap((rating): RatingRow[] => {
        const contender = plan.contenders.find(({ id }) => id === rating.contenderId)
        return contender === undefined ? [] : [{ contender, rating, group: index + 1 }]
      }),
    )
}

export interface PreparedGates {
  bars: StackedBar[]
  parts: readonly BarPart[]
  axis: ChartAxis
  table: ChartTable<AnalysedContender>
}

const GATE_FILLS: Readonly<Record<PictureGate, PartFill>> = {
  decodes: 'stripes',
  format: 'bars',
  size: 'hatch',
  'not-black': 'black',
  'not-blank': 'rings',
  'not-flat': 'dots',
  'not-repeated': 'grid',
}

/**
 * Pictures that a gate holds back, gate by gate. One picture may fail several, so these are no parts of the pictures, and each bar is as
 * long as its failures together. null where no picture came.
 */
export function prepareGates(plan: FrozenPlan, analysis: TrialAnalysis): PreparedGates | null {
  const rows = plan.contenders.flatMap((contender): AnalysedContender[] => {
    const numbers = analysis.contenders.find(({ contenderId }) => contenderId === contender.id)
    return numbers === undefined || numbers.gates.pictures === 0 ? [] : [{ contender, analysis: numbers }]
  })
  if (rows.length === 0) return null
  const parts = PictureGate.options
    .map((gate): BarPart => ({ key: gate, label: PICTURE_GATES[gate].fails, fill: GATE_FILLS[gate] }))
    .filter(({ key }) => rows.some(({ analysis: { gates } }) => (gates.failed[key as PictureGate] ?? 0) > 0))
  const bars = rows.map(({ contender: { id, name, position }, analysis: { gates } }): StackedBar => ({
    contenderId: id,
    name,
    position,
    values: Object.fromEntries(parts.map(({ key }) => [key, gates.failed[key as PictureGate] ?? 0])),
    total: Object.values(gates.failed).reduce((sum, count) => sum + count, 0),
    totalText: `${figureText(gates.usable)} of ${figureText(gates.pictures)}`,
  }))
  return {
    bars,
    parts,
    axis: countAxis(Math.max(0, ...bars.map(({ total }) => total))),
    table: {
      rows,
      columns: [
        { head: 'Pictures', name: 'pictures', read: ({ analysis: { gates } }) => gates.pictures },
        { head: 'Usable', name: 'usable', read: ({ analysis: { gates } }) => gates.usable },
        { head: 'Not examined yet', name: 'not_examined', read: ({ analysis: { gates } }) => gates.open },
        ...parts.map(({ key, label }): ChartTable<AnalysedContender>['columns'][number] => ({
          head: label,
          name: `fails_${key.replaceAll('-', '_')}`,
          read: ({ analysis: { gates } }) => gates.failed[key as PictureGate] ?? 0,
        })),
      ],
    },
  }
}

export interface SoftRow {
  contender: Contender
  summary: SoftSummary
  whiskers: readonly Whisker[]
}

export interface PreparedSoftCheck {
  name: SoftCheckName
  /** Behind its values, or null where its scale is its own. */
  unit: string | null
  axis: LinearAxis
  table: ChartTable<SoftRow>
}

/** Each soft check by itself, since none is summed with another; those that measured nothing are left out. */
export function prepareSoftChecks(plan: FrozenPlan, { contenders }: TrialChecks): PreparedSoftCheck[] {
  return SoftCheckName.options.flatMap((name): PreparedSoftCheck[] => {
    const isShare = SOFT_CHECKS[name].unit === 'share'
    const divisor = isShare ? 0.01 : 1
    const rows = plan.contenders.flatMap((contender): SoftRow[] => {
      const summary = contenders
        .find(({ contenderId }) => contenderId === contender.id)
        ?.soft.find((each) => each.name === name)
      return summary === undefined ? [] : [{ contender, summary, whiskers: whisker('marker', summary.median, divisor) }]
    })
    if (!rows.some(({ summary }) => summary.measured > 0)) return []
    const unit = UNIT_WORDS[SOFT_CHECKS[name].unit]
    return [
      {
        name,
        unit,
        axis: whiskerAxis(
          rows.map(({ whiskers }) => [...whiskers]),
          3,
        ),
        table: { rows, columns: softColumns(name, unit, divisor) },
      },
    ]
  })
}

function softColumns(name: SoftCheckName, unit: string | null, divisor: number): ChartTable<SoftRow>['columns'] {
  return [
    ...estimateColumns<SoftRow>(
      { head: 'Median', name: `median_${name}`, unit: unit ?? '', unitName: unitName(unit), divisor, places: 3 },
      ({ summary }) => summary.median,
    ),
    { head: 'Worth a note', name: 'worth_a_note', read: ({ summary }) => summary.tripped },
    { head: 'Measured', name: 'measured', read: ({ summary }) => summary.measured },
    { head: 'Not measured', name: 'not_measured', read: ({ summary }) => summary.unmeasured },
  ]
}

function unitName(unit: string | null): string {
  if (unit === null) return ''
  return unit === '%' ? 'percent' : unit.replace('²', '_squared')
}
