import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { assayProcess } from './assay-process.ts'

const FAULTLESS = { refusalRate: 0, serverErrorRate: 0, rateLimitRate: 0, blackRate: 0 }
const PICTURE_MICROS = 3000

test('a cap lets one picture too many through, is not told of when it is near, or a run that could send nothing passes for done', async () => {
  const running = await startSimulatorThread({
    seed: 3,
    providers: ['novita', 'together'],
    profiles: { novita: FAULTLESS, together: FAULTLESS },
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    timeScale: 0.02,
  })
  onTestFinished(() => running.close())
  const data = await temporaryDirectory()
  const environment = Object.fromEntries(
    running.simulators.flatMap(({ providerId, baseUrl, credentials }) => [
      [`ASSAY_${providerId.toUpperCase()}_API_KEY`, credentials['apiKey'] ?? ''],
      [`ASSAY_${providerId.toUpperCase()}_BASE_URL`, baseUrl],
    ]),
  )
  const assay = (...words: string[]) => assayProcess([...words, '--data', data], environment)
  const plan = async (name: string, contender: object): Promise<string> => {
    const path = join(data, `${name}.json`)
    const prompts = ['a fox', 'a lake', 'a clock', 'a vase']
    await writeFile(
      path,
      JSON.stringify({ name, prompts, calibrate: false, contenders: [{ id: 'one', ...contender }] }),
    )
    return path
  }
  const served = async () => (await running.truth()).map(({ outcome, costMicros }) => [outcome, costMicros])
  const fourPictures = await plan('Four', { provider: 'novita', model: 'flux-1-schnell', concurrency: 2 })
  const unpriced = await plan('Unpriced', {
    provider: 'together',
    model: 'black-forest-labs/FLUX.1-schnell',
    parameters: { width: 512, height: 512 },
  })

  // Seven pictures: half of it is used with the fourth, 80 % with the sixth.
  const cap = await assay('budgets', 'set', 'all', String((7 * PICTURE_MICROS) / 1_000_000))
  expect(cap).toMatchObject({ exitCode: 0, err: [] })

  expect(await assay('run', unpriced)).toEqual({
    exitCode: 2,
    out: '',
    err: [
      'contenders[0].ceilingUsd: The cost of one picture is not known beforehand, so the cap on all spend could not be kept. ' +
        'Say what one may cost at most: ceilingUsd.',
    ],
  })
  expect(await served()).toEqual([])

  const first = await assay('run', fourPictures, '--json')
  expect(first.exitCode).toBe(0)
  expect(JSON.parse(first.out)).toMatchObject({ samples: 4, succeeded: 4, spendUsd: 0.012, unknownCharges: 0 })
  expect(first.err.join('\n')).toContain('50 % of the cap on all spend')
  expect(first.err.join('\n')).not.toContain('80 % of')

  const second = await assay('run', fourPictures)
  expect(second.exitCode).toBe(0)
  expect(second.err.join('\n')).toMatch(/80 % of the cap on all spend is used: /)
  expect(second.out).toContain('Novita AI: 1 sample was not sent, to keep the budget. Neither asked nor failed.')
  expect(await served()).toEqual(Array.from({ length: 7 }, () => ['served', PICTURE_MICROS]))

  const third = await assay('run', fourPictures)
  expect(third.exitCode).toBe(1)
  expect(third.out).toContain('4 samples were not sent, to keep the budget')
  expect(`${third.out}${third.err.join('\n')}`).not.toMatch(/\n\s+at /)
  expect(await served()).toHaveLength(7)

  await assay('currencies', 'set', 'eur', '2026-01-01', '0.5', '--source', 'a test')
  const spend = await assay('spend', '--month', 'all', '--currency', 'eur')
  expect(spend).toMatchObject({ exitCode: 0, err: [] })
  expect(spend.out).toContain('In all: $0.0210 (€0.0105 at 0.5 on 1 Jan 2026).')
  expect(spend.out).toContain('80 % of the cap on all spend was reached on ')
}, 180_000)
