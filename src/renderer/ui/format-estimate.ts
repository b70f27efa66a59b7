import { figureText } from '#shared/units/count-text.ts'
import { sizeText } from '#shared/units/size-text.ts'
import { formatDuration, formatSeconds } from '#shared/units/duration.ts'
import { formatOfCap, formatTrialCost, formatUsd } from '#shared/units/format-usd.ts'
import { imagePlaces, LEAST_SECONDS_MS } from '#shared/units/write-estimate.ts'
import type { Estimate } from '#shared/domain/analysis.ts'

/**
 * Why there is no figure: `p99 needs n 473, has n 20`.
 * @param label what is estimated; absent where that is plain without it
 */
export function writeTooFew(
  { count, neededCount }: Extract<Estimate, { state: 'too-few' }>,
  label?: string,
  showCount = true,
): string {
  const needs = `${label === undefined ? '' : `${label} `}needs n ${figureText(neededCount)}`
  return showCount ? `${needs}, has n ${figureText(count)}` : needs
}

/** Why there is no figure, where it stands in a column of numbers. */
export function writeMissing(estimate: Estimate): string {
  if (estimate.state === 'too-few') return writeTooFew(estimate, undefined, false)
  return estimate.state === 'mixed' ? 'of no one load' : 'not reported'
}

/**
 * What was spent as far as it is known. Where no charge was told, that is what it says, and not $0.00.
 * @param capMicros of which it is, as `formatOfCap` writes it
 */
export function formatSpent(spentMicros: number, unknownChargeCount: number, capMicros: number | null = null): string {
  if (spentMicros === 0 && unknownChargeCount > 0) return 'not reported'
  return capMicros === null ? formatTrialCost(spentMicros) : formatOfCap(spentMicros, capMicros)
}

/** The cost of one picture, or the words for one that nobody has told us. */
export function formatImageCost(micros: number | null): string {
  return micros === null ? 'not reported' : formatUsd(micros, micros === 0 ? 4 : imagePlaces(micros))
}

/** Milliseconds as a latency is written: seconds to two places, whole milliseconds below a tenth of a second. */
export function formatLatency(ms: number): string {
  if (ms > 0 && ms < 0.5) return '<1 ms'
  if (ms < LEAST_SECONDS_MS) return `${Math.round(ms)} ms`
  return ms < 100_000 ? `${formatSeconds(ms)} s` : formatDuration(ms)
}

/** `1024²` for a square, `1024 × 768` otherwise. */
export function formatSize(width: number, height: number): string {
  return sizeText(width, height)
}
