import { checkTrial } from '#main/reports/check-trial.ts'
import type { AskedJudge } from '#main/reports/rate-judges.ts'
import { firstDecision } from '#shared/decision/scenarios.ts'
import type { KeptDecision } from '#shared/domain/decision-settings.ts'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { planJudgePairs } from '#shared/votes/plan-judge-pairs.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import { callsOn } from '../shared/votes/judged-pairs.ts'
import { exampleSession, judge, picturesOf } from '../shared/votes/judged-trial.ts'
import { exampleRun } from '../store/example-run.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'
import type { writePlainReport } from './write-plain-report.ts'

const IDS = ['contender-0', 'contender-1', 'contender-2']

export interface HostileTrial {
  trial: Trial
  rows: SampleRow[]
  given: Required<
    Pick<Parameters<typeof writePlainReport>[3] & object, 'marks' | 'kept' | 'votes' | 'judges' | 'checks'>
  >
}

/** A trial whose every text from outside is one of those given, in turn: plan, providers' answers, marks, settings, votes and judges. */
export function hostileTrial(texts: readonly string[]): HostileTrial {
  let taken = 0
  const text = (): string => texts[taken++ % texts.length] as string
  const contenders = IDS.map((_, position) => {
    const plain = makeContender(position)
    const price = plain.price && { ...plain.price, label: text(), note: text() }
    const shown = { name: text(), modelName: text(), providerName: text(), family: text(), modelId: text() }
    return { ...plain, ...shown, price, parameters: { ...plain.parameters, negativePrompt: text() } }
  })
  const plain = makeTrial(contenders, { prompts: 6, repeats: 3 })
  const cases = plain.plan.cases.map((one) => ({ ...one, name: text(), prompt: text(), tags: [text(), text()] }))
  const environment = { ...plain.environment, processor: text(), operatingSystem: text() }
  const trial: Trial = {
    ...plain,
    environment,
    status: 'failed',
    statusReason: text(),
    plan: { ...plain.plan, name: text(), question: text(), cases },
  }
  const rows = IDS.flatMap((id) =>
    Array.from({ length: 18 }, (_, index) => {
      const place = { caseIndex: index % 6, repeat: Math.floor(index / 6) }
      const said = { requestId: text(), reportedSeed: text(), latencyMs: 1000 + index * 7 }
      const warnings = [
        { parameter: 'width' as const, action: 'changed' as const, asked: text(), sent: text(), reason: text() },
      ]
      return index % 4 === 3
        ? makeRow(id, index, {
            ...place,
            ...said,
            outcome: 'failed',
            failureClass: 'server',
            failureMessage: text(),
            image: null,
          })
        : makeRow(id, index, { ...place, ...said, warnings })
    }),
  )
  const marks: Mark[] = rows.map(({ sampleId }) => ({
    ...noMark(sampleId),
    verdict: 'pass',
    tags: [text()],
    note: text(),
  }))
  const pictures = picturesOf(IDS, cases.length, 2)
  const session = exampleSession({ reviewer: text() })
  const { votes } = judge(
    { session, sessions: [session], pictures, contenderIds: IDS, promptOf: (index: number) => index },
    12,
    () => ({ ranks: [1, 2], noneIsGood: false }),
  )
  const voted = { sessions: [session], votes, pictures }
  return {
    trial,
    rows,
    given: {
      marks,
      votes: voted,
      judges: [judgeCalled(text(), trial, voted)],
      kept: decisionIn(trial.id, text),
      checks: checkTrial(trial, rows, { byContender: new Map(), votes, voted: new Map() }),
    },
  }
}

function judgeCalled(modelId: string, { plan }: Trial, voted: HostileTrial['given']['votes']): AskedJudge {
  const run = exampleRun({ modelId, status: 'finished' })
  const pairs = planJudgePairs(ratedTrialOf(plan, voted), { seed: 1, question: 'preferred', count: 12 })
  const calls = run.questions.flatMap((question) =>
    pairs.flatMap(({ number }) => callsOn(number, ['first', 'second'], question)),
  )
  const tally = {
    plannedPairs: 12,
    judgedPairs: pairs.length,
    plannedCalls: 24,
    answeredCalls: calls.length,
    sentCalls: calls.length,
    knownMicros: 400,
    unknownCount: 0,
    countedMicros: 400,
  }
  return { run, tally, pairs, calls }
}

function decisionIn(trialId: string, text: () => string): KeptDecision {
  const first = firstDecision(trialId)
  const own = { id: 'own-legal', name: text(), words: [text(), text(), text(), text(), text()] }
  const rubric = IDS.flatMap((contenderId) => [
    { contenderId, criterionId: 'own-legal', level: 2, note: text() },
    { contenderId, criterionId: 'documentation', level: 3, note: text() },
  ])
  return {
    ...first,
    version: 2,
    savedAt: '2026-11-14T15:02:00.000Z',
    settings: {
      ...first.settings,
      ownCriteria: [own],
      weights: { cost: 40, latency: 30, 'own-legal': 20, documentation: 10 },
      constraints: [{ criterionId: 'own-legal', limit: 3 }],
      rubric,
    },
  }
}
