import type { ContenderRating, RatingAnalysis } from '#shared/domain/rating.ts'
import { QUESTION_WORDS } from '#shared/domain/vote.ts'
import { countText } from '#shared/units/count-text.ts'
import { describeRatings } from '#shared/votes/describe-ratings.ts'
import { chanceText, ranksText, tiesText } from '#shared/votes/rating-words.ts'
import { plainTable } from './plain-table.ts'

/** What votes say, question by question: the sentences of the page, and the numbers behind them. */
export function ratingsText(ratings: readonly RatingAnalysis[], nameOf: (contenderId: string) => string): string {
  if (ratings.length === 0) return 'Nobody has voted yet.'
  return ratings.map((rating) => ratingText(rating, nameOf)).join('\n\n')
}

function ratingText(rating: RatingAnalysis, nameOf: (contenderId: string) => string): string {
  const { said, limits } = describeRatings(rating, nameOf)
  const judged = `${countText(rating.voteCount, 'pair')} judged, ${countText(rating.promptCount, 'prompt')}, ${countText(rating.reviewers.length, 'reviewer')}`
  return [
    `${QUESTION_WORDS[rating.question]} ${judged}`,
    ...(said.length === 0 ? ['Too few votes to say who is preferred.'] : said),
    ...limits,
    ...rating.groups
      .filter(({ contenders }) => contenders.length > 1)
      .flatMap(({ contenders, pairs }) => ['', contenderTable(contenders, nameOf), '', pairTable(pairs, nameOf)]),
  ].join('\n')
}

function contenderTable(contenders: readonly ContenderRating[], nameOf: (contenderId: string) => string): string {
  const rows = contenders.map((rating) => [
    nameOf(rating.contenderId),
    preferredText(rating),
    ranksText(rating),
    String(rating.wins),
    String(rating.losses),
    tiesText(rating),
  ])
  return plainTable(['contender', 'preferred', 'rank', 'won', 'lost', 'tied'], rows, [
    'left',
    'right',
    'right',
    'right',
    'right',
    'right',
  ])
}

function preferredText({ preferred }: ContenderRating): string {
  if (preferred.state !== 'known') return 'not rated'
  const [value, low, high] = [preferred.value, preferred.low, preferred.high].map((share) => (share * 100).toFixed(1))
  return `${value} % (${low} to ${high})`
}

function pairTable(pairs: RatingAnalysis['groups'][number]['pairs'], nameOf: (contenderId: string) => string): string {
  const rows = pairs.map(({ first, second, firstIsBetter, votes, isSettled, moreVotes }) => [
    nameOf(first),
    nameOf(second),
    chanceText(firstIsBetter),
    String(votes),
    isSettled ? 'settled' : moreVotes === null ? 'not to be named' : String(moreVotes),
  ])
  return plainTable(['first', 'second', 'first is better', 'votes', 'more votes to settle'], rows, [
    'left',
    'left',
    'right',
    'right',
    'right',
  ])
}
