import type { DecisionSentence, SentencePart } from '../../domain/decision-evaluation.ts'
import type { CriterionMeasure, DecisionContender } from '../../domain/decision-evidence.ts'
import { countText } from '../../units/count-text.ts'
import { compareMeasures } from '../compare-measures.ts'
import { levelWords, type Criterion } from '../criteria.ts'
import { countFigure, estimateFigure, measureFigure, named, percentFigure, text } from '../parts.ts'
import { DRAWS, NEAR_CONCENTRATION } from '../sweep.ts'
import {
  contenderOf,
  countsAs,
  countingOf,
  eligibleOf,
  measured,
  measuredSentence,
  openLimitSentence,
  setSentence,
  standingOf,
  type Given,
} from './given.ts'
import { subjectOf, type Subject } from './subject.ts'

type Known = Extract<CriterionMeasure, { state: 'known' }>
type Unknown = Extract<CriterionMeasure, { state: 'unknown' }>

/** What speaks for the contender to run, and what against it; criterion by criterion, the heaviest first. */
export function reasonsFor(
  leaderId: string,
  given: Given,
): { reasons: DecisionSentence[]; against: DecisionSentence[] } {
  const leader = contenderOf(given, leaderId)
  const subject = subjectOf(leader, given.levelWith.length > 0)
  const [, rivalId] = given.ranking
  const rival = rivalId === undefined ? null : contenderOf(given, rivalId)
  const reasons: DecisionSentence[] = []
  const against: DecisionSentence[] = []
  const wins = winsSentence(leader, subject, given)
  if (wins !== null) (wins.isForIt ? reasons : against).push(wins.sentence)
  for (const criterion of countingOf(given)) {
    const measure = measured(leader, criterion, given)
    if (measure.state === 'unknown') {
      against.push(unknownSentence(subject, criterion, measure))
      continue
    }
    const better = surelyBetter(leader, measure, criterion, given)
    if (better !== null) {
      const { contender, own } = better
      const parts = [
        ...withFigure(subject, measure, criterion, given),
        text(`, ${worseWord(criterion)} `),
        named(contender),
        text(' with '),
      ]
      against.push(measuredSentence([...parts, measureFigure(own, criterion), text('.')], measure, criterion.target))
    } else
      reasons.push(
        measuredSentence(besideRival(leader, rival, { subject, measure, criterion }, given), measure, criterion.target),
      )
  }
  against.push(...coldStart(leader, subject), ...notUsable(leader), ...openLimits(leader, given))
  return { reasons, against }
}

/** Whether it wins most weightings near the user's, or only that of the user. */
function winsSentence(
  leader: DecisionContender,
  subject: Subject,
  given: Given,
): { isForIt: boolean; sentence: DecisionSentence } | null {
  const { wins } = standingOf(given, leader.contenderId)
  if (wins === null || wins.near.state !== 'known' || wins.any.state !== 'known' || given.ranking.length < 2)
    return null
  const isForIt = wins.near.value >= 0.5
  const parts = [
    ...subject.does(isForIt ? 'wins in' : 'wins in no more than'),
    percentFigure(wins.near),
    text(' of '),
    countFigure(DRAWS, 'weightings'),
    text(' near yours, and in '),
    percentFigure(wins.any),
    text(' of all weightings of what you weigh.'),
  ]
  const evidence = {
    source: 'drawn' as const,
    text: `${DRAWS.toLocaleString('en-US')} weightings, each with every measurement redrawn`,
    method: `Dirichlet distributions (near yours: concentration ${NEAR_CONCENTRATION}); measurements within their intervals; Wilson interval of the drawing`,
    priceVersion: null,
    count: DRAWS,
    target: 'weights' as const,
  }
  return { isForIt, sentence: { parts, evidence } }
}

function unknownSentence(subject: Subject, criterion: Criterion, measure: Unknown): DecisionSentence {
  return setSentence(
    [...subject.has(criterion.name, 'is not known:'), text(`${measure.reason}. ${countsAs(measure)}`)],
    measure.reason,
    criterion.target,
  )
}

/** The best of those that are better by this criterion, and more than by chance. */
function surelyBetter(
  leader: DecisionContender,
  measure: Known,
  criterion: Criterion,
  given: Given,
): { contender: DecisionContender; own: Known } | null {
  const one = { contenderId: leader.contenderId, measure }
  const better = eligibleOf(given).flatMap((contender) => {
    const own = measured(contender, criterion, given)
    const other = { contenderId: contender.contenderId, measure: own }
    const isWorse = compareMeasures(one, other, criterion, given.evidence.pairs) === 'worse'
    return contender !== leader && isWorse && own.state === 'known' ? [{ contender, own }] : []
  })
  const sign = criterion.better === 'less' ? 1 : -1
  const [best] = better.toSorted(
    (left, right) =>
      sign * (left.own.value - right.own.value) || (left.contender.contenderId < right.contender.contenderId ? -1 : 1),
  )
  return best ?? null
}

/** What the leader has by a criterion, and the one that stands next to it. */
function besideRival(
  leader: DecisionContender,
  rival: DecisionContender | null,
  { subject, measure, criterion }: { subject: Subject; measure: Known; criterion: Criterion },
  given: Given,
): SentencePart[] {
  const own = withFigure(subject, measure, criterion, given)
  if (rival === null) return [...own, text('.')]
  const other = measured(rival, criterion, given)
  if (other.state === 'unknown') {
    return [...own, text('; of '), named(rival), text(` that is not known: ${other.reason}.`)]
  }
  const figure = measureFigure(other, criterion)
  const comparison = compareMeasures(
    { contenderId: leader.contenderId, measure },
    { contenderId: rival.contenderId, measure: other },
    criterion,
    given.evidence.pairs,
  )
  if (comparison === 'better')
    return [...own, text(`, ${betterWord(criterion)} `), named(rival), text(' with '), figure, text('.')]
  if (comparison === 'same') return [...own, text(', the same as '), named(rival), text('.')]
  return [...own, text('; it can’t be told apart from '), named(rival), text(' with '), figure, text('.')]
}

/** `Its p95 while warm is 3.34 s ±0.10 n 180` */
function withFigure(
  subject: Subject,
  measure: Known,
  criterion: Criterion,
  { evidence }: Pick<Given, 'evidence'>,
): SentencePart[] {
  if (criterion.id === 'cost') {
    const volume = [text(' a usable picture at '), countFigure(evidence.imagesPerMonth, 'a month')]
    return [...subject.does('costs'), measureFigure(measure, criterion), ...volume]
  }
  if (criterion.id === 'quality')
    return [...subject.does('is preferred in'), measureFigure(measure, criterion), text(' of its pairs')]
  if (criterion.id === 'reliability')
    return [...subject.does('succeeded in'), measureFigure(measure, criterion), text(' of its samples')]
  const words = criterion.words === null ? [] : [text(`, “${levelWords(criterion, measure.value)}”`)]
  return [...subject.has(criterion.name, 'is'), measureFigure(measure, criterion), ...words]
}

const betterWord = ({ better }: Criterion): string => (better === 'less' ? 'less than' : 'more than')
const worseWord = ({ better }: Criterion): string => (better === 'less' ? 'more than' : 'less than')

function coldStart({ coldPenaltyMs }: DecisionContender, subject: Subject): DecisionSentence[] {
  if (coldPenaltyMs.state !== 'known' || coldPenaltyMs.low <= 0) return []
  return [
    {
      parts: [...subject.of('A cold start', 'costs'), estimateFigure(coldPenaltyMs, 'latency'), text('.')],
      evidence: {
        source: 'measured',
        text: `${coldPenaltyMs.count} probes after idling that started cold`,
        method: 'difference of medians',
        priceVersion: null,
        count: coldPenaltyMs.count,
        target: 'cold-start',
      },
    },
  ]
}

function notUsable(contender: DecisionContender): DecisionSentence[] {
  const { pictures, usable, open } = contender
  const failed = pictures - usable - open
  if (failed === 0) return []
  const parts = [
    countFigure(failed, `of ${countText(pictures, 'picture')}`),
    text(' of '),
    named(contender),
    text(failed === 1 ? ' is not usable.' : ' are not usable.'),
  ]
  const evidence = { source: 'measured' as const, text: 'gates of the pictures', method: null, priceVersion: null }
  return [{ parts, evidence: { ...evidence, count: pictures, target: 'pictures' } }]
}

function openLimits(leader: DecisionContender, given: Given): DecisionSentence[] {
  return standingOf(given, leader.contenderId).constraints.flatMap(({ verdict, reason }) =>
    verdict === 'open' ? [openLimitSentence(leader, reason)] : [],
  )
}
