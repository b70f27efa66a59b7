import type { JudgeCall, JudgeFinding, JudgePair } from '#shared/domain/judge.ts'
import type { VoteQuestion } from '#shared/domain/vote.ts'

/** The pair of two contenders on a prompt. */
export function examplePair(number: number, caseIndex: number, first = 'a', second = 'b'): JudgePair {
  const picture = (contenderId: string) => ({ sampleId: `${contenderId}-${caseIndex}-0`, contenderId })
  return { number, caseIndex, repeat: 0, first: picture(first), second: picture(second) }
}

/** Both calls of a pair. */
export function callsOn(
  pair: number,
  [planned, swapped]: readonly [JudgeFinding, JudgeFinding],
  question: VoteQuestion = 'preferred',
): JudgeCall[] {
  return [exampleCall(pair, 'as-planned', planned, question), exampleCall(pair, 'swapped', swapped, question)]
}

export function exampleCall(
  pair: number,
  order: JudgeCall['order'],
  finding: JudgeFinding,
  question: VoteQuestion = 'preferred',
): JudgeCall {
  return {
    id: `judge-call-${pair}-${order}-${question}-${finding}`,
    runId: 'judge-1',
    pair,
    question,
    order,
    askedAt: '2026-11-14T10:00:00.000Z',
    answeredAt: '2026-11-14T10:00:01.000Z',
    finding,
    reason: finding === 'refused' ? 'Refused.' : null,
    answer: null,
    tokens: { input: 1000, output: 20 },
    answeringModel: null,
    requestId: null,
    charge: { amountMicros: 10, basis: 'listed', priceId: null, evidence: '' },
  }
}
