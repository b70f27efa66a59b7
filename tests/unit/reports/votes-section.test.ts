import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkTrial } from '#main/reports/check-trial.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import type { VoteQuestion } from '#shared/domain/vote.ts'
import { describeRatings } from '#shared/votes/describe-ratings.ts'
import { rateTrial } from '#shared/votes/rate-trial.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleSession, judge, picturesOf } from '../shared/votes/judged-trial.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

const IDS = ['contender-0', 'contender-1', 'contender-2']
const trial = makeTrial([
  makeContender(0, { name: 'One & only' }),
  makeContender(1, { name: 'Second' }),
  makeContender(2, { name: 'Third' }),
])

const promptOf = (caseIndex: number): number => caseIndex

/** Ada in Assay and Grace in a file: the first contender is preferred, else the left one. */
function votesOn(...questions: VoteQuestion[]) {
  const pictures = picturesOf(IDS, trial.plan.cases.length, 2)
  const sessions = [
    exampleSession({ questions }),
    exampleSession({ id: 'votes-2', reviewer: 'Grace', seed: 5, fileId: 'voting-file-1', questions }),
  ]
  const votes = sessions.flatMap((session) => {
    const source = { session, sessions: [session], pictures, contenderIds: IDS, promptOf }
    return judge(source, 30, ({ shown }) => ({
      ranks: shown[1]?.contenderId === 'contender-0' ? [2, 1] : [1, 2],
      noneIsGood: false,
    })).votes
  })
  return { sessions, votes, pictures }
}

async function write(votes: ReturnType<typeof votesOn>): Promise<{ html: string; ratings: RatingAnalysis[] }> {
  const directory = await temporaryDirectory()
  const rows = IDS.map((id) => makeRow(id, 0))
  const checks = checkTrial(trial, rows, { byContender: new Map(), votes: votes.votes, voted: new Map() })
  await writePlainReport(directory, trial, rows, { checks, votes })
  const [html, json] = await Promise.all(
    ['report.html', 'results.json'].map((name) => readFile(join(directory, name), 'utf8')),
  )
  const { ratings } = JSON.parse(json ?? '') as { ratings: RatingAnalysis[] }
  return { html: html ?? '', ratings }
}

const plain = (text: string): string => text.replaceAll('\u00A0', ' ').replaceAll('&amp;', '&')

test('a report of a trial on which nobody has voted speaks of votes', async () => {
  const { html, ratings } = await write({ sessions: [], votes: [], pictures: picturesOf(IDS, 2) })
  expect(html).not.toContain('What reviewers preferred')
  expect(ratings).toEqual([])
})

test('the report says other things of the votes than the page, mixes questions, or leaves those of a file out', async () => {
  const votes = votesOn('preferred', 'plausible')
  const { html, ratings } = await write(votes)
  const source = ratedTrialOf(trial.plan, votes)
  const pages = (['preferred', 'plausible'] as const).map((question) => rateTrial(source, { question, reviewer: null }))
  expect(ratings).toEqual(JSON.parse(JSON.stringify(pages)))
  expect(ratings.map(({ reviewers }) => reviewers.map(({ reviewer }) => reviewer))).toEqual([
    ['Ada', 'Grace'],
    ['Ada', 'Grace'],
  ])
  const section = plain(/<section id="votes"><h2>What reviewers preferred<\/h2>.*?<\/section>/s.exec(html)?.[0] ?? '')
  const [, preferred = '', plausible = ''] = section.split('<h3>')
  expect(preferred).toMatch(/^Which do you prefer\?/)
  expect(plausible).toMatch(/^Which is more plausible\?/)
  expect(section).not.toContain('Which follows the prompt?')
  const nameOf = (id: string): string => trial.plan.contenders.find((contender) => contender.id === id)?.name ?? id
  for (const [index, part] of [preferred, plausible].entries()) {
    const rating = pages[index]
    if (rating === undefined) throw new Error('A question is not rated.')
    const { said, limits } = describeRatings(rating, nameOf)
    for (const text of [...said, ...limits]) expect(part).toContain(plain(text))
    expect(limits.some((text) => text.startsWith('The left picture was preferred in'))).toBe(true)
    expect(limits.some((text) => text.startsWith('Shown again with sides swapped'))).toBe(true)
    expect(part).toContain(`${rating.voteCount} pairs judged, on ${rating.promptCount} prompts, by 2 reviewers.`)
  }
})

test('a cell tells the chance of the column instead of the row', async () => {
  const { html, ratings } = await write(votesOn('preferred'))
  const pairs = ratings[0]?.groups[0]?.pairs ?? []
  const best = pairs.filter(({ first, second }) => [first, second].includes('contender-0'))
  expect(best).toHaveLength(2)
  const table = plain(/aria-label="Chance that the row is better.*?<\/table>/s.exec(html)?.[0] ?? '')
  const rows = table.split('<tr>').slice(2)
  const own = rows.find((row) => row.includes('One & only'))
  expect([...(own ?? '').matchAll(/> 9\d %|>\d+ %|&gt; 99 %/g)]).toHaveLength(2)
  for (const { first, firstIsBetter, votes } of best) {
    expect(first === 'contender-0' ? firstIsBetter : 1 - firstIsBetter).toBeGreaterThan(0.9)
    expect(own).toContain(`n ${votes}`)
  }
})
