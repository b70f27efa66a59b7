import type { Criterion } from '#shared/decision/criteria.ts'
import type { ContenderStanding, FrontPlace, WeightSensitivity } from '#shared/domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender } from '#shared/domain/decision-evidence.ts'
import { listText } from '#shared/units/list-text.ts'
import {
  DOLLARS,
  estimateColumns,
  PERCENT,
  scaled,
  SECONDS,
  type ChartColumn,
  type ChartContender,
  type ChartTable,
  type ContenderRow,
} from '../../charts/chart-rows.ts'
import { TRADE_OFF_MEASURES, type TradeOffMeasure } from './prepare-trade-off.ts'

function contenderOf({ contenderId, name, position }: DecisionContender): ChartContender {
  return { id: contenderId, name, position }
}

export interface FrontRow extends ContenderRow {
  measures: DecisionContender['measures']
  front: string
}

const UNITS = { latency: SECONDS, cost: DOLLARS, quality: PERCENT } as const

/** All three measures of each, of which two are drawn, and how it stands to the front of the three. */
export function frontTable(
  contenders: readonly DecisionContender[],
  criterionOf: (id: TradeOffMeasure) => Criterion,
  front: readonly FrontPlace[],
): ChartTable<FrontRow> {
  const nameOf = (id: string): string => contenders.find(({ contenderId }) => contenderId === id)?.name ?? id
  return {
    rows: contenders.map((contender) => ({
      contender: contenderOf(contender),
      measures: contender.measures,
      front: frontWords(
        front.find(({ contenderId }) => contenderId === contender.contenderId),
        nameOf,
      ),
    })),
    columns: [
      ...TRADE_OFF_MEASURES.flatMap((id) => measureColumns(criterionOf(id).title, id)),
      { head: 'Of the three together', name: 'of_the_three', read: (row) => row.front },
    ],
  }
}

function measureColumns(title: string, id: TradeOffMeasure): ChartColumn<FrontRow>[] {
  const { unit, unitName, divisor, places } = UNITS[id]
  const end =
    (which: 'value' | 'low' | 'high') =>
    ({ measures }: FrontRow) => {
      const measure = measures[id]
      return measure.state === 'known' ? scaled(measure[which], divisor) : null
    }
  return [
    {
      head: `${title}, ${unit}`,
      name: `${id}_${unitName}`,
      read: end('value'),
      places,
      missing: ({ measures }) => reasonOf(measures[id]),
    },
    { head: `from, ${unit}`, name: `${id}_low_${unitName}`, read: end('low'), places, missing: () => '' },
    { head: `to, ${unit}`, name: `${id}_high_${unitName}`, read: end('high'), places, missing: () => '' },
    { head: 'n', name: `${id}_n`, read: ({ measures }) => countOf(measures[id]), missing: () => '' },
  ]
}

function reasonOf(measure: CriterionMeasure): string {
  return measure.state === 'unknown' ? measure.reason : ''
}

function countOf(measure: CriterionMeasure): number | null {
  return measure.state === 'known' ? measure.count : null
}

function frontWords(place: FrontPlace | undefined, nameOf: (id: string) => string): string {
  if (place === undefined) return 'left out'
  if (place.state === 'front') return 'on the front'
  if (place.state === 'unknown') return 'not known'
  const by = listText(place.by.map(nameOf))
  return place.state === 'dominated' ? `beaten by ${by}` : `beaten by ${by}, by the values alone`
}

export interface ShareRow extends ContenderRow {
  weight: number
  /** 0 to 1, of the weightings. */
  share: number
  leads: boolean
}

/** How often each wins at each weight of the curve, and who leads there by the values. */
export function shareTable(
  { curve, segments, contenderIds }: Pick<WeightSensitivity, 'curve' | 'segments' | 'contenderIds'>,
  contenders: readonly DecisionContender[],
): ChartTable<ShareRow> {
  const rows = contenderIds.flatMap((id, place) => {
    const contender = contenders.find(({ contenderId }) => contenderId === id)
    if (contender === undefined) return []
    return curve.map(({ weight, shares }): ShareRow => ({
      contender: contenderOf(contender),
      weight,
      share: shares[place] ?? 0,
      leads:
        segments.find(({ from, to }) => weight >= from && weight <= to)?.contenderIds.includes(contender.contenderId) ??
        false,
    }))
  })
  return {
    rows,
    columns: [
      { head: 'Weight, %', name: 'weight_percent', read: ({ weight }) => scaled(weight, 0.01), places: 1 },
      { head: 'Wins, %', name: 'wins_percent', read: ({ share }) => scaled(share, 0.01), places: 1 },
      { head: 'Leads by the values', name: 'leads_by_values', read: ({ leads }) => (leads ? 'yes' : 'no') },
    ],
  }
}

export interface WinsRow extends ContenderRow {
  wins: ContenderStanding['wins']
}

const WEIGHTINGS = [
  { key: 'near', head: 'Near yours' },
  { key: 'yours', head: 'Yours' },
  { key: 'any', head: 'Any' },
] as const

/** How often each wins, over each kind of weightings. */
export function winsTable(
  standings: readonly ContenderStanding[],
  contenders: readonly DecisionContender[],
): ChartTable<WinsRow> {
  return {
    rows: contenders.map((contender) => ({
      contender: contenderOf(contender),
      wins: standings.find(({ contenderId }) => contenderId === contender.contenderId)?.wins ?? null,
    })),
    columns: WEIGHTINGS.flatMap(({ key, head }) =>
      estimateColumns<WinsRow>(
        { head, name: key, ...PERCENT },
        ({ wins }) => wins?.[key] ?? { state: 'unknown', count: 0 },
      ).map((column, place) => (place === 0 ? { ...column, missing: () => 'left out' } : column)),
    ),
  }
}
