import type { Database } from 'better-sqlite3'
import type { ContenderLatency } from '#shared/domain/analysis.ts'
import { headlineOf, mixedPercentiles } from '#shared/domain/headline.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { orderStatisticEstimate, PERCENTILES } from '#shared/stats/percentile.ts'

interface Span {
  trialId: string
  contenderId: string
  stage: number | null
  skipped: number
  taken: number
}

/** Samples whose latency counts, as the index of latencies has them; the analysis calls them asked, succeeded and timed. */
const TIMED = `outcome = 'succeeded' AND role = 'measure' AND disturbance IS NULL`

/** Percentiles of every contender of a trial that has one, in the order of its plan; of the load that `headlineOf` names. */
export type LatencyTable = (trialId: string, plan: Pick<FrozenPlan, 'load'>) => ContenderLatency[]

/**
 * Reads percentiles and their intervals as order statistics from an index that holds the latencies in ascending order, from
 * whichever end is nearer. They are those of `percentileEstimate` over the same samples, to the last digit; SQLite's own functions
 * are not (`percentileRank` says why). One stage of a sweep is not in that index: each latency up to the rank is then looked up.
 */
export function createLatencyTable(database: Database): LatencyTable {
  const ofAll = prepareReading(database, '')
  const ofStage = prepareReading(database, 'AND stage = @stage')

  // In one transaction, because ranks are only right among as many values as were counted.
  return database.transaction((trialId: string, plan: Pick<FrozenPlan, 'load'>) => {
    const headline = headlineOf(plan)
    const { selectCounts, ascending, descending } = headline.kind === 'stage' ? ofStage : ofAll
    const stage = headline.kind === 'stage' ? headline.stage : null
    return selectCounts.all({ trialId, stage }).map(({ contenderId, count }): ContenderLatency => {
      if (headline.kind === 'none') return { contenderId, ...mixedPercentiles(count) }
      const between = (lowRank: number, highRank: number): number[] => {
        const span = { trialId, contenderId, stage, taken: highRank - lowRank + 1 }
        const behind = count - highRank
        if (lowRank - 1 <= behind) return ascending.all({ ...span, skipped: lowRank - 1 })
        return descending.all({ ...span, skipped: behind }).reverse()
      }
      const estimate = (share: number) => orderStatisticEstimate(count, share, between)
      return {
        contenderId,
        p50: estimate(PERCENTILES.p50),
        p90: estimate(PERCENTILES.p90),
        p95: estimate(PERCENTILES.p95),
        p99: estimate(PERCENTILES.p99),
      }
    })
  })
}

/** @param condition SQL that leaves out more samples; empty for none */
function prepareReading(database: Database, condition: string) {
  const inOrder = (order: 'ASC' | 'DESC') =>
    database
      .prepare<Span, number>(
        `SELECT latency_ms FROM samples
         WHERE trial_id = @trialId AND contender_id = @contenderId AND ${TIMED} ${condition}
         ORDER BY latency_ms ${order} LIMIT @taken OFFSET @skipped`,
      )
      .pluck()
  return {
    selectCounts: database.prepare<Pick<Span, 'trialId' | 'stage'>, { contenderId: string; count: number }>(`
      SELECT contenders.id AS contenderId, (
        SELECT count(*) FROM samples
        WHERE trial_id = contenders.trial_id AND contender_id = contenders.id AND ${TIMED} ${condition}
      ) AS count
      FROM contenders WHERE trial_id = @trialId ORDER BY position`),
    ascending: inOrder('ASC'),
    descending: inOrder('DESC'),
  }
}
