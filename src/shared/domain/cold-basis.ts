import { countText, figureText } from '../units/count-text.ts'
import { formatDuration } from '../units/duration.ts'
import type { ColdStartAnalysis } from './analysis.ts'

/** What told cold starts from warm ones, for people: `said by the provider for 6 of 9; above 4.21 s for the others (one warm in 20 may be)`. */
export function describeColdBasis({ basis, rule, failed }: ColdStartAnalysis): string {
  const { reported, byRule, unknown } = basis
  const count = reported + byRule + unknown
  const parts = [
    ...(count === 0 ? ['no probe has given a picture'] : []),
    ...(reported === 0 ? [] : [`said by the provider for ${figureText(reported)} of ${figureText(count)}`]),
    ...(byRule === 0 || rule === null
      ? []
      : [
          `${reported === 0 ? '' : 'else '}cold above ${formatDuration(rule.limitMs)}, which at most one in ${figureText(Math.round(1 / rule.falsePositiveRate))} warm ones exceeds (of ${figureText(rule.warmCount)} warm)`,
        ]),
    ...(unknown === 0
      ? []
      : [`not known for ${figureText(unknown)}${rule === null ? ', for want of warm samples' : ''}`]),
    ...(failed === 0 ? [] : [`${countText(failed, 'probe')} gave no picture`]),
  ]
  return parts.join('; ')
}
