import type { ContenderCharts, HeldBack } from '#shared/domain/chart-analysis.ts'
import type { FailureClass, Outcome } from '#shared/domain/sample.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { percentileEstimates, PERCENTILES } from '#shared/stats/percentile.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'
import { isOfTheService } from './service-answer.ts'

/** Below it a wait is that of our own loop. */
const LEAST_WAIT_MS = 1

/** Tries that came to the same, as they are counted where they are kept. */
export interface CountedAttempts {
  outcome: Outcome
  failureClass: FailureClass | null
  attemptFailureClass: FailureClass | null
  count: number
}

/** Samples by how many tries they took. */
export function countTries(asked: readonly SampleFigures[]): ContenderCharts['tries'] {
  const groups = Map.groupBy(asked, ({ attempts }) => attempts)
  return [...groups]
    .map(([attempts, rows]) => ({ attempts, samples: rows.length }))
    .toSorted((left, right) => left.attempts - right.attempts)
}

/** What tries came to. Those of samples that say nothing of the service, because they were cancelled or held back, are left out. */
export function analyseAttempts(counted: readonly CountedAttempts[]): ContenderCharts['attempts'] {
  const found: ContenderCharts['attempts'] = { succeeded: 0, failures: {} }
  for (const { attemptFailureClass, count, ...sample } of counted) {
    if (!isOfTheService(sample)) continue
    if (attemptFailureClass === null) found.succeeded += count
    else found.failures[attemptFailureClass] = (found.failures[attemptFailureClass] ?? 0) + count
  }
  return found
}

/** How often and how long samples waited by rule. */
export function analyseHeldBack(asked: readonly SampleFigures[]): HeldBack {
  const waits = asked.map(({ heldBackMs }) => heldBackMs).filter((ms) => ms >= LEAST_WAIT_MS)
  const estimate = percentileEstimates(waits)
  return {
    share: wilsonEstimate(waits.length, asked.length),
    median: estimate(PERCENTILES.p50),
    p95: estimate(PERCENTILES.p95),
    totalMs: waits.reduce((sum, ms) => sum + ms, 0),
  }
}
