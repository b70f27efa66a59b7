import type { CostItemKind } from '../domain/month-cost.ts'

/** What a month’s cost is made of, for people; in the order in which items are listed. */
export const COST_ITEM_NAMES: Readonly<Record<CostItemKind, string>> = {
  pictures: 'pictures',
  'failed-calls': 'calls without a picture',
  'cold-starts': 'cold starts',
  idle: 'idle',
  recoveries: 'recoveries',
  storage: 'storage',
  extras: 'extra charges',
  people: 'people',
}
