import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { createAnalyst } from '#main/workbench/analyst.ts'
import { evaluateTrial, keptDecision, saveDecision } from '#main/workbench/decisions.ts'
import { DecisionEvaluation } from '#shared/domain/decision-evaluation.ts'
import { DecisionEvidence } from '#shared/domain/decision-evidence.ts'
import { REPORT_FILES, ReportOptions } from '#shared/domain/report.ts'
import { evaluateDecision } from '#shared/decision/evaluate-decision.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { exampleOrder, exampleSample, exampleTrial } from '../store/examples.ts'

type Context = Parameters<typeof saveDecision>[2] & Parameters<typeof evaluateTrial>[2]

async function contextWithTrial(): Promise<Context> {
  const directory = await temporaryDirectory()
  const clock = { now: () => new Date('2026-11-14T10:00:00.000Z') }
  const store = openStore({ directory, clock })
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  for (const { position } of exampleOrder()) store.samples.record(exampleSample(position))
  const analyst = createAnalyst(directory)
  onTestFinished(async () => {
    await analyst.close()
    store.close()
  })
  return { store, bundleReader: () => null, analyst, ports: { clock }, examiner: {} } as unknown as Context
}

test('a trial on which nobody has decided has no settings, or some that exclude a contender', async () => {
  const context = await contextWithTrial()
  expect(keptDecision('trial-1', context)).toEqual({
    trialId: 'trial-1',
    version: 0,
    savedAt: null,
    settings: firstSettings(),
  })
  expect(firstSettings().constraints).toEqual([])
})

test('a save that was based on an older version replaces the newer one', async () => {
  const context = await contextWithTrial()
  const settings = { ...firstSettings(), imagesPerMonth: 120_000 }
  expect(saveDecision('trial-1', { basedOn: 0, settings }, context)).toMatchObject({ version: 1, settings })
  expect(() => saveDecision('trial-1', { basedOn: 0, settings: firstSettings() }, context)).toThrow(
    expect.objectContaining({
      code: 'CHANGED_MEANWHILE',
      message:
        'The decision on “Which one draws posters” was not saved: version 1 was saved since version 0 was opened. Load that one, and change it.',
    }),
  )
  expect(keptDecision('trial-1', context)).toMatchObject({ version: 1, settings })
})

test('a rating of a contender that the trial does not have is kept, or counted', async () => {
  const context = await contextWithTrial()
  const settings = {
    ...firstSettings(),
    rubric: [{ contenderId: 'elsewhere', criterionId: 'errors' as const, level: 3, note: '' }],
  }
  const refused = expect.objectContaining({
    code: 'BAD_USAGE',
    problems: [{ path: 'settings.rubric[0].contenderId', message: 'the trial has no contender elsewhere' }],
  })
  expect(() => saveDecision('trial-1', { basedOn: 0, settings }, context)).toThrow(refused)
  await expect(evaluateTrial('trial-1', settings, context)).rejects.toEqual(refused)
})

test('a decision on a trial that is not there, or that lacks its evidence, or is another than the page would work out', async () => {
  const context = await contextWithTrial()
  await expect(evaluateTrial('nobody', undefined, context)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(() => keptDecision('nobody', context)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  const settings = { ...firstSettings(), weights: { reliability: 1, jobs: 1 } }
  saveDecision('trial-1', { basedOn: 0, settings }, context)
  const { evidence, evaluation } = await evaluateTrial('trial-1', undefined, context)
  expect(DecisionEvidence.parse(evidence)).toEqual(evidence)
  expect(DecisionEvaluation.parse(evaluation)).toEqual(evaluation)
  expect(evaluation).toEqual(evaluateDecision(evidence, settings))
  expect(evidence.contenders.map(({ contenderId, asked }) => [contenderId, asked])).toEqual([
    ['novita', 6],
    ['segmind', 6],
  ])
  // Novita AI sends results to an address, Segmind does not.
  expect(evidence.contenders.map(({ measures }) => measures.jobs)).toMatchObject([{ value: 3 }, { state: 'known' }])
  expect(evidence.contenders[0]?.measures.latency).toMatchObject({ state: 'unknown', neededCount: 72 })
})

test('a report decides by other settings than those that are kept, or otherwise than the page by the same ones', async () => {
  const context = await contextWithTrial()
  const directory = await temporaryDirectory()
  const decisionIn = async (): Promise<unknown> => {
    const options = ReportOptions.parse({})
    await context.analyst.writeReport({
      trialId: 'trial-1',
      formats: ['json'],
      options,
      directory,
      createdAt: '2026-11-14T12:00:00.000Z',
      assayVersion: '0.1.0',
      published: { claims: [], prices: [] },
    })
    const results = JSON.parse(await readFile(join(directory, REPORT_FILES.json), 'utf8')) as { decision: unknown }
    return results.decision
  }
  const decided = async () => ({
    ...keptDecision('trial-1', context),
    ...(await evaluateTrial('trial-1', undefined, context)),
  })
  expect(await decisionIn()).toEqual(await decided())
  const settings = { ...firstSettings(), imagesPerMonth: 120_000, weights: { reliability: 2, jobs: 1, cost: 1 } }
  saveDecision('trial-1', { basedOn: 0, settings }, context)
  expect(await decisionIn()).toEqual(await decided())
  expect(await decisionIn()).toMatchObject({ version: 1, settings })
})

test('a decision that only the functions behind the contract know, or that the contract lets through unchecked', async () => {
  const dataDirectory = await temporaryDirectory()
  const store = openStore({ directory: dataDirectory, clock: { now: () => new Date('2026-11-14T10:00:00.000Z') } })
  store.trials.create(exampleTrial({ status: 'finished' }), exampleOrder(), 1)
  store.close()
  const { client } = await testWorkbench({ dataDirectory })
  const own = { id: 'own-legal', name: 'Legal', words: ['a', 'b', 'c', 'd', 'e'] }
  const settings = { ...firstSettings(), ownCriteria: [own], weights: { reliability: 1, 'own-legal': 1 } }
  expect(await client.decision.save({ trialId: 'trial-1', basedOn: 0, settings })).toMatchObject({
    version: 1,
    settings,
  })
  expect((await client.decision.get({ trialId: 'trial-1' })).settings).toEqual(settings)
  const { evaluation } = await client.decision.evaluate({ trialId: 'trial-1' })
  expect(evaluation.criteria.find(({ criterionId }) => criterionId === 'own-legal')).toMatchObject({
    title: 'Legal',
    weight: 0.5,
    state: 'set-aside',
  })
  expect(evaluation.recommendation.verdict).toBe('none')
  const tried = await client.decision.evaluate({ trialId: 'trial-1', settings: { ...settings, weights: { cost: 1 } } })
  expect(tried.evaluation.criteria.find(({ criterionId }) => criterionId === 'cost')?.weight).toBe(1)
  const unfit = { ...settings, weights: { 'own-other': 1 } }
  await expect(client.decision.save({ trialId: 'trial-1', basedOn: 1, settings: unfit })).rejects.toMatchObject({
    code: 'BAD_USAGE',
    message: 'The request does not fit. settings.weights: there is no criterion own-other.',
  })
})
