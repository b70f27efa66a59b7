import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import type { Workbench } from '#main/workbench/workbench.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

/** A provider with jobs, one that answers in the call, and a workbench that may use both. */
async function opened(profile: { serverErrorRate: number } = { serverErrorRate: 0 }) {
  const running = await startSimulatorThread({
    seed: 11,
    providers: ['fal', 'together'],
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    profiles: { together: profile },
    timeScale: 0.05,
  })
  onTestFinished(() => running.close())
  const environment = Object.fromEntries(
    running.simulators.map(({ providerId, credentials }) => [
      `ASSAY_${providerId.toUpperCase()}_API_KEY`,
      credentials['apiKey'] ?? '',
    ]),
  )
  const dataDirectory = await temporaryDirectory()
  const workbench = await testWorkbench({ environment, dataDirectory })
  const address = (id: string): string => running.simulators.find(({ providerId }) => providerId === id)!.baseUrl
  const plan: PlanInput = {
    name: 'Sittings',
    calibrate: false,
    prompts: [{ text: 'a fox' }, { text: 'a lake' }],
    repeats: 6,
    retry: { maximumAttempts: 1 },
    contenders: [
      { id: 'fal', provider: 'fal', model: 'fal-ai/flux/schnell', baseUrl: address('fal'), concurrency: 2 },
      {
        id: 'together',
        provider: 'together',
        model: 'black-forest-labs/FLUX.1-schnell',
        baseUrl: address('together'),
        concurrency: 2,
      },
    ],
  }
  return { running, workbench, plan, dataDirectory, environment }
}

/** What of a sample no later sitting may change. */
function measured({ sampleId, finishedMs, outcome, earlier }: SampleRow) {
  return { sampleId, finishedMs, outcome, earlier }
}

/** Watches a trial until that many have landed in all. */
async function untilLanded(workbench: Workbench, trialId: string, count: number): Promise<void> {
  const landed = new Set<string>()
  for await (const event of await workbench.client.trial.watch({ trialId })) {
    if (event.type === 'landed') for (const { sampleId } of event.samples) landed.add(sampleId)
    if (landed.size >= count || event.type === 'settled') return
  }
}

test('a pause loses or repeats a sample, a resumed trial goes back in time, or a finished one is called paused', async () => {
  const { running, workbench, plan } = await opened()
  const { client } = workbench
  const { trialId } = await client.trial.start(plan)
  await untilLanded(workbench, trialId, 4)
  await client.trial.pause({ trialId })
  await workbench.trialEnded(trialId)
  const paused = await client.trial.get({ trialId })
  expect(paused).toMatchObject({ status: 'paused', statusReason: 'Paused by you.' })
  const before = await client.sample.rows({ trialId })
  expect(before.length).toBeLessThan(24)
  expect(before.every(({ outcome }) => outcome === 'succeeded')).toBe(true)

  await client.trial.resume({ trialId })
  await expect(client.trial.resume({ trialId })).rejects.toMatchObject({ code: 'STILL_RUNNING' })
  await workbench.trialEnded(trialId)
  expect(await client.trial.get({ trialId })).toMatchObject({ status: 'finished', statusReason: null })
  const rows = await client.sample.rows({ trialId })
  expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 24 }, (_none, position) => position))
  expect(rows.every(({ earlier }) => earlier.length === 0)).toBe(true)
  const [first, second, third] = await client.trial.sittings({ trialId })
  expect(first).toMatchObject({ number: 1, kind: 'start', offsetMs: 0, ending: 'paused' })
  expect(second).toMatchObject({ number: 2, kind: 'resume', ending: 'finished' })
  expect(third).toBeUndefined()
  const known = new Set(before.map(({ sampleId }) => sampleId))
  const lastBefore = Math.max(...before.map(({ finishedMs }) => finishedMs))
  expect(second?.offsetMs).toBeGreaterThanOrEqual(lastBefore)
  for (const row of rows.filter(({ sampleId }) => !known.has(sampleId))) {
    expect(row.startedMs).toBeGreaterThanOrEqual(second?.offsetMs ?? Infinity)
  }
  const progress = await client.trial.progress({ trialId })
  expect(progress).toMatchObject({ done: 24, planned: 24, status: 'finished' })
  expect((await running.truth()).filter(({ outcome }) => outcome === 'served')).toHaveLength(24)
  await expect(client.trial.resume({ trialId })).rejects.toMatchObject({ code: 'BAD_USAGE' })
}, 60_000)

test('a retry hides a failure from reliability or money, asks what had succeeded, or an extension repeats what exists', async () => {
  const { running, workbench, plan } = await opened({ serverErrorRate: 0.5 })
  const { client } = workbench
  const { trialId } = await client.trial.start(plan)
  await workbench.trialEnded(trialId)
  const first = await client.sample.rows({ trialId })
  const failed = first.filter(({ outcome }) => outcome === 'failed')
  expect(failed.length).toBeGreaterThan(2)
  const rate = async () => (await client.analysis.get({ trialId })).contenders.map(({ successRate }) => successRate)
  const rateBefore = await rate()
  const spentBefore = (await client.trial.list({ limit: 1 })).trials[0]?.spentMicros ?? NaN

  await client.trial.retry({ trialId, contenderIds: ['together'], failureClasses: ['server'] })
  await workbench.trialEnded(trialId)
  const again = await client.sample.rows({ trialId })
  expect(again).toHaveLength(24)
  const pairs = again.map((row) => ({ row, was: first.find(({ position }) => position === row.position) }))
  const untouched = pairs.filter(({ was }) => was?.outcome === 'succeeded')
  expect(untouched.map(({ row }) => measured(row))).toEqual(untouched.map(({ was }) => measured(was!)))
  for (const { row, was } of pairs.filter((pair) => pair.was?.outcome === 'failed')) {
    expect(row.earlier).toMatchObject([{ sampleId: was?.sampleId, outcome: 'failed', failureClass: 'server' }])
  }
  const mended = again.filter(({ earlier, outcome }) => earlier.length > 0 && outcome === 'succeeded')
  expect(mended.length).toBeGreaterThan(0)
  expect(await rate()).toEqual(rateBefore)
  const analysis = await client.analysis.get({ trialId })
  expect(analysis.contenders[1]?.askedAgain).toEqual({ count: failed.length, succeeded: mended.length })
  const charged = again.flatMap((row) => [row, ...row.earlier]).reduce((sum, row) => sum + (row.chargeMicros ?? 0), 0)
  expect((await client.trial.list({ limit: 1 })).trials[0]?.spentMicros).toBe(charged)
  expect(charged).toBeGreaterThan(spentBefore)
  expect(await client.trial.progress({ trialId })).toMatchObject({ done: 24, spentMicros: charged })
  expect(await client.sample.get({ sampleId: failed[0]!.sampleId })).toMatchObject({ outcome: 'failed' })

  const drawnBefore = (await running.truth()).length
  const changed = { ...plan, prompts: [{ text: 'another fox' }, { text: 'a lake' }], repeats: 7 }
  await expect(client.trial.extend({ trialId, plan: changed })).rejects.toMatchObject({ code: 'INVALID_PLAN' })
  expect((await client.plan.estimateExtension({ trialId, plan: changed })).problems[0]?.path).toBe('prompts')
  expect((await client.plan.estimateExtension({ trialId, plan })).added).toMatchObject({ samples: 0, duration: null })
  const wanted = { ...plan, prompts: [...plan.prompts, { text: 'a clock' }], repeats: 7 }
  expect(await client.plan.estimateExtension({ trialId, plan: wanted })).toMatchObject({
    problems: [],
    samples: 2 * 3 * 7,
    added: { samples: 2 * 3 * 7 - 24, byRole: [{ role: 'measure', samples: 2 * 3 * 7 - 24 }] },
  })
  await client.trial.extend({ trialId, plan: wanted })
  await workbench.trialEnded(trialId)
  const extended = await client.sample.rows({ trialId })
  expect(extended).toHaveLength(2 * 3 * 7)
  expect(extended.slice(0, 24).map(measured)).toEqual(again.map(measured))
  expect((await running.truth()).length - drawnBefore).toBe(2 * 3 * 7 - 24)
  expect((await client.trial.get({ trialId })).sampleCount).toBe(42)
  expect((await client.trial.sittings({ trialId })).map(({ kind }) => kind)).toEqual(['start', 'retry', 'extend'])
}, 60_000)

test('a cancelled trial can’t be taken up, or what was cancelled in flight can’t be retried', async () => {
  const { workbench, plan } = await opened()
  const { client } = workbench
  const { trialId } = await client.trial.start(plan)
  await untilLanded(workbench, trialId, 2)
  await client.trial.cancel({ trialId })
  await workbench.trialEnded(trialId)
  expect((await client.trial.get({ trialId })).status).toBe('cancelled')
  await client.trial.resume({ trialId })
  await workbench.trialEnded(trialId)
  const rows = await client.sample.rows({ trialId })
  expect(rows).toHaveLength(24)
  const cancelled = rows.filter(({ outcome }) => outcome === 'cancelled')
  expect(cancelled.length).toBeGreaterThan(0)
  await client.trial.retry({ trialId })
  await workbench.trialEnded(trialId)
  const all = await client.sample.rows({ trialId })
  expect(all.every(({ outcome }) => outcome === 'succeeded')).toBe(true)
  expect(all.filter(({ earlier }) => earlier.length === 1)).toHaveLength(cancelled.length)
}, 60_000)

test('closing Assay gives up what is paid for, waits for a stuck provider, or loses a job that could be picked up', async () => {
  const { running, plan, dataDirectory, environment } = await opened()
  const first = await testWorkbench({ environment, dataDirectory })
  // The jobs of one take an hour, and the other answers at once.
  const hour = await startSimulatorThread({
    seed: 12,
    providers: ['together'],
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    profiles: { together: { serviceMedianMs: 3_600_000 } },
  })
  onTestFinished(() => hour.close())
  const [fal, together] = plan.contenders
  const contenders = [fal!, { ...together!, baseUrl: hour.simulators[0]!.baseUrl }]
  const { trialId } = await first.client.trial.start({ ...plan, contenders })
  await untilLanded(first, trialId, 4)
  const hurry = new AbortController()
  hurry.abort()
  await first.close(hurry.signal)

  const second = await testWorkbench({ environment, dataDirectory })
  expect(await second.client.trial.get({ trialId })).toMatchObject({
    status: 'paused',
    statusReason: 'Paused because Assay was closed.',
  })
  const rows = await second.client.sample.rows({ trialId })
  const lost = rows.filter(({ failureClass }) => failureClass === 'interrupted')
  expect(lost.some(({ contenderId }) => contenderId === 'together')).toBe(true)
  expect(rows.filter(({ outcome }) => outcome === 'cancelled')).toEqual([])
  const [sitting] = await second.client.trial.sittings({ trialId })
  expect(sitting).toMatchObject({ ending: 'paused' })
  expect((await running.truth()).filter(({ outcome }) => outcome === 'cancelled')).toEqual([])
}, 60_000)
