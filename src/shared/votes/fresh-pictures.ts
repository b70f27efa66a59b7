import { nextPair } from '../stats/ratings/next-pair.ts'
import type { Random } from '../stats/random.ts'
import type { BallotSource } from './ballot-source.ts'
import { pairVotesOf, votesOn } from './pair-votes.ts'
import type { VotablePicture } from './votable-picture.ts'

/**
 * Pictures of one place of the grid that this reviewer has not judged together, in the order in which they are to be shown; empty where
 * none are left.
 */
export function freshPictures(source: BallotSource, random: Random): VotablePicture[] {
  const open = openPairs(source)
  return source.session.shownAtOnce === 2
    ? random.shuffle(
        freshPair(
          source,
          open.map(({ pair }) => pair),
          random,
        ),
      )
    : freshOrder(source, [...new Set(open.map(({ place }) => place))], random)
}

/** How many pairs of pictures this reviewer has not judged. */
export function openPairsOf(source: BallotSource): number {
  return openPairs(source).length
}

/** Every two pictures of one place of the grid. */
export function picturePairs(pictures: readonly VotablePicture[]): Pair[] {
  return placesOf(pictures).flatMap(pairsAmong)
}

/** How many pairs of pictures a trial has. */
export function countPicturePairs(pictures: readonly VotablePicture[]): number {
  return placesOf(pictures).reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
}

function placesOf(pictures: readonly VotablePicture[]): VotablePicture[][] {
  return [...Map.groupBy(pictures, ({ caseIndex, repeat }) => `${caseIndex} ${repeat}`).values()]
}

function openPairs(source: BallotSource): { place: VotablePicture[]; pair: Pair }[] {
  const places = placesOf(source.pictures)
  const isJudged = judgedBefore(source)
  return places.flatMap((place) =>
    pairsAmong(place)
      .filter((pair) => !isJudged(pair))
      .map((pair) => ({ place, pair })),
  )
}

type Pair = [VotablePicture, VotablePicture]

/** The pair that tells most, on a prompt on which it has been judged least. */
function freshPair(source: BallotSource, open: readonly Pair[], random: Random): VotablePicture[] {
  const { sessions, contenderIds, promptOf } = source
  const byPair = Map.groupBy(open, ([one, other]) => pairKey(one.contenderId, other.contenderId))
  if (byPair.size === 0) return []
  const standing = standingVotes(source)
  const { first, second } = nextPair(pairVotesOf(standing, sessions, promptOf), contenderIds, random, (one, other) =>
    byPair.has(pairKey(one, other)),
  )
  const key = pairKey(first, second)
  const counts = countBy(
    standing.filter(
      ({ shown }) =>
        shown.some(({ contenderId }) => contenderId === first) &&
        shown.some(({ contenderId }) => contenderId === second),
    ),
    ({ caseIndex }) => promptOf(caseIndex),
  )
  return leastOf(byPair.get(key) ?? [], ([{ caseIndex }]) => counts.get(promptOf(caseIndex)) ?? 0, random) ?? []
}

/** The prompt that has been judged least, and on it the contenders that have been shown least. */
function freshOrder(source: BallotSource, open: readonly VotablePicture[][], random: Random): VotablePicture[] {
  const { session, promptOf } = source
  const standing = standingVotes(source)
  const counts = countBy(standing, ({ caseIndex }) => promptOf(caseIndex))
  const shown = countBy(
    standing.flatMap((vote) => vote.shown),
    ({ contenderId }) => contenderId,
  )
  const place =
    leastOf(open, ([one]) => (one === undefined ? 0 : (counts.get(promptOf(one.caseIndex)) ?? 0)), random) ?? []
  const rarestFirst = random
    .shuffle(place)
    .toSorted((one, other) => (shown.get(one.contenderId) ?? 0) - (shown.get(other.contenderId) ?? 0))
  return random.shuffle(rarestFirst.slice(0, session.shownAtOnce))
}

function standingVotes({ session, votes }: BallotSource): ReturnType<typeof votesOn> {
  const [question] = session.questions
  return question === undefined ? [] : votesOn(question, votes)
}

/** By this reviewer, in this session or another. */
function judgedBefore(source: BallotSource): (pair: Pair) => boolean {
  const { session, sessions } = source
  const ofReviewer = new Set(sessions.filter(({ reviewer }) => reviewer === session.reviewer).map(({ id }) => id))
  const keys = standingVotes(source)
    .filter(({ sessionId }) => ofReviewer.has(sessionId))
    .flatMap(({ caseIndex, repeat, shown }) =>
      pairsAmong(shown).map(([one, other]) => `${caseIndex} ${repeat} ${pairKey(one.contenderId, other.contenderId)}`),
    )
  const judged = new Set(keys)
  return ([one, other]) => judged.has(`${one.caseIndex} ${one.repeat} ${pairKey(one.contenderId, other.contenderId)}`)
}

function pairsAmong<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((one, place) => items.slice(place + 1).map((other): [Item, Item] => [one, other]))
}

function pairKey(first: string, second: string): string {
  return JSON.stringify([first, second].sort())
}

function countBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

/** One of those with the smallest count, by lot. */
function leastOf<Item>(items: readonly Item[], countOf: (item: Item) => number, random: Random): Item | undefined {
  const counted = items.map((item) => ({ item, count: countOf(item) }))
  const least = Math.min(...counted.map(({ count }) => count))
  const candidates = counted.filter(({ count }) => count === least)
  return candidates.length === 0 ? undefined : candidates[random.integer(candidates.length)]?.item
}
