export const MICROS_PER_USD = 1_000_000

/**
 * Micro-dollars as text with a dollar sign: `formatUsd(15_000, 4) === '$0.0150'`. Thousands are grouped by commas.
 * Kept apart from the zod schema of money, so that the page can write amounts without carrying zod.
 * @param micros integer micro-dollars
 * @param places decimal places, 0 to 6; rounding is half away from zero.
 */
export function formatUsd(micros: number, places: number): string {
  const step = 10 ** (6 - places)
  const rounded = Math.round(Math.abs(micros) / step) * step
  const whole = Math.floor(rounded / MICROS_PER_USD).toLocaleString('en-US')
  const fraction = String(rounded % MICROS_PER_USD).padStart(6, '0')
  const sign = micros < 0 && rounded !== 0 ? '−' : ''
  return `${sign}$${whole}${places === 0 ? '' : `.${fraction.slice(0, places)}`}`
}
