import type { Converted } from '../domain/spend.ts'
import { countText } from './count-text.ts'
import { dayText } from './day-text.ts'

const PER_UNIT = 1_000_000

/**
 * An amount of another currency, with as many places as that has: `€12.10`, `¥1,200`; below one unit with two more.
 * @param micros in millionths of the currency
 */
export function formatMoney(micros: number, currency: string): string {
  const usual =
    new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  const places = micros !== 0 && Math.abs(micros) < PER_UNIT ? usual + 2 : usual
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  })
  return format.format(micros / PER_UNIT).replace('-', '−')
}

/** `€12.10 at 0.92 on 1 Nov 2026`: an amount with the rates that it was converted at, and what is missing in it. */
export function convertedText({ currency, amountMicros, rates, daysWithoutRate }: Converted): string {
  const missing =
    daysWithoutRate.length === 0 ? '' : `no ${currency} rate for ${countText(daysWithoutRate.length, 'day')} of it`
  if (rates.length === 0) return missing === '' ? formatMoney(amountMicros, currency) : missing
  const at = rates.map(({ day, ratePerUsd }) => `${ratePerUsd} on ${dayText(day)}`).join(', ')
  return `${formatMoney(amountMicros, currency)} at ${at}${missing === '' ? '' : `; ${missing}`}`
}
