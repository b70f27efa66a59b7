import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import { judgedTrial } from '#tests/integration/judged-trial.ts'
import { assayProcess } from './assay-process.ts'

const ASK = ['--account', 'environment', '--model', 'practice/judge', '--pairs', '3', '--max-cost', '0.10']
const PRICE = ['--input-usd', '0.15', '--output-usd', '0.60']

test('a judge can’t be asked from the command line, spends without a word, or is listed among people', async () => {
  const { trialId, dataDirectory, environment } = await judgedTrial()
  const assay = (...words: string[]) => assayProcess(['judge', trialId, ...words, '--data', dataDirectory], environment)

  const unbounded = await assay(...ASK)
  expect(unbounded).toMatchObject({ exitCode: 2, err: [expect.stringContaining('what one call may cost')] })
  const checked = await assay(...ASK, ...PRICE, '--check')
  expect(checked.exitCode).toBe(0)
  expect(checked.out).toMatch(
    /^3 of 9 pairs of pictures, 6 calls\.\nOne call costs \$0\.\d+ at most.*stops before \$0\.10\./,
  )

  const asked = await assay(...ASK, ...PRICE)
  expect(asked.exitCode).toBe(0)
  expect(asked.out).toMatch(/^Judge practice\/judge through OpenAI Images, keys of the environment, no person\. judge-/)
  expect(asked.out).toMatch(/3 of 3 pairs judged · \$0\.00\d+ of \$0\.10/)
  expect(asked.out).toContain('judge prefers')
  expect(asked.out).toContain('People have judged none of these pairs')

  const listed = await assay('--list', '--json')
  const [own] = JSON.parse(listed.out) as { judge: JudgeSummary; analyses: unknown }[]
  expect([own]).toMatchObject([
    { judge: { judgedPairs: 3, run: { status: 'finished', capMicros: 100_000 } }, analyses: [{ voteCount: 3 }] },
  ])
  const report = ['report', trialId, '--data', dataDirectory, '--out', join(dataDirectory, 'out')]
  expect((await assayProcess(report, environment)).exitCode).toBe(0)
  const { judges } = JSON.parse(await readFile(join(dataDirectory, 'out', 'results.json'), 'utf8')) as {
    judges: unknown[]
  }
  const { run, accountName: _name, ...tally } = own?.judge ?? {}
  expect(judges[0]).toEqual({ run, tally, analyses: own?.analyses })

  expect(await assay('--resume', run?.id ?? '')).toMatchObject({
    exitCode: 2,
    err: [expect.stringContaining('every pair')],
  })
})

test('who asks it wrongly is not told what is wrong, or a model that there is not looks as if it preferred somebody', async () => {
  const { trialId, dataDirectory, environment } = await judgedTrial()
  const assay = (...words: string[]) => assayProcess(['judge', trialId, ...words, '--data', dataDirectory], environment)
  // What it comes to can be asked before anybody names a cap.
  const uncapped = await assay(...ASK.slice(0, -2), ...PRICE, '--check')
  expect(uncapped).toMatchObject({ exitCode: 0, out: expect.stringContaining('3 of 9 pairs') })
  expect(await assay(...ASK.slice(0, -2), ...PRICE)).toMatchObject({
    exitCode: 2,
    err: [expect.stringContaining('--max-cost')],
  })
  const strange = await assay(...ASK, ...PRICE, '--question', 'nicest')
  expect(strange).toMatchObject({ exitCode: 2, err: expect.arrayContaining([expect.stringContaining('plausible')]) })

  const unknown = await assay(...ASK, ...PRICE, '--model', 'nobody')
  expect(unknown.exitCode).toBe(1)
  expect(unknown.out).toMatch(
    /Failed: 0 of 3 pairs.*nobody.*Too few answers.*Go on with: assay judge .* --resume judge-/s,
  )
  expect(unknown.out).not.toContain('judge prefers')
})
