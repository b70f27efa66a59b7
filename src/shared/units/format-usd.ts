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

/** What a trial costs, or another amount that adds up: to the cent, or to four places where a cent is too coarse. */
export function formatTrialCost(micros: number): string {
  return formatUsd(micros, trialPlaces(micros))
}

function trialPlaces(micros: number): number {
  return micros !== 0 && Math.abs(micros) < MICROS_PER_USD ? 4 : 2
}

/** A cap as it was set, never rounded: to the cent where it is one of whole cents, to four places or six where it is not. */
export function formatCap(capMicros: number): string {
  return formatUsd(capMicros, [2, 4].find((places) => Number.isInteger(capMicros / 10 ** (6 - places))) ?? 6)
}

/**
 * An amount beside the cap that it counts against: to as many places as it takes for it not to read as the cap, nor as nothing,
 * where it is neither. `$49.9980` of `$50.00`
 */
export function formatOfCap(micros: number, capMicros: number): string {
  if (micros === capMicros) return formatCap(capMicros)
  const reads = (places: number): boolean => {
    const step = 10 ** (6 - places)
    const rounded = Math.round(micros / step) * step
    return rounded !== capMicros && (rounded !== 0 || micros === 0)
  }
  return formatUsd(micros, [2, 4].find((places) => places >= trialPlaces(micros) && reads(places)) ?? 6)
}
