import type { DecisionChange, WeightSegment } from '../../domain/decision-evaluation.ts'
import type { CheaperFrom, DecisionContender } from '../../domain/decision-evidence.ts'
import { compareMeasures, pairOf } from '../compare-measures.ts'
import { isBuiltIn, type Criterion } from '../criteria.ts'
import { countFigure, measureFigure, named, namedList, percentFigure, plainFigure, text } from '../parts.ts'
import { cutScore, valueAtScore } from '../score.ts'
import { contenderOf, countingOf, eligibleOf, measured, standingOf, type Given } from './given.ts'

/** More samples than this are no advice. */
const MOST_TIMES_MORE = 50

/** What would turn the answer: other weights, another volume, another price, or knowing more. */
export function changesFor(leaderId: string, given: Given): DecisionChange[] {
  const leader = contenderOf(given, leaderId)
  const rivals = eligibleOf(given).filter((contender) => contender !== leader)
  const [second] = given.ranking.filter((id) => id !== leaderId)
  return [
    ...weightChanges(leader, given),
    ...volumeChanges(leader, given),
    ...(second === undefined || given.levelWith.length > 0
      ? []
      : figureChanges(leader, contenderOf(given, second), given)),
    ...rivals.flatMap((rival) => votesNeeded(leader, rival, given)),
    ...rivals.flatMap((rival) => samplesNeeded(leader, rival, given)),
    ...missingCounts(given),
  ]
}

const exact = (value: number) => percentFigure({ value, low: value, high: value })

/** Next to the segment that holds the user's own weight. */
function weightChanges(leader: DecisionContender, given: Given): DecisionChange[] {
  const isLeaders = ({ contenderIds }: WeightSegment): boolean => contenderIds.includes(leader.contenderId)
  return countingOf(given).flatMap((criterion) => {
    const found = given.sensitivities.find(({ criterionId }) => criterionId === criterion.id)
    if (found === undefined) return []
    const { segments, weight } = found
    const own = segments.findIndex((segment) => weight >= segment.from && weight <= segment.to && isLeaders(segment))
    if (own < 0) return []
    const below = segments.slice(0, own).findLast((segment) => !isLeaders(segment))
    const above = segments.slice(own + 1).find((segment) => !isLeaders(segment))
    const row = (words: string, at: number, ids: readonly string[]): DecisionChange => ({
      condition: [text(`${criterion.title} counts ${words} `), exact(at)],
      consequence: [...namedList(ids.map((id) => contenderOf(given, id))), text(ids.length === 1 ? ' leads' : ' lead')],
      target: 'weights',
    })
    return [
      ...(below === undefined ? [] : [row('less than', below.to, below.contenderIds)]),
      ...(above === undefined ? [] : [row('more than', above.from, above.contenderIds)]),
    ]
  })
}

/** The volume that is reached first comes first. */
function volumeChanges(leader: DecisionContender, { evidence }: Given): DecisionChange[] {
  const distance = ({ imagesPerMonth }: CheaperFrom): number => Math.abs(imagesPerMonth - evidence.imagesPerMonth)
  const nearestFirst = evidence.breakEvens.toSorted((left, right) => distance(left) - distance(right))
  return nearestFirst.flatMap(({ cheaperAboveId, cheaperBelowId, imagesPerMonth }) => {
    const isAbove = evidence.imagesPerMonth >= imagesPerMonth
    const [now, then] = isAbove ? [cheaperAboveId, cheaperBelowId] : [cheaperBelowId, cheaperAboveId]
    if (now !== leader.contenderId) return []
    const other = evidence.contenders.find(({ contenderId }) => contenderId === then)
    if (other === undefined) return []
    const at = countFigure(imagesPerMonth, 'a month')
    return [
      {
        condition: [text(`the volume stays ${isAbove ? 'below' : 'above'} `), at],
        consequence: [named(other), text(' costs less than '), named(leader)],
        target: 'cost' as const,
      },
    ]
  })
}

/** The cost or the p95 at which the second would draw level, all else as it is. */
function figureChanges(leader: DecisionContender, second: DecisionContender, given: Given): DecisionChange[] {
  const [ahead, behind] = [leader, second].map(({ contenderId }) => standingOf(given, contenderId).total)
  if (ahead == null || behind == null || ahead <= behind) return []
  return countingOf(given).flatMap((criterion) => {
    const measure = measured(second, criterion, given)
    const reference = given.references.get(criterion.id)
    if (criterion.scale !== 'logarithmic' || measure.state === 'unknown' || reference === undefined) return []
    // Of a range there is no value that could fall.
    if (measure.spread === 'range') return []
    const scores = standingOf(given, second.contenderId).scores
    const now = scores.find(({ criterionId }) => criterionId === criterion.id)?.score
    if (now === undefined) return []
    const needed = now + (ahead - behind) / (given.weights.get(criterion.id) as number)
    if (needed > 1 || cutScore(needed) !== needed) return []
    const value = valueAtScore(needed, reference, criterion)
    return [
      {
        condition: [
          text(`the ${criterion.name} of `),
          named(second),
          text(' falls from '),
          measureFigure(measure, criterion),
          text(' to '),
          plainFigure(value, criterion),
        ],
        consequence: [named(second), text(' draws level with '), named(leader)],
        target: criterion.target,
      },
    ]
  })
}

function votesNeeded(leader: DecisionContender, rival: DecisionContender, given: Given): DecisionChange[] {
  if (!given.weights.has('quality')) return []
  const pair = pairOf(leader.contenderId, rival.contenderId, given.evidence.pairs)
  if (pair === null || pair.isSettled || pair.moreVotes === null) return []
  return [
    {
      condition: [
        text('about '),
        countFigure(pair.moreVotes, pair.moreVotes === 1 ? 'vote' : 'votes'),
        text(' more go on as so far'),
      ],
      consequence: [text('quality tells '), named(leader), text(' from '), named(rival)],
      target: 'votes',
    },
  ]
}

/**
 * How many samples would tell two apart whose values differ and whose intervals don't say so: intervals narrow with the square root of
 * n, so n times (half widths over difference) squared. A rule of thumb: values move as well.
 */
function samplesNeeded(leader: DecisionContender, rival: DecisionContender, given: Given): DecisionChange[] {
  return countingOf(given).flatMap((criterion): DecisionChange[] => {
    if (!isBuiltIn(criterion.id) || criterion.id === 'quality' || criterion.words !== null) return []
    const [one, other] = [measured(leader, criterion, given), measured(rival, criterion, given)]
    if (one.state === 'unknown' || other.state === 'unknown') return []
    if (one.spread !== 'sampling' || other.spread !== 'sampling' || one.count === null || other.count === null)
      return []
    const sides = [
      { contenderId: leader.contenderId, measure: one },
      { contenderId: rival.contenderId, measure: other },
    ] as const
    if (compareMeasures(sides[0], sides[1], criterion, given.evidence.pairs) !== 'level') return []
    const difference = one.value - other.value
    const squares = ((one.high - one.low) ** 2 + (other.high - other.low) ** 2) / 4
    const times = squares / difference ** 2
    if (!(times > 1 && times <= MOST_TIMES_MORE)) return []
    const needed = Math.ceil(Math.max(one.count, other.count) * times)
    return [
      {
        condition: [text('about '), countFigure(needed, 'samples'), text(' of each show the same difference')],
        consequence: [text(`${criterion.name} tells `), named(leader), text(' from '), named(rival)],
        target: criterion.target,
      },
    ]
  })
}

/** Criterion by criterion: who lacks samples or votes for a figure. */
function missingCounts(given: Given): DecisionChange[] {
  return given.standings.flatMap(({ criterionId, state }) => {
    const criterion = given.criteria.find(({ id }) => id === criterionId)
    if (state === 'not-weighed' || criterion === undefined) return []
    const lacking = eligibleOf(given).flatMap((contender) => {
      const measure = measured(contender, criterion, given)
      return measure.state === 'unknown' && measure.neededCount !== null
        ? [{ contender, needed: measure.neededCount }]
        : []
    })
    return [...Map.groupBy(lacking, ({ needed }) => needed)].map(([needed, those]): DecisionChange => ({
      condition: [
        ...namedList(those.map(({ contender }) => contender)),
        text(those.length === 1 ? ' has ' : ' each have '),
        countFigure(needed, neededWord(criterion, needed)),
      ],
      consequence: [text(`the ${criterion.name} is known, and may change the answer`)],
      target: criterion.target,
    }))
  })
}

function neededWord({ id }: Pick<Criterion, 'id'>, count: number): string {
  const word = id === 'quality' ? 'vote' : 'sample'
  return count === 1 ? word : `${word}s`
}
