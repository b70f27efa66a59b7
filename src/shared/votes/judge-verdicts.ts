import type { JudgeCall, JudgeFinding, JudgePair } from '../domain/judge.ts'
import type { VoteQuestion } from '../domain/vote.ts'

/** What a judge said of one pair in both orders. */
export interface JudgeVerdict {
  pair: JudgePair
  question: VoteQuestion
  /** By the pair's own first and second; null where one of the two calls gave no vote. */
  outcome: 'first' | 'second' | 'tie' | null
  /** By the place in each call: as planned, and swapped. */
  said: [JudgeFinding, JudgeFinding]
  /** Why there is no vote; null where there is one. */
  reason: string | null
}

/** Findings that end a question on a pair in one order: it is not asked again. */
export function isFinal(finding: JudgeFinding): boolean {
  return finding !== 'failed' && finding !== 'interrupted'
}

/**
 * The pairs that were asked in both orders, question by question. A picture wins where it is preferred in both orders; where the model
 * says the one place twice, or a tie once, the pair is a tie. What can't be read or was refused is no vote.
 */
export function judgeVerdicts(pairs: readonly JudgePair[], calls: readonly JudgeCall[]): JudgeVerdict[] {
  const final = new Map(calls.filter(({ finding }) => isFinal(finding)).map((call) => [slotKey(call), call]))
  const questions = [...new Set(calls.map(({ question }) => question))]
  return pairs.flatMap((pair) =>
    questions.flatMap((question): JudgeVerdict[] => {
      const planned = final.get(slotKey({ pair: pair.number, question, order: 'as-planned' }))
      const swapped = final.get(slotKey({ pair: pair.number, question, order: 'swapped' }))
      if (planned === undefined || swapped === undefined) return []
      const without = [planned, swapped].find(({ finding }) => !isVote(finding))
      return [
        {
          pair,
          question,
          outcome: without === undefined ? agreed(planned.finding, swapped.finding) : null,
          said: [planned.finding, swapped.finding],
          reason: without === undefined ? null : without.reason,
        },
      ]
    }),
  )
}

export function slotKey({ pair, question, order }: Pick<JudgeCall, 'pair' | 'question' | 'order'>): string {
  return `${pair} ${question} ${order}`
}

function isVote(finding: JudgeFinding): boolean {
  return finding === 'first' || finding === 'second' || finding === 'tie'
}

function agreed(planned: JudgeFinding, swapped: JudgeFinding): 'first' | 'second' | 'tie' {
  if (planned === 'first' && swapped === 'second') return 'first'
  if (planned === 'second' && swapped === 'first') return 'second'
  return 'tie'
}
