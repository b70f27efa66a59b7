import { seedText } from '#shared/fairness/seed-text.ts'
import { effectiveCountText, littlesLawText, timeSlicesText } from '../checks-text.ts'
import type { TrialEvidence } from './evidence.ts'

/** Checks of the measurement that a contender did not pass, each with what follows from it. */
export function measurementFindings({ contenders }: TrialEvidence): string[] {
  return contenders.flatMap(({ name, analysis: { checks } }) => [
    ...(checks.effectiveCount?.isBelowHalf === true ? [`${name}: ${effectiveCountText(checks)}`] : []),
    ...(checks.littlesLaw?.isOff === true ? [`${name}: ${littlesLawText(checks)}`] : []),
    ...(checks.timeSlices?.isChanged === true ? [`${name}: ${timeSlicesText(checks)}`] : []),
    ...(['ignored', 'mixed', 'cannot-hold'].includes(checks.seed.verdict) ? [`${name}: ${seedText(checks.seed)}`] : []),
  ])
}
