import type { ContenderAnalysis, Estimate } from '#shared/domain/analysis.ts'
import { ComparedName, type ComparedFigure } from '#shared/domain/trial-comparison.ts'
import { costDifference } from '#shared/economics/cost-difference.ts'
import { medianDifference } from '#shared/stats/median-difference.ts'
import { recoveredDifference, subtractedDifference } from '#shared/stats/separate-difference.ts'
import { costedSamples, latencyObservations, type Lane } from '../asked-samples.ts'
import { NEEDED_FOR_THROUGHPUT } from '../images-per-hour.ts'
import { usableCosts } from '../tally-gates.ts'

/** A contender in one of the trials; its lane numbers the prompts as both trials do. */
export interface ContenderSide {
  lane: Lane
  analysis: ContenderAnalysis
}

/**
 * All figures of a contender in two trials. Medians and costs are compared by prompt where there are enough, paired where both trials have
 * it; everything else, and medians of few prompts, from the two intervals, since nothing pairs them.
 * @param options.seed decides the resampling
 */
export function compareFigures(
  first: ContenderSide,
  second: ContenderSide,
  options: { seed: number },
): ComparedFigure[] {
  return ComparedName.options.map((name) => {
    const [before, after] = [figureOf(first.analysis, name), figureOf(second.analysis, name)]
    const difference = differenceOf(name, { first, second, before, after }, options)
    return { name, first: before, second: after, difference, verdict: verdictOf(difference) }
  })
}

function figureOf(
  { latency, costPerImageMicros, gates, successRate, costMeasures, coldStart }: ContenderAnalysis,
  name: ComparedName,
): Estimate {
  const figures: Record<ComparedName, Estimate> = {
    median: latency.p50,
    p95: latency.p95,
    'cost-per-image': costPerImageMicros,
    'cost-per-usable': gates.costPerUsableMicros,
    success: successRate,
    usable: costMeasures.usableShare,
    'cold-start': coldStart?.penaltyMs ?? { state: 'unknown', count: 0 },
    throughput: costMeasures.imagesPerHour,
  }
  return figures[name]
}

interface BothSides {
  first: ContenderSide
  second: ContenderSide
  before: Estimate
  after: Estimate
}

function differenceOf(
  name: ComparedName,
  { first, second, before, after }: BothSides,
  options: { seed: number },
): Estimate {
  if (before.state !== 'known' || after.state !== 'known') return subtractedDifference(after, before)
  switch (name) {
    case 'median': {
      const byPrompt = medianDifference(latencyObservations(second.lane), latencyObservations(first.lane), options)
      return byPrompt.state === 'known' ? byPrompt : subtractedDifference(after, before)
    }
    case 'cost-per-image':
      return costDifference(costedSamples(second.lane), costedSamples(first.lane), options)
    case 'cost-per-usable':
      return costDifference(usableCosts(second.lane), usableCosts(first.lane), options)
    case 'p95':
    case 'cold-start':
      return subtractedDifference(after, before)
    case 'success':
    case 'usable':
      return recoveredDifference(after, before, { neededCount: 1 })
    case 'throughput':
      return recoveredDifference(after, before, { neededCount: NEEDED_FOR_THROUGHPUT })
    default:
      throw new Error(`There is no way to compare ${String(name satisfies never)}.`)
  }
}

function verdictOf(difference: Estimate): ComparedFigure['verdict'] {
  if (difference.state !== 'known') return 'cannot-tell'
  if (difference.low > 0) return 'higher'
  if (difference.high < 0) return 'lower'
  return difference.low === 0 && difference.high === 0 ? 'same' : 'cannot-tell'
}
