import { openStore } from '#main/store/open-store.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { VoteAnswer, VoteQuestion } from '#shared/domain/vote.ts'
import { benchSample } from '../bench/bench-sample.ts'
import { exampleRun } from '../unit/store/example-run.ts'

const AT = '2026-11-22T12:00:00.000Z'
const QUESTIONS: readonly VoteQuestion[] = ['preferred', 'plausible']
const REVIEWERS = ['Ada', 'Grace']

/** One place of the grid with the samples of two contenders, in the order of the plan. */
interface Pair {
  number: number
  caseIndex: number
  repeat: number
  first: { sampleId: string; contenderId: string }
  second: { sampleId: string; contenderId: string }
}

/**
 * Has two reviewers and a judge model say what they think of the pictures of a trial that `fillAnalysis` has written, and somebody mark
 * some of them. A later contender of the plan is preferred more often, but not always; some pairs are tied, and some both bad.
 * @param pairs how many of them, each judged by both reviewers and by the model in both orders
 */
export function fillJudgements(directory: string, trialId: string, contenders: readonly string[], pairs: number): void {
  const store = openStore({ directory, clock: { now: () => new Date(AT) } })
  try {
    const judged = Array.from({ length: pairs }, (_, index) => pairAt(trialId, contenders, index))
    for (const [place, reviewer] of REVIEWERS.entries()) {
      const sessionId = `${trialId}-votes-${place}`
      const session = { id: sessionId, trialId, reviewer, shownAtOnce: 2, seed: 1, fileId: null, startedAt: AT }
      store.votes.begin({ ...session, questions: [...QUESTIONS] })
      for (const [index, { caseIndex, repeat, first, second }] of judged.entries()) {
        store.votes.add({
          sessionId,
          number: index + 1,
          question: QUESTIONS[index % 3 === 2 ? 1 : 0] ?? 'preferred',
          caseIndex,
          repeat,
          shown: [first, second],
          answer: answerAt(index + place),
          repeats: null,
          surround: 'mid',
          shownAt: AT,
          answeredAt: AT,
          undoneAt: null,
        })
      }
    }
    fillJudge(store, trialId, judged)
    for (const [index, { first }] of judged.entries()) {
      if (index % 5 === 0)
        store.marks.put({ sampleId: first.sampleId, stars: 1 + (index % 4), verdict: null, tags: [], note: '' }, AT)
    }
  } finally {
    store.close()
  }
}

function fillJudge(store: ReturnType<typeof openStore>, trialId: string, judged: readonly Pair[]): void {
  const runId = `${trialId}-judge`
  store.judges.create(exampleRun({ id: runId, trialId, pairs: judged.length, practice: true }), judged, process.pid)
  for (const [index, { number }] of judged.entries()) {
    const [one, other] = ANSWERS[answerKind(index)].ranks
    for (const order of ['as-planned', 'swapped'] as const) {
      const id = `${runId}-${number}-${order}`
      store.judgeCalls.plan({
        id,
        runId,
        pair: number,
        question: 'preferred',
        order,
        worstCaseMicros: 1000,
        askedAt: AT,
      })
      const winner = one === other ? 'tie' : one === 1 ? 'first' : 'second'
      // Its place in the call: swapped, what was first stands second.
      const shown = order === 'as-planned' || winner === 'tie' ? winner : winner === 'first' ? 'second' : 'first'
      store.judgeCalls.answer(id, {
        reason: null,
        answer: null,
        tokens: null,
        answeringModel: null,
        requestId: null,
        answeredAt: AT,
        finding: shown,
        charge: { amountMicros: 100, basis: 'listed', priceId: null, evidence: 'test' },
      })
    }
  }
  store.judges.settle(runId, 'finished', null, AT)
}

const ANSWERS = {
  later: { ranks: [2, 1], noneIsGood: false },
  earlier: { ranks: [1, 2], noneIsGood: false },
  tie: { ranks: [1, 1], noneIsGood: false },
  bad: { ranks: [1, 1], noneIsGood: true },
} as const satisfies Record<string, { ranks: readonly number[]; noneIsGood: boolean }>

function answerKind(index: number): keyof typeof ANSWERS {
  return (['later', 'later', 'earlier', 'later', 'tie', 'later', 'earlier', 'bad'] as const)[index % 8] ?? 'later'
}

function answerAt(index: number): VoteAnswer {
  const { ranks, noneIsGood } = ANSWERS[answerKind(index)]
  return { ranks: [...ranks], noneIsGood }
}

/** Every two contenders in turn, at one place of the grid after the other. */
function pairAt(trialId: string, contenders: readonly string[], index: number): Pair {
  const couples = contenders.flatMap((_, one) =>
    contenders.slice(one + 1).map((__, gap) => [one, one + 1 + gap] as const),
  )
  const [one, other] = couples[index % couples.length] ?? [0, 1]
  const place = index * contenders.length
  const sampleOf = (contender: number): Sample =>
    benchSample({ trialId, position: place + contender, contenders, cases: 10 })
  const [first, second] = [sampleOf(one), sampleOf(other)]
  return {
    number: index + 1,
    caseIndex: first.caseIndex,
    repeat: first.repeat,
    first: { sampleId: first.id, contenderId: first.contenderId },
    second: { sampleId: second.id, contenderId: second.contenderId },
  }
}
