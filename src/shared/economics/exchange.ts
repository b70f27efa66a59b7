import type { ExchangeRate } from '../domain/exchange-rate.ts'
import type { Converted } from '../domain/spend.ts'
import { divideRounded, parseDecimal, type Decimal } from '../units/decimal.ts'
import type { Micros } from '../units/money.ts'
import type { Picos } from '../units/parse-amount.ts'

type Rate = Pick<ExchangeRate, 'currency' | 'day' | 'ratePerUsd'>

/** The rate that holds on a day: the newest of the currency that is not younger. null where none was entered for so early a day. */
export function rateOn<R extends Rate>(rates: readonly R[], currency: string, day: string): R | null {
  return rates
    .filter((rate) => rate.currency === currency && rate.day <= day)
    .reduce<R | null>((newest, rate) => (newest === null || rate.day > newest.day ? rate : newest), null)
}

/** Micro-dollars in millionths of another currency. @param ratePerUsd units of it for one dollar */
export function fromMicros(amountMicros: Micros, ratePerUsd: string): number {
  const { units, places } = decimalOf(ratePerUsd)
  return Number(divideRounded(BigInt(amountMicros) * units, 10n ** BigInt(places)))
}

/** An amount of another currency in dollars. */
export function toUsd(amount: Picos, ratePerUsd: string): Picos {
  const { units, places } = decimalOf(ratePerUsd)
  return divideRounded(amount * 10n ** BigInt(places), units)
}

/** What was spent on several days, each day at the rate that held on it. A day without a rate is named, and is not in the sum. */
export function convertDays(
  days: Iterable<{ day: string; amountMicros: Micros }>,
  rates: readonly Rate[],
  currency: string,
): Converted {
  let amountMicros = 0
  const used = new Map<string, string>()
  const without = new Set<string>()
  for (const one of days) {
    const rate = rateOn(rates, currency, one.day)
    if (rate !== null) {
      amountMicros += fromMicros(one.amountMicros, rate.ratePerUsd)
      used.set(rate.day, rate.ratePerUsd)
    } else if (one.amountMicros !== 0) without.add(one.day)
  }
  return {
    currency,
    amountMicros,
    rates: [...used].map(([day, ratePerUsd]) => ({ day, ratePerUsd })).sort((a, b) => a.day.localeCompare(b.day)),
    daysWithoutRate: [...without].sort(),
  }
}

function decimalOf(ratePerUsd: string): Decimal {
  const decimal = parseDecimal(ratePerUsd)
  if (decimal === null || decimal.units === 0n) throw new Error(`"${ratePerUsd}" is no exchange rate.`)
  return decimal
}
