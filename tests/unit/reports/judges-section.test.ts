import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkTrial } from '#main/reports/check-trial.ts'
import type { AskedJudge } from '#main/reports/rate-judges.ts'
import { resultsSchema, type RatedJudge } from '#shared/domain/results.ts'
import { schemaProblems } from '#tests/support/schema-problems.ts'
import type { JudgeTally } from '#shared/domain/judge-tally.ts'
import type { JudgeCall, JudgeRun } from '#shared/domain/judge.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import { describeJudge, TOO_FEW_ANSWERS } from '#shared/votes/describe-judge.ts'
import { judgeProgressText } from '#shared/votes/judge-progress-text.ts'
import { planJudgePairs } from '#shared/votes/plan-judge-pairs.ts'
import { rateJudge } from '#shared/votes/rate-judge.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { callsOn } from '../shared/votes/judged-pairs.ts'
import { exampleSession, judge, picturesOf } from '../shared/votes/judged-trial.ts'
import { exampleRun } from '../store/example-run.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

const IDS = ['contender-0', 'contender-1', 'contender-2']
const trial = makeTrial([
  makeContender(0, { name: 'One & only' }),
  makeContender(1, { name: 'Second' }),
  makeContender(2, { name: 'Third' }),
])
const pictures = picturesOf(IDS, trial.plan.cases.length, 2)

/** People prefer the first contender, else the left one. */
function votesOfPeople() {
  const session = exampleSession()
  const source = { session, sessions: [session], pictures, contenderIds: IDS, promptOf: (index: number) => index }
  const { votes } = judge(source, 12, ({ shown }) => ({
    ranks: shown[1]?.contenderId === 'contender-0' ? [2, 1] : [1, 2],
    noneIsGood: false,
  }))
  return { sessions: [session], votes, pictures }
}

const NOBODY = { sessions: [], votes: [], pictures }

/** A judge that prefers the contender whose id comes last, and every third time the first place. */
function askedJudge(
  votes: typeof NOBODY | ReturnType<typeof votesOfPeople>,
  changes: Partial<JudgeRun> = {},
): AskedJudge {
  const run = exampleRun({ modelId: 'gpt-4.1 <mini>', status: 'finished', ...changes })
  const rated = ratedTrialOf(trial.plan, votes)
  const pairs = planJudgePairs(rated, { seed: 1, question: 'preferred', count: 20 })
  const calls = run.questions.flatMap((question) =>
    pairs.flatMap(({ number, first, second }): JudgeCall[] => {
      const isFirst = first.contenderId > second.contenderId
      if (number % 3 === 0) return callsOn(number, ['first', 'first'], question)
      return callsOn(number, isFirst ? ['first', 'second'] : ['second', 'first'], question)
    }),
  )
  const tally: JudgeTally = {
    plannedPairs: 25,
    judgedPairs: pairs.length,
    plannedCalls: 50,
    answeredCalls: calls.length,
    sentCalls: calls.length + 1,
    knownMicros: 400,
    unknownCount: 1,
    countedMicros: 1400,
  }
  return { run, tally, pairs, calls }
}

async function write(judges: AskedJudge[], votes: typeof NOBODY | ReturnType<typeof votesOfPeople> = NOBODY) {
  const directory = await temporaryDirectory()
  const rows = IDS.map((id) => makeRow(id, 0))
  const checks = checkTrial(trial, rows, { byContender: new Map(), votes: [], voted: new Map() })
  await writePlainReport(directory, trial, rows, { checks, votes, judges })
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8')
  const json = JSON.parse(await read('results.json')) as { ratings: RatingAnalysis[]; judges: RatedJudge[] }
  expect(schemaProblems(resultsSchema(), json)).toEqual([])
  const html = plain(await read('report.html'))
  return { html, json, section: /<section><h2>What judge models say.*?<\/section>/s.exec(html)?.[0] ?? null }
}

const plain = (text: string): string => text.replaceAll('\u00A0', ' ').replaceAll('&amp;', '&')

test('a report of a trial on which no judge was asked speaks of judges', async () => {
  const votes = votesOfPeople()
  const { html, json } = await write([], votes)
  expect(html).not.toMatch(/judge model/i)
  expect(json.judges).toEqual([])
  // One that was stopped before its first call says nothing either.
  const { run, tally } = askedJudge(votes)
  const unasked = { run, tally: { ...tally, sentCalls: 0, judgedPairs: 0, answeredCalls: 0 }, pairs: [], calls: [] }
  expect((await write([unasked], votes)).section).toBeNull()
})

test('the report says other things of a judge than the page, or mixes it with people', async () => {
  const votes = votesOfPeople()
  const asked = askedJudge(votes, {
    questions: ['preferred', 'plausible'],
    statusReason: 'It was <stopped>.',
    status: 'stopped',
  })
  const { section, json } = await write([asked], votes)
  const without = await write([], votes)
  expect(json.ratings).toEqual(without.json.ratings)

  const rated = ratedTrialOf(trial.plan, votes)
  const { run, tally, pairs, calls } = asked
  const pages = run.questions.map((question) => rateJudge({ ...rated, pairs, calls }, question))
  expect(json.judges).toEqual(JSON.parse(JSON.stringify([{ run, tally, analyses: pages }])))

  const nameOf = (id: string): string => trial.plan.contenders.find((contender) => contender.id === id)?.name ?? id
  expect(section).toContain('Judge <bdi>gpt-4.1 &lt;mini&gt;</bdi>')
  expect(section).toContain(plain(judgeProgressText({ run, ...tally })))
  expect(section).toContain('$0.0004 known and 1 call unknown, $0.0014 counted of $1.00')
  expect(section).toContain('It was &lt;stopped&gt;.')
  for (const [index, part] of (section ?? '').split('<h4>').slice(1).entries()) {
    const { said, limits } = describeJudge(pages[index] ?? pages[0]!, nameOf)
    for (const text of [...said, ...limits]) expect(part).toContain(plain(text))
  }
  // People have judged pairs on one of the two questions.
  expect(section).toMatch(/It says what people say on/)
  expect(section).toMatch(/People have judged none of these pairs/)
  expect(section).toMatch(/It favours the first place/)
  expect(section).not.toContain('reviewer')
})

test('a judge that answered nothing looks as if it had preferred somebody, or is left out', async () => {
  const { pairs, run } = askedJudge(NOBODY)
  const tally = {
    plannedPairs: 20,
    judgedPairs: 0,
    plannedCalls: 40,
    answeredCalls: 0,
    sentCalls: 1,
    knownMicros: 0,
    unknownCount: 0,
    countedMicros: 0,
  }
  const { section } = await write([
    { run: { ...run, status: 'failed', statusReason: 'There is no such model.' }, tally, pairs, calls: [] },
  ])
  expect(section).toContain('Failed: 0 of 20 pairs judged')
  expect(section).toContain('There is no such model.')
  expect(section).toContain(TOO_FEW_ANSWERS)
  expect(section).not.toContain('Judge prefers')
})
