import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { startUnheedingFront } from './unheeding-front.ts'

const SOUND = { refusalRate: 0, serverErrorRate: 0, rateLimitRate: 0, blackRate: 0, smallerRate: 0 }

test('a contender that does not heed its seed passes for one that does, or checks of seeds get into its latency and reliability', async () => {
  const running = await startSimulatorThread({
    seed: 11,
    providers: ['fal', 'together', 'openai-images'],
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    timeScale: 0.02,
    profiles: { fal: SOUND, together: SOUND, 'openai-images': SOUND },
  })
  onTestFinished(() => running.close())
  const place = (id: string) => running.simulators.find(({ providerId }) => providerId === id)!
  const front = await startUnheedingFront(place('together').baseUrl)
  onTestFinished(() => front.close())
  const environment = Object.fromEntries(
    ['fal', 'together', 'openai-images'].map((id) => [
      `ASSAY_${id.toUpperCase().replace('-', '_')}_API_KEY`,
      place(id).credentials['apiKey'] ?? '',
    ]),
  )
  const workbench = await testWorkbench({ environment })
  const { client } = workbench
  const { trialId } = await client.trial.start({
    name: 'Seeds',
    calibrate: false,
    prompts: [{ text: 'a fox' }, { text: 'a lake' }],
    repeats: 3,
    seedChecks: 5,
    retry: { maximumAttempts: 1 },
    contenders: [
      { id: 'heeds', provider: 'fal', model: 'fal-ai/flux/schnell', baseUrl: place('fal').baseUrl },
      {
        id: 'ignores',
        provider: 'together',
        model: 'black-forest-labs/FLUX.1-schnell',
        baseUrl: front.baseUrl,
      },
      {
        id: 'takes-none',
        provider: 'openai-images',
        model: 'gpt-image-1-mini',
        baseUrl: place('openai-images').baseUrl,
        ceilingUsd: 1,
      },
    ],
  })
  await workbench.trialEnded(trialId)
  await workbench.examined(trialId)
  expect(await client.trial.get({ trialId })).toMatchObject({ status: 'finished', sampleCount: 28 })
  const rows = await client.sample.rows({ trialId })
  expect(rows.filter(({ outcome }) => outcome !== 'succeeded')).toEqual([])
  const checks = rows.filter(({ role }) => role === 'seed-check')
  expect(Map.groupBy(checks, ({ contenderId }) => contenderId)).toMatchObject(
    new Map([
      ['heeds', { length: 5 }],
      ['ignores', { length: 5 }],
    ]),
  )
  const analysis = await client.analysis.get({ trialId })
  const verdicts = analysis.contenders.map(({ contenderId, asked, latency, checks: { seed } }) => [
    contenderId,
    seed.verdict,
    asked,
    latency.p50.count,
  ])
  expect(verdicts).toEqual([
    ['heeds', 'bit-identical', 6, 6],
    ['ignores', 'ignored', 6, 6],
    ['takes-none', 'cannot-hold', 6, 6],
  ])
}, 60_000)
