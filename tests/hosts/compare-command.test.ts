import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TrialComparison } from '#shared/domain/trial-comparison.ts'
import type { TrialSummary } from '#shared/domain/trial.ts'
import { runAssay } from '#tests/support/run-assay.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const PROMPTS = ['a fox', 'a lake', 'a clock', 'a tree', 'a shoe', 'a cup', 'a door', 'a hat']
const CONTENDER = { provider: 'novita', model: 'flux-1-schnell', account: 'practice', concurrency: 8 }

test('two trials can’t be compared from the command line, or what differs is not said first', async () => {
  const data = await temporaryDirectory()
  const run = async (name: string, prompts: string[], contenders: object[]): Promise<void> => {
    const path = join(data, `${name}.json`)
    await writeFile(path, JSON.stringify({ name, prompts, calibrate: false, contenders }))
    expect((await runAssay('run', path, '--data', data)).exitCode).toBe(0)
  }
  await run('Spring', PROMPTS, [{ id: 'one', ...CONTENDER }])
  await run(
    'Autumn',
    [...PROMPTS.slice(1), 'a bridge'],
    [
      { id: 'novita', ...CONTENDER },
      {
        id: 'two',
        provider: 'together',
        model: 'black-forest-labs/FLUX.1-schnell',
        account: 'practice',
        concurrency: 8,
      },
    ],
  )
  const listed = JSON.parse((await runAssay('trials', '--data', data, '--json')).out) as TrialSummary[]
  const first = listed.find(({ name }) => name === 'Spring')?.id ?? ''

  const { out, err, exitCode } = await runAssay('compare', first, 'latest', '--data', data)
  expect(err).toBe('')
  expect(exitCode).toBe(0)
  const lines = out.split('\n')
  expect(lines[0]).toMatch(/^First: Spring \(trial-/)
  expect(lines[1]).toMatch(/^Second: Autumn \(trial-/)
  expect(lines.slice(3, 5)).toEqual([
    'Not like for like:',
    '  Only 7 prompts are the same: 1 of the first alone, 1 of the second alone.',
  ])
  expect(out).toMatch(/^Only in the second: Together AI \(/m)
  expect(out).toMatch(/\(same model and settings\)$/m)
  expect(out).toMatch(/^Median latency +\S.* n 8 +\S.* n 8 +[+−]?\d/m)
  expect(out).toMatch(/^p95 latency +needs n 72 +needs n 72 +can’t be told/m)

  // As somebody types it who has the list before them: without the word that all begin with.
  const beginning = first.slice('trial-'.length, -1)
  expect((await runAssay('compare', beginning, 'latest', '--data', data)).out).toBe(out)

  const compared = JSON.parse(
    (await runAssay('compare', first, 'latest', '--data', data, '--json')).out,
  ) as TrialComparison
  expect(compared.contenders).toMatchObject([{ matchedBy: 'settings', first: { id: 'one' }, second: { id: 'novita' } }])
  expect(await runAssay('compare', first, 'trial-nobody', '--data', data)).toMatchObject({
    exitCode: 1,
    err: expect.stringContaining('no trial "trial-nobody"'),
  })
})
