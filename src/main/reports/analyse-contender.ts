import type {
  ContenderAnalysis,
  Estimate,
  PhaseShare,
  StageAnalysis,
  LatencyPercentiles,
} from '#shared/domain/analysis.ts'
import { isOpenLoad } from '#shared/domain/describe-load.ts'
import { headlineOf, mixedPercentiles } from '#shared/domain/headline.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import { costPerImage } from '#shared/economics/cost-per-image.ts'
import { percentileEstimate, percentileEstimates, PERCENTILES } from '#shared/stats/percentile.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'
import { sumKnown } from '#shared/units/money.ts'
import { mean } from 'simple-statistics'
import { analyseColdStart } from './analyse-cold-start.ts'
import { analyseStages } from './analyse-stages.ts'
import { answeredSteps } from './answered-steps.ts'
import { costedSamples, wasTimed, type Lane } from './asked-samples.ts'
import { checkMeasurement } from './check-measurement.ts'
import { imagesPerHour } from './images-per-hour.ts'
import { measureCosts } from './measure-costs.ts'
import { tallyGates } from './tally-gates.ts'
import { isOfTheService, type ServiceAnswer } from './service-answer.ts'

/**
 * All numbers of one contender.
 * - Latency, phases and reported times: succeeded samples only, and those alone during which neither a sleep nor the end of a sitting
 *   came between; latency and phases of those that met one load (`headlineOf`).
 * - Success: succeeded over succeeded and failed, each sample by what the service did the first time it was asked. A refusal says
 *   nothing about the service either way, so it is in neither. What a retry by hand gave later is told apart (`askedAgain`).
 * - Cost per image: samples that were asked; per usable image the same money over the pictures that pass every gate. What was spent: every row, also of cancelled samples, because money is money.
 * @param plan whose seed decides the resampling, so that the same rows give the same intervals
 * @param sittings of the trial, in their order
 */
export function analyseContender(lane: Lane, plan: FrozenPlan, sittings: readonly Sitting[]): ContenderAnalysis {
  const { contender, asked, rows, answers } = lane
  const succeeded = asked.filter((row) => row.outcome === 'succeeded')
  const timed = lane.headline.filter((row) => row.outcome === 'succeeded' && wasTimed(row))
  const answered = (outcome: SampleFigures['outcome']): ServiceAnswer[] =>
    answers.filter((one) => one.outcome === outcome)
  const [drawn, refused, failed] = [answered('succeeded'), answered('refused'), answered('failed')]
  const stages = analyseStages(plan, asked)
  const { knownMicros, unknownCount } = sumKnown(
    rows.flatMap((row) => [row, ...row.earlier]).map(({ chargeMicros }) => chargeMicros),
  )
  const perImage = costPerImage(costedSamples(lane), { seed: plan.seed })
  const gates = tallyGates(lane, plan)
  const rate = bestRate(stages) ?? imagesPerHour(asked.filter(wasTimed))
  return {
    contenderId: contender.id,
    asked: answers.length,
    succeeded: drawn.length,
    refused: refused.length,
    failed: failed.length,
    attempts: asked.reduce((total, row) => total + row.attempts, 0),
    failures: tally(failed.flatMap(({ failureClass }) => failureClass ?? [])),
    askedAgain: askedAgain(rows),
    untimed: succeeded.filter((row) => !wasTimed(row) && !row.earlier.some(isOfTheService)).length,
    flags: tally(succeeded.flatMap((row) => row.flags)),
    successRate: wilsonEstimate(drawn.length, drawn.length + failed.length),
    latency: percentilesOf(timed, (row) => row.latencyMs, plan),
    service: isOpenLoad(plan) ? percentilesOf(timed, (row) => row.serviceMs, plan) : null,
    stages,
    coldStart: analyseColdStart(plan, rows, lane.headline),
    answeredWithin: answeredSteps(lane.headline),
    phases: phaseShares(timed),
    reportedQueueMs: medianReported(succeeded.map((row) => row.reportedQueueMs)),
    reportedInferenceMs: medianReported(succeeded.map((row) => row.reportedInferenceMs)),
    spentMicros: knownMicros,
    unknownChargeCount: unknownCount,
    costPerImageMicros: perImage,
    gates,
    imagesPerHour: rate,
    costMeasures: measureCosts(lane, { stages, gates, seed: plan.seed }),
    warnings: countWarnings(asked),
    checks: checkMeasurement(lane, { plan, sittings }),
  }
}

/** Samples with which the service had failed or that it had refused, and that were asked again: how many, and how many gave a picture then. */
function askedAgain(rows: readonly SampleFigures[]): ContenderAnalysis['askedAgain'] {
  const again = rows.filter((row) => row.role === 'measure' && row.earlier.some(isOfTheService))
  return { count: again.length, succeeded: again.filter((row) => row.outcome === 'succeeded').length }
}

function percentilesOf(
  timed: readonly SampleFigures[],
  timeOf: (row: SampleFigures) => number,
  plan: Pick<FrozenPlan, 'load'>,
): LatencyPercentiles {
  if (headlineOf(plan).kind === 'none') return mixedPercentiles(timed.length)
  const estimate = percentileEstimates(timed.map(timeOf))
  return {
    p50: estimate(PERCENTILES.p50),
    p90: estimate(PERCENTILES.p90),
    p95: estimate(PERCENTILES.p95),
    p99: estimate(PERCENTILES.p99),
  }
}

/** A machine would be run at the stage that draws most. */
function bestRate(stages: readonly StageAnalysis[]): number | null {
  const rates = stages.flatMap(({ imagesPerMinute }) => imagesPerMinute ?? [])
  return rates.length === 0 ? null : Math.max(...rates) * 60
}

/** How often each of a closed list of words occurs; words that do not occur are absent. */
function tally<Word extends string>(words: readonly Word[]): Partial<Record<Word, number>> {
  const counts: Partial<Record<Word, number>> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

/** `unknown` where no sample says so; else the median over those that do. */
function medianReported(values: readonly (number | null)[]): Estimate {
  const reported = values.filter((value) => value !== null)
  if (reported.length === 0) return { state: 'unknown', count: values.length }
  return percentileEstimate(reported, PERCENTILES.p50)
}

/**
 * Mean of each phase over the samples in which it happened. `queue` is our own: from the moment a sample was due until it was started,
 * where that took a millisecond or more. The provider's own queue is another clock and stands in `reportedQueueMs`.
 */
function phaseShares(succeeded: readonly SampleFigures[]): PhaseShare[] {
  const phase: Record<PhaseShare['phase'], (row: SampleFigures) => number | null> = {
    connect: (row) => row.phases.connectMs,
    queue: (row) => (row.startedMs - row.dueMs >= 1 ? row.startedMs - row.dueMs : null),
    send: (row) => row.phases.sendMs,
    wait: (row) => row.phases.waitMs,
    polling: (row) => row.phases.pollingMs,
    receive: (row) => row.phases.receiveMs,
  }
  return Object.entries(phase).flatMap(([name, read]) => {
    const values = succeeded.map(read).filter((value) => value !== null)
    if (values.length === 0) return []
    return [{ phase: name as PhaseShare['phase'], meanMs: mean(values), count: values.length }]
  })
}

/** What was not sent as asked, in words, with the number of samples, commonest first. */
function countWarnings(rows: readonly SampleFigures[]): { text: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { parameter, asked, sent, reason } of rows.flatMap((row) => row.warnings)) {
    const what = sent === null ? `${parameter} ${asked} was not sent` : `${parameter} ${asked} was sent as ${sent}`
    const text = `${what}: ${reason}`
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, count]) => ({ text, count })).toSorted((left, right) => right.count - left.count)
}
