import type { JudgePair } from '../domain/judge.ts'
import type { Vote, VoteQuestion, VoteSession } from '../domain/vote.ts'
import { createRandom, mixSeeds } from '../stats/random.ts'
import { freshPictures } from './fresh-pictures.ts'
import { votesOn } from './pair-votes.ts'
import type { RatedTrial } from './rate-trial.ts'

/** Apart from the streams of people's sessions. */
const STREAM = 3

/**
 * The pairs that a judge is asked. First those that people have judged, in the order of their votes, because only on them can be seen
 * whether the judge says what people say; then those that people would be asked next. All are planned before the first call: what
 * comes next hangs on no answer, so that a run can be taken up again.
 * @param count at most so many; fewer where there are fewer pairs of pictures
 */
export function planJudgePairs(
  trial: RatedTrial,
  { seed, question, count }: { seed: number; question: VoteQuestion; count: number },
): JudgePair[] {
  const pairs = pairsOfPeople(trial, question, seed).slice(0, count)
  const session: VoteSession = {
    id: 'judge',
    trialId: '',
    reviewer: 'judge',
    questions: [question],
    shownAtOnce: 2,
    seed,
    fileId: null,
    startedAt: new Date(0).toISOString(),
  }
  const votes = pairs.map(asTie(question))
  while (pairs.length < count) {
    const random = createRandom(mixSeeds(seed, STREAM, pairs.length))
    const [first, second] = freshPictures({ ...trial, sessions: [session], session, votes }, random)
    if (first === undefined || second === undefined) break
    const pair: JudgePair = {
      number: pairs.length + 1,
      caseIndex: first.caseIndex,
      repeat: first.repeat,
      first: { sampleId: first.sampleId, contenderId: first.contenderId },
      second: { sampleId: second.sampleId, contenderId: second.contenderId },
    }
    pairs.push(pair)
    votes.push(asTie(question)(pair))
  }
  return pairs
}

/** Each pair of pictures that people have judged on the question, once, where both pictures still stand. */
function pairsOfPeople({ votes, pictures }: RatedTrial, question: VoteQuestion, seed: number): JudgePair[] {
  const standing = new Set(pictures.map(({ sampleId }) => sampleId))
  const random = createRandom(mixSeeds(seed, STREAM))
  const found = new Map<string, JudgePair>()
  for (const { caseIndex, repeat, shown } of votesOn(question, votes)) {
    for (const [place, one] of shown.entries()) {
      for (const other of shown.slice(place + 1)) {
        if (!standing.has(one.sampleId) || !standing.has(other.sampleId)) continue
        const key = [one.sampleId, other.sampleId].sort().join(' ')
        if (found.has(key)) continue
        const [first, second] = random.shuffle([one, other])
        if (first === undefined || second === undefined) throw new Error('Two pictures were shuffled to fewer.')
        found.set(key, { number: found.size + 1, caseIndex, repeat, first, second })
      }
    }
  }
  return [...found.values()]
}

/** A planned pair counts as one that was asked, with nothing said of its answer. */
function asTie(question: VoteQuestion): (pair: JudgePair) => Vote {
  return ({ number, caseIndex, repeat, first, second }) => ({
    sessionId: 'judge',
    number,
    question,
    caseIndex,
    repeat,
    shown: [first, second],
    answer: { ranks: [1, 1], noneIsGood: false },
    repeats: null,
    surround: 'mid',
    shownAt: new Date(0).toISOString(),
    answeredAt: new Date(0).toISOString(),
    undoneAt: null,
  })
}
