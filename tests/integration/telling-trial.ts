import { writtenFile } from '#shared/domain/report.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'
import { judgedTrial, type JudgedTrial } from './judged-trial.ts'

export const QUESTION = 'preferred' as const

export interface TellingTrial extends JudgedTrial {
  runId: string
  sampleId: string
  sessionId: string
}

/** A trial that a judge has judged, a person has voted on, and somebody has marked and decided about. */
export async function tellingTrial(): Promise<TellingTrial> {
  const trial = await judgedTrial()
  const { trialId, workbench } = trial
  const { client } = workbench
  const { runId } = await client.judge.start({
    trialId,
    account: 'environment:openai-images',
    modelId: 'practice/judge',
    price: { inputUsd: '0.15', outputUsd: '0.60' },
    ceilingMicros: null,
    questions: [QUESTION],
    pairs: 4,
    capMicros: 1_000_000,
  })
  await workbench.judgeEnded(runId)
  let state = await client.vote.begin({ trialId, reviewer: 'Ada', questions: [QUESTION], shownAtOnce: 2 })
  for (let votes = 0; votes < 4 && state.ballot !== null; votes += 1) {
    state = await client.vote.answer({
      sessionId: state.session.id,
      number: state.ballot.number,
      pictures: state.ballot.pictures.map(({ sha256 }) => sha256),
      answer: { ranks: [1, 2], noneIsGood: false },
      surround: 'mid',
      lookedMs: 900,
    })
  }
  const [row] = await client.sample.rows({ trialId })
  const sampleId = row?.sampleId ?? ''
  await client.mark.set({ sampleId, stars: 4, verdict: 'pass', tags: ['keep'], note: 'as asked' })
  const settings = { ...firstSettings(), imagesPerMonth: 77_000 }
  await client.decision.save({ trialId, basedOn: 0, settings })
  return { ...trial, runId, sampleId, sessionId: state.session.id }
}

export async function bundleOf({ workbench, trialId }: JudgedTrial): Promise<string> {
  return writtenFile(await workbench.client.report.write({ trialId, formats: ['bundle'] }), 'bundle').path
}
