import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { PhaseBar } from '../../charts/phase-chart.tsx'
import { linearAxis, type LinearAxis } from '../../charts/scale.ts'
import { orderByMedian } from './prepare-latency.ts'

export interface PreparedPhases {
  bars: PhaseBar[]
  axis: LinearAxis
}

/**
 * What each phase adds to the mean picture, in seconds: its mean where it happened times the share of pictures in which it
 * did. Only so do the parts make a whole: a connection opened once in forty pictures adds a fortieth of itself.
 */
export function preparePhases(plan: FrozenPlan, analysis: TrialAnalysis): PreparedPhases {
  const bars = orderByMedian(plan, analysis)
    .filter(({ analysis: numbers }) => numbers.phases.length > 0 && numbers.succeeded > 0)
    .map(({ contender, analysis: numbers }) => {
      const bar: PhaseBar = {
        contenderId: contender.id,
        name: contender.name,
        position: contender.position,
        totalSeconds: 0,
        connect: null,
        queue: null,
        send: null,
        wait: null,
        polling: null,
        receive: null,
      }
      for (const { phase, meanMs, count } of numbers.phases) {
        const seconds = (meanMs / 1000) * (count / numbers.succeeded)
        bar[phase] = seconds
        bar.totalSeconds += seconds
      }
      return bar
    })
  return { bars, axis: linearAxis(Math.max(0, ...bars.map((bar) => bar.totalSeconds)), 5) }
}
