import { perPictureWithInterval } from '#main/reports/wording.ts'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { gatesText } from '#shared/domain/describe-checks.ts'
import type { GateTally } from '#shared/domain/picture-gates.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { terminalLine } from '#shared/units/harmless-text.ts'

/** One line a contender: `Novita AI: 58 of 60 pictures usable: 2 black; $0.0031 ±0.0002 n 58 a usable picture` */
export function usableLines(trial: Trial, analysis: TrialAnalysis): string[] {
  return analysis.contenders.map(({ contenderId, gates }) =>
    [`${nameOf(trial, contenderId)}: ${gatesText(gates)}`, ...costOf(gates)].join('; '),
  )
}

function costOf({ pictures, open, costPerUsableMicros: cost }: GateTally): string[] {
  if (pictures === 0) return []
  if (open > 0) return ['what a usable one costs is not known yet']
  if (cost.state === 'known') return [`${perPictureWithInterval(cost)} a usable picture`]
  return cost.state === 'unknown' ? ['what a usable one costs is not reported'] : []
}

export function nameOf({ plan }: Trial, contenderId: string): string {
  return terminalLine(plan.contenders.find(({ id }) => id === contenderId)?.name ?? contenderId)
}
