import type { Estimate } from '#shared/domain/analysis.ts'
import { isToldApart, medianDifference } from '#shared/stats/median-difference.ts'
import { listText } from '#shared/units/list-text.ts'
import { latencyWithInterval, secondsText } from '../wording.ts'
import { latencyObservations } from '../asked-samples.ts'
import { rankBy, type TrialEvidence } from './evidence.ts'

type Ranked = ReturnType<typeof rankBy>[number]

/**
 * Who answers first, and who last. Two contenders are only put in an order where the interval of the difference of their medians
 * leaves out 0; those that can't be told apart from the fastest are named with it.
 */
export function latencyFindings({ trial, contenders }: TrialEvidence): string[] {
  const ranked = rankBy(contenders, (analysis) => analysis.latency.p50)
  const [first, second] = ranked
  if (first === undefined) return []
  if (second === undefined) {
    return [
      `${first.contender.name} answers in ${latencyWithInterval(first.estimate)}; there is no other median beside it.`,
    ]
  }
  const apart = (left: Ranked, right: Ranked): boolean => isApart(left, right, trial.plan.seed)
  const level = ranked.slice(1).filter((other) => !apart(first, other))
  const texts: string[] = []
  if (level.length === 0) {
    const sooner = secondsText(second.estimate.value - first.estimate.value)
    texts.push(
      `${first.contender.name} answers first: ${latencyWithInterval(first.estimate)}, ${sooner} sooner than ${second.contender.name}.`,
    )
  } else {
    const together = [first, ...level]
    const figures = listText(together.map(({ estimate }) => latencyWithInterval(estimate)))
    texts.push(
      `${listText(together.map(({ contender }) => contender.name))} can’t be told apart by median latency: ${figures}.`,
    )
  }
  const last = ranked.at(-1) as Ranked
  const beforeLast = ranked.at(-2) as Ranked
  if (ranked.length > 2 && !level.includes(last) && apart(beforeLast, last)) {
    texts.push(`${last.contender.name} takes longest: ${latencyWithInterval(last.estimate)}.`)
  }
  return texts
}

/**
 * With enough prompts: by the bootstrap of the difference. With fewer: by order-statistic intervals that do not touch, which is the
 * stricter test and speaks of these prompts alone.
 */
function isApart(left: Ranked, right: Ranked, seed: number): boolean {
  const difference: Estimate = medianDifference(
    latencyObservations(left.contender.lane),
    latencyObservations(right.contender.lane),
    { seed },
  )
  if (difference.state === 'known') return isToldApart(difference)
  return left.estimate.high < right.estimate.low || right.estimate.high < left.estimate.low
}
