import type { Criterion } from '#shared/decision/criteria.ts'
import type { ReferencePoints } from '#shared/domain/decision-settings.ts'
import { MOST_LEVEL } from '#shared/domain/rubric-level.ts'
import { MICROS_PER_USD } from '#shared/units/format-usd.ts'
import { describeRange, fits, parseNumber } from '../trial-design/read-number.ts'

interface LimitUnit {
  /** Beside the field. */
  unit: string
  /** So many of the criterion's own unit are one that is typed. */
  per: number
  most: number
  /** Whether the criterion's own unit is whole. */
  whole: boolean
}

const UNITS: Record<Criterion['quantity'], LimitUnit> = {
  rate: { unit: 'an hour', per: 1, most: 1_000_000, whole: false },
  latency: { unit: 's', per: 1000, most: 86_400, whole: false },
  moneyPerImage: { unit: '$', per: MICROS_PER_USD, most: 1000, whole: true },
  moneyPerMonth: { unit: '$', per: MICROS_PER_USD, most: 10_000_000, whole: true },
  share: { unit: '%', per: 0.01, most: 100, whole: false },
  level: { unit: 'of 4', per: 1, most: MOST_LEVEL, whole: true },
}

type Quantified = Pick<Criterion, 'quantity'>

export function limitUnit({ quantity }: Quantified): string {
  return UNITS[quantity].unit
}

/** A limit in its criterion's unit as it is typed: 8000 ms are `8`. */
export function typedLimit(limit: number, { quantity }: Quantified): string {
  return String(Number((limit / UNITS[quantity].per).toPrecision(12)))
}

/** The limit in its criterion's unit; null for what is none. */
export function readLimit(typed: string, { quantity }: Quantified): number | null {
  const { per, most, whole } = UNITS[quantity]
  const number = parseNumber(typed)
  if (!fits(number, { minimum: 0, maximum: most, whole: false })) return null
  const limit = Number((number * per).toPrecision(12))
  return whole ? Math.round(limit) : limit
}

/** What a limit may be, for the one who typed something else. */
export function describeLimit({ quantity }: Quantified): string {
  return describeRange({ minimum: 0, maximum: UNITS[quantity].most, whole: false })
}

/**
 * Reference points as they were typed, or what is wrong with them: good enough is the better one of two, and on a logarithmic scale
 * there is no 0.
 */
export function readReference(
  typed: { good: string; unacceptable: string },
  criterion: Pick<Criterion, 'quantity' | 'better' | 'scale'>,
): ReferencePoints | string {
  const [good, unacceptable] = [readLimit(typed.good, criterion), readLimit(typed.unacceptable, criterion)]
  if (good === null || unacceptable === null) return describeLimit(criterion)
  if (criterion.scale === 'logarithmic' && (good === 0 || unacceptable === 0)) return 'Type numbers above 0'
  const isBetter = criterion.better === 'less' ? good < unacceptable : good > unacceptable
  return isBetter ? { good, unacceptable } : 'Good enough is better than unacceptable'
}
