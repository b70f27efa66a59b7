import type { ContenderRating, PairRating, RatingAnalysis } from '../domain/rating.ts'
import { countText, figureText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'

/** Below this chance a difference is not taken for luck. */
export const SIGNIFICANT = 0.05

export interface RatingSentences {
  /** The first could be said in a meeting, the others stand behind it. */
  said: string[]
  limits: string[]
}

/** What the votes on a question say, in sentences. @param nameOf the name of a contender */
export function describeRatings(rating: RatingAnalysis, nameOf: (contenderId: string) => string): RatingSentences {
  const { said, limits } = describeStandings(rating, nameOf)
  return {
    said,
    limits: [...limits, ...describeReviewers(rating), ...describePosition(rating), ...describeMissing(rating, nameOf)],
  }
}

/** Who leads, and what the votes do not connect or support, whoever gave them. */
export function describeStandings(
  rating: Pick<RatingAnalysis, 'groups' | 'votesToChangeWinner'>,
  nameOf: (contenderId: string) => string,
): RatingSentences {
  const compared = rating.groups.filter(({ contenders }) => contenders.length > 1)
  return {
    said: compared.flatMap((group) => describeGroup(group, rating, nameOf)),
    limits: [...describeGroups(rating, nameOf), ...describeTooFew(rating, nameOf)],
  }
}

function describeGroup(
  { contenders, pairs }: RatingAnalysis['groups'][number],
  { votesToChangeWinner }: Pick<RatingAnalysis, 'votesToChangeWinner'>,
  nameOf: (contenderId: string) => string,
): string[] {
  const rated = contenders.filter(({ ranks }) => ranks !== null)
  const [leader, ...others] = rated
  if (leader === undefined || others.length === 0) return []
  const open = others.filter((other) => !pairOf(pairs, leader, other)?.isSettled)
  const share = shareText(leader)
  const leads =
    open.length === 0
      ? `${nameOf(leader.contenderId)} is preferred to every other contender: in ${share} of its pairs.`
      : `${nameOf(leader.contenderId)} leads with ${share} of its pairs, and can’t be told apart from ${listText(open.map(({ contenderId }) => nameOf(contenderId)))}.`
  const more = open.flatMap((other) => {
    const votes = pairOf(pairs, leader, other)?.moreVotes ?? null
    return votes === null
      ? []
      : [
          `About ${countText(votes, 'vote')} more would tell it from ${nameOf(other.contenderId)}, if they go on as so far.`,
        ]
  })
  const last = others.at(-1)
  const behind =
    last !== undefined && others.length > 1 && pairOf(pairs, leader, last)?.isSettled === true
      ? [`${nameOf(last.contenderId)} is preferred least: in ${shareText(last)} of its pairs.`]
      : []
  const flips =
    votesToChangeWinner === null
      ? []
      : [`${countText(votesToChangeWinner, 'vote')} the other way round would have changed who leads.`]
  return [leads, ...more, ...behind, ...flips]
}

function pairOf(
  pairs: readonly PairRating[],
  one: Pick<ContenderRating, 'contenderId'>,
  other: Pick<ContenderRating, 'contenderId'>,
): PairRating | undefined {
  return pairs.find(
    ({ first, second }) =>
      (first === one.contenderId && second === other.contenderId) ||
      (first === other.contenderId && second === one.contenderId),
  )
}

function describeGroups({ groups }: Pick<RatingAnalysis, 'groups'>, nameOf: (contenderId: string) => string): string[] {
  if (groups.length < 2) return []
  const lists = groups.map(({ contenders }) => listText(contenders.map(({ contenderId }) => nameOf(contenderId))))
  return [`No vote connects ${lists.join(' with ')}: they are rated apart, and nothing is said across.`]
}

function describeTooFew({ groups }: Pick<RatingAnalysis, 'groups'>, nameOf: (contenderId: string) => string): string[] {
  const few = groups.flatMap(({ contenders }) =>
    contenders.flatMap(({ contenderId, preferred }) =>
      preferred.state === 'too-few' ? [`${nameOf(contenderId)} has ${figureText(preferred.count)}`] : [],
    ),
  )
  if (few.length === 0) return []
  return [`A contender is rated from n 5 votes on: ${listText(few)}.`]
}

function describeReviewers({ clusters, reviewers, consistency, agreement, promptCount }: RatingAnalysis): string[] {
  const [only] = reviewers
  const who =
    clusters === 'prompts-and-reviewers'
      ? []
      : reviewers.length === 1 && only !== undefined
        ? [
            `All votes are ${only.reviewer}’s: the intervals are for this reviewer and other prompts, not for other people.`,
          ]
        : reviewers.length > 1
          ? [
              `The intervals are for these ${figureText(reviewers.length)} reviewers and other prompts: n 6 reviewers are needed to speak of others like them.`,
            ]
          : []
  const prompts = promptCount === 1 ? ['All votes are on one prompt, and say nothing of others.'] : []
  const same =
    consistency.state === 'known'
      ? [
          `Shown again with sides swapped, the same was said in ${percentText(consistency.value)} of ${countText(consistency.count, 'pair')} (${percentText(consistency.low)} to ${percentText(consistency.high)}).`,
        ]
      : []
  const agree =
    agreement.alpha === null
      ? []
      : [
          `Reviewers agree with α ${agreement.alpha.toFixed(2)} on ${countText(agreement.unitCount, 'pair')} that several have judged (1: always, 0: as by chance).`,
        ]
  return [...who, ...prompts, ...same, ...agree]
}

function describePosition({ position: { left, pValue } }: RatingAnalysis): string[] {
  if (left.state !== 'known' || pValue === null) return []
  if (pValue >= SIGNIFICANT) {
    const text = `The left picture was preferred in ${percentText(left.value)} of ${countText(left.count, 'decided vote')}, no more than chance gives.`
    return [text]
  }
  const side = left.value > 0.5 ? 'left' : 'right'
  const share = left.value > 0.5 ? left.value : 1 - left.value
  return [
    `The ${side} picture was preferred in ${percentText(share)} of ${countText(left.count, 'decided vote')}, which chance alone gives in ${pValue < 0.001 ? 'fewer than 1 of 1,000' : `${Math.round(pValue * 1000)} of 1,000`} cases: sides are random, so it favours nobody, but it blurs.`,
  ]
}

function describeMissing({ missing }: RatingAnalysis, nameOf: (contenderId: string) => string): string[] {
  const some = missing.filter(({ places }) => places > 0)
  if (some.length === 0) return []
  const list = some.map(({ contenderId, places }) => `${nameOf(contenderId)} at ${countText(places, 'place')}`)
  return [`No picture to judge: ${listText(list)}. Neither won nor lost there; reliability tells.`]
}

function shareText({ preferred }: ContenderRating): string {
  if (preferred.state !== 'known') return 'an unknown share'
  return `${percentText(preferred.value)} (${percentText(preferred.low)} to ${percentText(preferred.high)}, n ${figureText(preferred.count)})`
}

export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`
}
