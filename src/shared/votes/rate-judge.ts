import type { JudgeAnalysis } from '../domain/judge-analysis.ts'
import type { JudgeCall, JudgePair } from '../domain/judge.ts'
import type { Vote, VoteQuestion } from '../domain/vote.ts'
import type { PairVote } from '../stats/ratings/pair-vote.ts'
import { positionBias } from '../stats/ratings/position-bias.ts'
import { rateContenders } from '../stats/ratings/rate-contenders.ts'
import { wilsonEstimate } from '../stats/wilson.ts'
import { judgeAgreement } from './judge-agreement.ts'
import { judgeVerdicts, type JudgeVerdict } from './judge-verdicts.ts'

interface RatedRun {
  pairs: readonly JudgePair[]
  calls: readonly JudgeCall[]
  /** Those of people, which only the agreement is taken from. */
  votes: readonly Vote[]
  contenderIds: readonly string[]
  promptOf: (caseIndex: number) => number
}

/** Everything that a run says on a question, by the functions that rate the votes of people. */
export function rateJudge(
  { pairs, calls, votes, contenderIds, promptOf }: RatedRun,
  question: VoteQuestion,
): JudgeAnalysis {
  const verdicts = judgeVerdicts(pairs, calls).filter((verdict) => verdict.question === question)
  const pairVotes = verdicts.flatMap(({ pair, outcome }): PairVote[] =>
    outcome === null
      ? []
      : [
          {
            first: pair.first.contenderId,
            second: pair.second.contenderId,
            outcome,
            prompt: String(promptOf(pair.caseIndex)),
            reviewer: 'judge',
          },
        ],
  )
  const { reviewerCount: _reviewerCount, ...ratings } = rateContenders(pairVotes, contenderIds)
  return {
    question,
    ...ratings,
    without: reasonsOf(verdicts),
    ...placesOf(verdicts.filter(({ outcome }) => outcome !== null)),
    agreement: judgeAgreement(verdicts, votes, question),
  }
}

function reasonsOf(verdicts: readonly JudgeVerdict[]): JudgeAnalysis['without'] {
  const reasons = verdicts.flatMap(({ outcome, reason }) => (outcome === null ? [reason ?? 'No reason was told.'] : []))
  return [...Map.groupBy(reasons, (reason) => reason)]
    .map(([reason, same]) => ({ reason, pairs: same.length }))
    .toSorted((one, other) => other.pairs - one.pairs)
}

/**
 * Whether the judge prefers a place. Each pair is shown in both orders, so that one which goes by the pictures names each place as often:
 * whatever differs from one half comes from pairs whose two orders named the same place. Their split is tested by the sign test.
 */
function placesOf(verdicts: readonly JudgeVerdict[]): Pick<JudgeAnalysis, 'firstPlace' | 'consistency' | 'bySide'> {
  const said = verdicts.flatMap((verdict) => verdict.said)
  const firsts = said.filter((finding) => finding === 'first').length
  const seconds = said.filter((finding) => finding === 'second').length
  const same = verdicts.filter(
    ({ outcome, said: [planned, swapped] }) => outcome !== 'tie' || (planned === 'tie' && swapped === 'tie'),
  )
  const bySide = verdicts.flatMap(({ said: [planned, swapped] }) =>
    planned === swapped && (planned === 'first' || planned === 'second') ? [{ outcome: planned }] : [],
  )
  const first = bySide.filter(({ outcome }) => outcome === 'first').length
  return {
    firstPlace: wilsonEstimate(firsts, firsts + seconds),
    consistency: wilsonEstimate(same.length, verdicts.length),
    bySide: { first, second: bySide.length - first, pValue: positionBias(bySide).pValue },
  }
}
