import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { ClaimFile } from '#shared/domain/claim.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { ReportEconomics } from '#shared/domain/report-economics.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { checkClaims } from '#shared/economics/claims/check-claims.ts'
import { compareCosts } from '#shared/economics/compare-costs.ts'
import { costBasesOf } from '#shared/economics/cost-basis-of.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'

/** What a trial's costs are reckoned with besides what it measured. */
export interface EconomicsSources {
  assumptions: CostAssumptions
  /** What others claim. */
  claims: readonly ClaimFile[]
  /** The price book. */
  prices: readonly BookedPrice[]
}

/** A practice trial measures simulators, so it speaks neither for nor against what others claim of the real ones. */
export function reckonEconomics(
  { plan, practice }: Pick<Trial, 'plan' | 'practice'>,
  analysis: Pick<TrialAnalysis, 'contenders'>,
  { assumptions, claims, prices }: EconomicsSources,
): ReportEconomics {
  const bases = costBasesOf(plan.contenders, analysis)
  const setting = prepareSetting(assumptions)
  return {
    assumptions,
    comparison: compareCosts(bases, assumptions),
    claims: claims.flatMap((file) =>
      checkClaims([file], { prices, measured: practice ? [] : bases, setting }).flatMap((check) => {
        const providers = file.claims.find(({ id }) => id === check.claimId)?.providers ?? []
        return concerns(providers, plan.contenders) ? { ...check, providers } : []
      }),
    ),
  }
}

function concerns(providers: readonly string[], contenders: readonly Contender[]): boolean {
  const steps = contenders.flatMap((contender) => [contender, ...contender.furtherSteps])
  return providers.length === 0 || steps.some(({ providerId }) => providers.includes(providerId))
}
