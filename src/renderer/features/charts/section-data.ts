import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { TrialCharts } from '#shared/domain/chart-analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'

/** What each section is drawn from. */
export interface SectionData {
  plan: FrozenPlan
  analysis: TrialAnalysis
  charts: TrialCharts
}
