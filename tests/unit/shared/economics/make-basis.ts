import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import type { MonthCost } from '#shared/domain/month-cost.ts'
import type { Price } from '#shared/domain/price.ts'
import type { SourcedValue } from '#shared/domain/sourced-value.ts'
import { prepareSetting, type MonthSetting } from '#shared/economics/month-setting.ts'

export const DOLLAR = 1_000_000

export function makePrice(unit: Price['unit'], amountUsd: string, rules: Partial<Price> = {}): Price {
  return {
    id: `test/${unit}`,
    label: unit,
    models: [],
    unit,
    amountUsd,
    source: null,
    retrievedOn: '2026-11-12',
    confidence: 'typed-in',
    ...rules,
  }
}

export function typed(value: number): SourcedValue {
  return { value, low: value, high: value, count: null, source: 'typed-in' }
}

export function measured(low: number, value: number, high: number, count = 100): SourcedValue {
  return { value, low, high, count, source: 'measured' }
}

const PLAIN = {
  providerId: null,
  failed: { share: null, chargeShare: 0 },
  coldStart: { curve: [], penaltySeconds: null },
  usableShare: null,
} satisfies Partial<CostBasis>

/** A managed API at so many dollars a picture. */
export function managed(amountUsd: string, changes: Partial<CostBasis> & { price?: Price } = {}): CostBasis {
  const { price = makePrice('image', amountUsd), ...rest } = changes
  return {
    ...PLAIN,
    id: `api-${amountUsd}`,
    name: 'API',
    billing: { by: 'units', price, unitsPerImage: typed(1) },
    ...rest,
  }
}

/** A machine by the hour. */
export function machine(
  amountUsd: string,
  imagesPerHour: number | SourcedValue,
  changes: Partial<CostBasis> & { price?: Price; slots?: number } = {},
): CostBasis {
  const { price = makePrice('instance-hour', amountUsd), slots = 1, ...rest } = changes
  const rate = typeof imagesPerHour === 'number' ? typed(imagesPerHour) : imagesPerHour
  return { ...PLAIN, id: 'gpu', name: 'GPU', billing: { by: 'machine', price, imagesPerHour: rate, slots }, ...rest }
}

export function setting(changes: Partial<CostAssumptions> = {}): MonthSetting {
  return prepareSetting({ ...DEFAULT_ASSUMPTIONS, ...changes })
}

export function known(month: MonthCost): Extract<MonthCost, { state: 'known' }> {
  if (month.state !== 'known') throw new Error(`expected a known month, got: ${month.reason}`)
  return month
}

/** The amounts of a month by the kind of item, in dollars. */
export function dollarsByItem(month: MonthCost): Record<string, number> {
  return Object.fromEntries(known(month).items.map(({ kind, amountMicros }) => [kind, amountMicros / DOLLAR]))
}
