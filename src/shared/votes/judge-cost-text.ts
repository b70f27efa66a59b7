import type { JudgeRun } from '../domain/judge.ts'
import { countText } from '../units/count-text.ts'
import { formatCap, formatOfCap } from '../units/format-usd.ts'

/**
 * What a run has cost by now, and how far that is known: `$0.0123 of $0.50`, `$0.0123 known and 2 calls unknown, $0.0323 counted of $0.50`.
 */
export function judgeCostText({
  run: { capMicros, practice },
  knownMicros,
  unknownCount,
  countedMicros,
}: {
  run: Pick<JudgeRun, 'capMicros' | 'practice'>
  knownMicros: number
  unknownCount: number
  countedMicros: number
}): string {
  const of = `of ${formatCap(capMicros)}${practice ? ', practice, not charged' : ''}`
  if (unknownCount === 0) return `${formatOfCap(knownMicros, capMicros)} ${of}`
  const known = formatOfCap(knownMicros, capMicros)
  return `${known} known and ${countText(unknownCount, 'call')} unknown, ${formatOfCap(countedMicros, capMicros)} counted ${of}`
}
