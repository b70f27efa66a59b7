import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { OverTimePoint } from '../../charts/over-time-chart.tsx'
import { linearAxis, type LinearAxis } from '../../charts/scale.ts'

export interface OverTime {
  points: OverTimePoint[]
  time: LinearAxis
  latency: LinearAxis
  /** Seconds are read as minutes where the trial is long. */
  unit: 's' | 'min'
}

const LONG_TRIAL_SECONDS = 300

/** Every sample at the moment it was due. Times on the axis are seconds; `unit` says how to write them. */
export function prepareOverTime(plan: FrozenPlan, analysis: TrialAnalysis): OverTime {
  const positions = new Map(plan.contenders.map((contender) => [contender.id, contender.position]))
  const points: OverTimePoint[] = []
  let lastSeconds = 0
  let slowestSeconds = 0
  for (const point of analysis.points) {
    const position = positions.get(point.contenderId)
    if (position === undefined) continue
    const seconds = point.dueMs / 1000
    const latencySeconds = point.latencyMs / 1000
    lastSeconds = Math.max(lastSeconds, seconds)
    if (point.succeeded) slowestSeconds = Math.max(slowestSeconds, latencySeconds)
    points.push({ position, seconds, latencySeconds, succeeded: point.succeeded })
  }
  const long = lastSeconds > LONG_TRIAL_SECONDS
  const time = long ? scaleAxis(linearAxis(lastSeconds / 60, 6), 60) : linearAxis(lastSeconds, 6)
  return { points, time, latency: linearAxis(slowestSeconds, 4), unit: long ? 'min' : 's' }
}

function scaleAxis(axis: LinearAxis, factor: number): LinearAxis {
  return { maximum: axis.maximum * factor, ticks: axis.ticks.map((tick) => tick * factor) }
}
