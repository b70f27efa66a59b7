import { costDifference } from '#shared/economics/cost-difference.ts'
import { isToldApart } from '#shared/stats/median-difference.ts'
import { neededCount } from '#shared/stats/percentile.ts'
import { listText } from '#shared/units/list-text.ts'
import { imagePlaces } from '#shared/units/write-estimate.ts'
import { costedSamples } from '../asked-samples.ts'
import { perPictureText, perPictureWithInterval } from '../wording.ts'
import { rankBy, type TrialEvidence } from './evidence.ts'

type Ranked = ReturnType<typeof rankBy>[number]

/** As many pictures as a median needs for its interval: with fewer nobody is put before another by latency either. */
const NEEDED_TO_RANK = neededCount(0.5)

/** Whose pictures cost least, where the cost per picture is known. Nobody is ranked on a handful of pictures, as in a trial that is paused. */
export function costFindings({ trial, contenders }: TrialEvidence): string[] {
  const ranked = rankBy(contenders, (analysis) => analysis.costPerImageMicros)
  const [first, second] = ranked
  if (first === undefined) return []
  const cost = perPictureWithInterval(first.estimate)
  if (second === undefined) {
    return [`${first.contender.name} costs ${cost} a picture; no other cost is known beside it.`]
  }
  const few = ranked.filter(({ estimate }) => estimate.count < NEEDED_TO_RANK)
  if (few.length > 0) {
    const figures = listText(ranked.map(({ estimate }) => perPictureWithInterval(estimate)))
    const names = listText(ranked.map(({ contender }) => contender.name))
    return [`${names} are not ranked by cost a picture: ${figures}, and each needs n ${NEEDED_TO_RANK}.`]
  }
  const places = imagePlaces(first.estimate.value)
  const less = perPictureText(second.estimate.value - first.estimate.value, places)
  if (ranked.some(({ estimate }) => estimate.method === 'exact')) {
    if (first.estimate.value === second.estimate.value) {
      return [`${first.contender.name} and ${second.contender.name} cost the same in this trial: ${cost} a picture.`]
    }
    return [
      `${first.contender.name} cost least in this trial: ${cost} a picture, ${less} less than ${second.contender.name}.`,
    ]
  }
  const level = ranked.slice(1).filter((other) => !isApart(first, other, trial.plan.seed))
  if (level.length > 0) {
    const together = [first, ...level]
    const figures = listText(together.map(({ estimate }) => perPictureWithInterval(estimate)))
    return [
      `${listText(together.map(({ contender }) => contender.name))} can’t be told apart by cost a picture: ${figures}.`,
    ]
  }
  return [`${first.contender.name} costs least: ${cost} a picture, ${less} less than ${second.contender.name}.`]
}

function isApart(left: Ranked, right: Ranked, seed: number): boolean {
  return isToldApart(costDifference(costedSamples(left.contender.lane), costedSamples(right.contender.lane), { seed }))
}
