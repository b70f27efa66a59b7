import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

test('jobs in flight are paid to their end although no result can be stored any more', async () => {
  const running = await startSimulatorThread({
    seed: 7,
    providers: ['fal'],
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    // One after the other, and slow beside the pause between two polls: only the first comes to its end by itself.
    profiles: { fal: { workers: 1 } },
    timeScale: 3,
  })
  onTestFinished(() => running.close())
  const [fal] = running.simulators
  const dataDirectory = await temporaryDirectory()
  const environment = { ASSAY_FAL_API_KEY: fal!.credentials['apiKey']! }
  const workbench = await testWorkbench({ environment, dataDirectory })
  const database = new Database(join(dataDirectory, 'assay.sqlite'))
  database.exec(`CREATE TRIGGER full BEFORE INSERT ON samples BEGIN SELECT RAISE(ABORT, 'disk is full'); END`)
  database.close()

  const { trialId } = await workbench.client.trial.start({
    name: 'Full disk',
    prompts: [{ text: 'a fox' }],
    repeats: 20,
    calibrate: false,
    contenders: [{ id: 'fal', provider: 'fal', model: 'fal-ai/flux/schnell', baseUrl: fal!.baseUrl, concurrency: 4 }],
  })
  await workbench.trialEnded(trialId)

  const trial = await workbench.client.trial.get({ trialId })
  expect(trial).toMatchObject({ status: 'failed', statusReason: 'A result could not be stored: disk is full' })
  const outcomes = (await running.truth()).map(({ outcome }) => outcome)
  expect(outcomes.filter((outcome) => outcome === 'cancelled').length).toBeGreaterThan(0)
  expect(outcomes.length).toBeLessThanOrEqual(8)
  expect(await workbench.client.sample.rows({ trialId })).toEqual([])
})
