import { expect, test } from 'vitest'
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
  expect(JSON.parse(listed.out)).toMatchObject([
    { judge: { judgedPairs: 3, run: { status: 'finished', capMicros: 100_000 } }, analyses: [{ voteCount: 3 }] },
  ])
  expect(await assay('--resume', 'judge-')).toMatchObject({ exitCode: 2, err: [expect.stringContaining('every pair')] })
})
