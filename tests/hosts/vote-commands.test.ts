import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { findInstallation } from '#main/hosts/installation.ts'
import type { VotingAnswers, VotingFileContent } from '#shared/domain/voting-file.ts'
import { runAssay } from '#tests/support/run-assay.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const QUESTIONS = ['preferred', 'plausible']

const PLAN = {
  name: 'Votes',
  prompts: ['a fox', 'a lake', 'a clock'],
  calibrate: false,
  contenders: [
    { id: 'one', provider: 'novita', model: 'flux-1-schnell', account: 'practice', concurrency: 3 },
    { id: 'two', provider: 'together', model: 'black-forest-labs/FLUX.1-schnell', account: 'practice', concurrency: 3 },
  ],
}

/** How many voting files the data folder knows. */
function drawsIn(data: string): unknown {
  const database = new Database(join(data, 'assay.sqlite'), { readonly: true })
  try {
    return database.prepare('SELECT count(*) FROM voting_files').pluck().get()
  } finally {
    database.close()
  }
}

test('a voting file goes out and its answers come back, but the votes say something else or are not told, or a file that can’t be written leaves its draw behind', async () => {
  if (findInstallation().votingPagePath === null) throw new Error('Nothing is built yet. Run "npm run build" first.')
  const data = await temporaryDirectory()
  await writeFile(join(data, 'plan.json'), JSON.stringify(PLAN))
  expect((await runAssay('run', join(data, 'plan.json'), '--data', data)).exitCode).toBe(0)
  expect((await runAssay('votes', 'show', 'latest', '--data', data)).out).toBe('Nobody has voted yet.')

  const path = join(data, 'sent.html')
  const wanted = ['votes', 'export', 'latest', '--data', data, '--out', path, '--question', ...QUESTIONS]
  const exported = await runAssay(...wanted, '--ballots', '6', '--json')
  expect(exported.exitCode).toBe(0)
  expect(JSON.parse(exported.out)).toMatchObject({ file: path, ballotCount: 6, repeatCount: 0, pictureCount: 6 })
  const before = await readFile(path, 'utf8')
  const again = await runAssay(...wanted)
  expect(again.exitCode).toBe(1)
  expect(again.err).toContain('there is such a file already')
  expect(await readFile(path, 'utf8')).toBe(before)
  const nowhere = await runAssay('votes', 'export', 'latest', '--data', data, '--out', join(data, 'nowhere', 'a.html'))
  expect(nowhere.exitCode).toBe(1)
  expect(nowhere.err).toContain('there is no such folder')
  expect(drawsIn(data)).toBe(1)

  const json = /id="ballots">(.*?)<\/script>/s.exec(await readFile(path, 'utf8'))?.[1] ?? ''
  const { fileId, ballots } = JSON.parse(json) as VotingFileContent
  expect(ballots.map(({ question }) => question)).toEqual(Array.from({ length: 3 }, () => QUESTIONS).flat())
  const answers: VotingAnswers = {
    kind: 'assay-voting-answers',
    version: 1,
    fileId,
    copyId: 'copy-1',
    reviewer: 'Ada',
    savedAt: '2026-11-29T10:00:00.000Z',
    takenBack: [],
    answers: ballots.map(({ number }) => ({
      ballot: number,
      answer: { ranks: [1, 1], noneIsGood: number % 2 === 0 },
      surround: 'mid',
      shownAt: '2026-11-29T09:00:00.000Z',
      answeredAt: '2026-11-29T09:00:05.000Z',
    })),
  }
  const sentBack = join(data, 'answers.json')
  await writeFile(sentBack, JSON.stringify(answers))
  const taken = await runAssay('votes', 'import', sentBack, '--data', data)
  expect(taken).toMatchObject({ exitCode: 0, out: 'Ada on “Votes”: 6 votes added.' })
  await writeFile(sentBack, JSON.stringify({ ...answers, copyId: 'copy-2' }))
  const refused = await runAssay('votes', 'import', sentBack, '--data', data)
  expect(refused.exitCode).toBe(1)
  expect(refused.err).toContain('Ada has answered this voting file in another browser')
  const replaced = await runAssay('votes', 'import', sentBack, '--data', data, '--replace')
  expect(replaced.out).toBe('Ada on “Votes”: 6 votes added and 6 votes taken back.')
  const missing = await runAssay('votes', 'import', join(data, 'nowhere.json'), '--data', data)
  expect(missing).toMatchObject({ exitCode: 1 })
  expect(missing.err).toContain('there is no such file')

  const { out } = await runAssay('votes', 'show', 'latest', '--data', data)
  expect(out).toContain('Which do you prefer? 3 pairs judged, 3 prompts, 1 reviewer')
  expect(out).toContain(
    'All votes are Ada’s: the intervals are for this reviewer and other prompts, not for other people.',
  )
  expect(out).toContain('3, 3 both bad')
  const shown = JSON.parse((await runAssay('votes', 'show', 'latest', '--data', data, '--json')).out) as {
    ratings: { question: string; voteCount: number }[]
  }
  expect(shown.ratings.map(({ question, voteCount }) => [question, voteCount])).toEqual([
    ['preferred', 3],
    ['plausible', 3],
  ])
  const bad = await runAssay('votes', 'export', 'latest', '--data', data, '--out', `${path}.2`, '--question', 'nicest')
  expect(bad.exitCode).toBe(2)
})
