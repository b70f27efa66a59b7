import type { Ballot, Vote, VoteSession } from '../domain/vote.ts'
import { createRandom, mixSeeds } from '../stats/random.ts'
import type { BallotSource } from './ballot-source.ts'
import { freshPictures } from './fresh-pictures.ts'
import type { VotablePicture } from './votable-picture.ts'

/** One in fourteen is shown again, 7 %: enough to see whether a reviewer says the same, and few enough not to tire. */
export const REPEAT_EVERY = 14
/** So many others lie between the two at least, or the first is simply remembered. */
export const LEAST_APART = 6

const STREAM = { sides: 1, repeats: 2 } as const

/**
 * What is judged next in a session; null where nothing is left. It hangs on the session's seed and on the votes that stand, on nothing
 * else: after a reload, or when a vote was taken back, the same comes again.
 *
 * All questions are asked of the same pictures before the next ones come. Which contenders are shown is chosen for what a vote on them
 * would tell; the prompt is one of those with the fewest votes on them; sides are drawn by lot.
 */
export function nextBallot(source: BallotSource): Ballot | null {
  const { session, votes } = source
  const own = votes
    .filter(({ sessionId, undoneAt }) => sessionId === session.id && undoneAt === null)
    .toSorted((one, other) => one.number - other.number)
  const number = own.length + 1
  const last = own.at(-1)
  const question = session.questions[own.length % session.questions.length]
  if (question === undefined) throw new Error(`The session ${session.id} has no question.`)
  const turn = Math.floor(own.length / session.questions.length)
  const isFurther = last !== undefined && own.length % session.questions.length > 0
  const again = isFurther ? last : repeatedTurn(session, turn, own)
  const seen = again === null ? null : picturesOf(again, source.pictures)
  if (again !== null && seen !== null) {
    const { caseIndex, repeat } = again
    if (!isFurther) return { number, question, caseIndex, repeat, repeats: again.number, shown: seen.toReversed() }
    const repeats = again.repeats === null ? null : again.repeats + 1
    return { number, question, caseIndex, repeat, repeats, shown: seen }
  }
  const random = createRandom(mixSeeds(session.seed, STREAM.sides, turn))
  const fresh = freshPictures(source, random)
  const [first] = fresh
  if (first === undefined) return null
  return {
    number,
    question,
    caseIndex: first.caseIndex,
    repeat: first.repeat,
    repeats: null,
    shown: fresh.map(asShown),
  }
}

function asShown({ sampleId, contenderId, image }: VotablePicture): Ballot['shown'][number] {
  return { sampleId, contenderId, image }
}

/** By their places, where one may have been asked again since; null where one has no picture any more that could be judged. */
function picturesOf({ caseIndex, repeat, shown }: Vote, pictures: readonly VotablePicture[]): Ballot['shown'] | null {
  const found = shown.flatMap(
    ({ contenderId }) =>
      pictures.find(
        (picture) =>
          picture.contenderId === contenderId && picture.caseIndex === caseIndex && picture.repeat === repeat,
      ) ?? [],
  )
  return found.length < shown.length ? null : found.map(asShown)
}

/** The vote whose pictures are shown again in this turn; null where new ones are. In each fourteen turns one is, at a place by lot. */
function repeatedTurn(session: VoteSession, turn: number, own: readonly Vote[]): Vote | null {
  const round = Math.floor(turn / REPEAT_EVERY)
  const random = createRandom(mixSeeds(session.seed, STREAM.repeats, round))
  // Not among the first, before which there is nothing to repeat.
  const place =
    round === 0 ? LEAST_APART + 1 + random.integer(REPEAT_EVERY - LEAST_APART - 1) : random.integer(REPEAT_EVERY)
  if (turn !== round * REPEAT_EVERY + place) return null
  const [question] = session.questions
  const repeated = new Set(own.map(({ repeats }) => repeats))
  const before = (turn - LEAST_APART) * session.questions.length
  const candidates = own.filter(
    (vote) =>
      vote.question === question && vote.repeats === null && !repeated.has(vote.number) && vote.number <= before,
  )
  return candidates.length === 0 ? null : (candidates[random.integer(candidates.length)] ?? null)
}
