import type { ColdStartAnalysis } from '#shared/domain/analysis.ts'
import { isOpenLoad } from '#shared/domain/describe-load.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { ColdProbe } from '#shared/stats/cold-rule.ts'
import { coldStart } from '#shared/stats/cold-start.ts'
import { wasTimed } from './asked-samples.ts'

/**
 * After which idle time a contender starts cold, and what that costs. Warm is what it needed while it was measured: in a sweep at the
 * least concurrency, in an open loop without the wait for a place, because a probe waits for none.
 * @param rows all samples of one contender
 * @param headline those of them that measure, at the load of the headline latency
 * @returns null for a plan without probes
 */
export function analyseColdStart(
  plan: Pick<FrozenPlan, 'load' | 'coldProbes'>,
  rows: readonly SampleFigures[],
  headline: readonly SampleFigures[],
): ColdStartAnalysis | null {
  if (plan.coldProbes === null) return null
  const probed = rows.filter(
    (row) => row.role === 'cold-probe' && row.outcome !== 'cancelled' && row.failureClass !== 'budget',
  )
  const { probes, warmMs } = coldAndWarm(plan, rows, headline)
  const { rule, states, gaps, penaltyMs } = coldStart(probes, warmMs)
  const reported = probes.filter(({ reportedCold }) => reportedCold !== null).length
  const unknown = states.filter((state) => state === 'unknown').length
  return {
    gaps,
    penaltyMs,
    failed: probed.length - probes.length,
    basis: { reported, byRule: probes.length - reported - unknown, unknown },
    rule,
  }
}

/** Probes that gave a picture, in their order, and what pictures needed that were asked soon after another; parameters as above. */
export function coldAndWarm(
  plan: Pick<FrozenPlan, 'load'>,
  rows: readonly SampleFigures[],
  headline: readonly SampleFigures[],
): { probes: ColdProbe[]; warmMs: number[] } {
  const timeOf = (row: SampleFigures): number => (isOpenLoad(plan) ? row.serviceMs : row.latencyMs)
  return {
    probes: rows
      .filter((row) => row.role === 'cold-probe' && hasTime(row))
      .map((row) => ({
        gapMs: gapOf(row),
        latencyMs: timeOf(row),
        reportedCold: row.reportedCold,
        reportedQueueMs: row.reportedQueueMs,
      })),
    warmMs: headline.filter(hasTime).map(timeOf),
  }
}

function hasTime(row: SampleFigures): boolean {
  return row.outcome === 'succeeded' && wasTimed(row)
}

function gapOf({ position, idleMs }: SampleFigures): number {
  if (idleMs === null) throw new Error(`The probe in position ${position} has no gap before it.`)
  return idleMs
}
