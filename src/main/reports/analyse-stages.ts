import type { StageAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { percentileEstimates, PERCENTILES } from '#shared/stats/percentile.ts'
import { wasTimed } from './asked-samples.ts'
import { imagesPerHour } from './images-per-hour.ts'

/**
 * A sweep stage by stage: latency and throughput at each concurrency. Over all stages together a latency would be that of no load.
 * @param asked samples of one contender that were asked
 * @returns empty for any other load
 */
export function analyseStages({ load }: Pick<FrozenPlan, 'load'>, asked: readonly SampleFigures[]): StageAnalysis[] {
  if (load.kind !== 'sweep') return []
  return load.concurrencies.map((concurrency, stage) => {
    const own = asked.filter((row) => row.stage === stage)
    const succeeded = own.filter((row) => row.outcome === 'succeeded')
    const estimate = percentileEstimates(succeeded.filter(wasTimed).map((row) => row.latencyMs))
    const perHour = imagesPerHour(own.filter(wasTimed))
    return {
      concurrency,
      asked: own.length,
      succeeded: succeeded.length,
      failed: own.filter((row) => row.outcome === 'failed').length,
      p50: estimate(PERCENTILES.p50),
      p95: estimate(PERCENTILES.p95),
      imagesPerMinute: perHour === null ? null : perHour / 60,
    }
  })
}
