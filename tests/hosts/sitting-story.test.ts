import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { assayProcess } from './assay-process.ts'

const PROMPTS = ['a fox', 'a lake', 'a clock', 'a vase', 'a boat', 'a pear']
const REPEATS = 3

test('Ctrl C loses what is paid for, resume or extend asks anything twice, or retry asks what gave a picture', async () => {
  const running = await startSimulatorThread({
    seed: 8,
    providers: ['together'],
    profiles: { together: { refusalRate: 0, serverErrorRate: 0.3, blackRate: 0 } },
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    timeScale: 0.2,
  })
  onTestFinished(() => running.close())
  const [together] = running.simulators
  if (together === undefined) throw new Error('One simulator was asked for.')
  const data = await temporaryDirectory()
  const environment = {
    ASSAY_TOGETHER_API_KEY: together.credentials['apiKey'] ?? '',
    ASSAY_TOGETHER_BASE_URL: together.baseUrl,
  }
  const assay = (words: string[], onError?: Parameters<typeof assayProcess>[2]) =>
    assayProcess([...words, '--data', data, '--json'], environment, onError)
  const planWith = async (repeats: number): Promise<string> => {
    const path = join(data, `plan-${repeats}.json`)
    const parameters = { width: 256, height: 256 }
    const contender = { id: 'one', provider: 'together', model: 'black-forest-labs/FLUX.1-schnell', parameters }
    const plan = { name: 'Sittings', prompts: PROMPTS, repeats, calibrate: false, retry: { maximumAttempts: 1 } }
    await writeFile(path, JSON.stringify({ ...plan, contenders: [{ ...contender, concurrency: 2 }] }))
    return path
  }
  const ended = async () => {
    const truth = await running.truth()
    return { calls: truth.length, pictures: truth.filter(({ outcome }) => outcome === 'served').length }
  }

  // One Ctrl C, as soon as the first picture has landed.
  let asked = false
  const paused = await assay(['run', await planWith(REPEATS)], (line, signal) => {
    if (asked || !line.startsWith('{"type":"landed"')) return
    asked = true
    signal('SIGINT')
  })
  expect(paused.exitCode).toBe(1)
  const { trialId, status, samples } = JSON.parse(paused.out) as { trialId: string; status: string; samples: number }
  expect(status).toBe('paused')
  expect(samples).toBeLessThan(PROMPTS.length * REPEATS)
  // What was in flight was waited for: each call that was made is a sample.
  expect((await ended()).calls).toBe(samples)

  const resumed = await assay(['resume', 'latest'])
  expect(resumed.exitCode).toBe(0)
  const afterResume = await ended()
  expect(afterResume.calls).toBe(PROMPTS.length * REPEATS)
  expect(JSON.parse(resumed.out)).toMatchObject({
    trialId,
    status: 'finished',
    samples: afterResume.calls,
    succeeded: afterResume.pictures,
  })
  const failed = afterResume.calls - afterResume.pictures
  expect(failed, 'a seed without a failure').toBeGreaterThan(0)

  const retried = await assay(['retry', trialId, '--class', 'server'])
  expect(retried.exitCode).toBe(0)
  expect((await ended()).calls - afterResume.calls).toBe(failed)
  // A failure stays one, whatever a retry by hand gave.
  expect(JSON.parse(retried.out)).toMatchObject({ samples: afterResume.calls, succeeded: afterResume.pictures })

  const extended = await assay(['extend', trialId, await planWith(REPEATS + 1)])
  expect(extended.exitCode).toBe(0)
  expect((await ended()).calls - afterResume.calls - failed).toBe(PROMPTS.length)
  expect(JSON.parse(extended.out)).toMatchObject({ trialId, samples: PROMPTS.length * (REPEATS + 1) })

  const again = await assay(['resume', trialId])
  expect(again.exitCode).toBeGreaterThan(0)
  expect((JSON.parse(again.out) as { error: { message: string } }).error.message).not.toMatch(/\n\s+at /)
}, 180_000)
