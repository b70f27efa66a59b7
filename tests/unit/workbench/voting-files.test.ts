import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { writeVotingFile } from '#main/reports/voting-file/write-voting-file.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import { openStore, type Store } from '#main/store/open-store.ts'
import { exportVotingFile } from '#main/workbench/export-voting-file.ts'
import { importVotingAnswers } from '#main/workbench/import-voting-answers.ts'
import { answerBallot, beginVotes, listVoteSessions, rateVotes, voteState } from '#main/workbench/vote-sessions.ts'
import type { TakenBackAnswer, VotingAnswer, VotingAnswers, VotingFileContent } from '#shared/domain/voting-file.ts'
import type { EvidenceSources } from '#main/workbench/evidence.ts'
import { ratedTrialOf } from '#shared/votes/rated-trial.ts'
import { planBallots } from '#shared/votes/plan-ballots.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from '../store/examples.ts'

type Context = EvidenceSources & Parameters<typeof exportVotingFile>[1] & Parameters<typeof voteState>[1]

const asked = { trialId: 'trial-1', questions: ['preferred' as const], shownAtOnce: 2, ballots: 6 }

/** A trial of twelve pictures in files, two of each prompt and repeat. @param given with its prompts, to the models that take one */
async function judgedTrial(given?: ImageRecord): Promise<{ context: Context; store: Store; directory: string }> {
  const clock = { now: () => new Date('2026-11-14T10:00:10.000Z') }
  const directory = await temporaryDirectory()
  const store = openStore({ directory, clock })
  const trial = exampleTrial()
  const { cases, contenders } = trial.plan
  const changing = {
    cases: cases.map((planCase) => ({ ...planCase, picture: given ?? null })),
    contenders: contenders.map((contender) => ({ ...contender, task: 'image-to-image' as const })),
  }
  store.trials.create(
    given === undefined ? trial : { ...trial, plan: { ...trial.plan, ...changing } },
    exampleOrder(),
    1,
  )
  for (const { position } of exampleOrder()) {
    const background = { r: position * 20, g: 90, b: 200 }
    const bytes = await sharp({ create: { width: 48, height: 32, channels: 3, background } })
      .png()
      .toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await store.files.keepImage(sha256, bytes)
    const image = { sha256, format: 'png' as const, width: 48, height: 32, sizeBytes: bytes.length }
    store.samples.record(exampleSample(position, { images: [{ image, flags: [] }] }))
  }
  const pagePath = join(directory, 'page.html')
  await writeFile(pagePath, '<body><!--ballots--></body>')
  let count = 0
  const ids = { next: (noun: string) => `${noun}-${(count += 1)}` }
  // Its thread is no matter here; the end-to-end test goes through it.
  const analyst = {
    planBallots: async ({ trialId, session, pictures, count }: Parameters<Context['analyst']['planBallots']>[0]) => {
      const [sessions, votes] = [[...store.votes.sessions(trialId), session], store.votes.ofTrial(trialId)]
      return planBallots({ ...ratedTrialOf(trial.plan, { sessions, votes, pictures }), session }, count)
    },
    writeVotingFile: async ({ file, largestSide }: Parameters<Context['analyst']['writeVotingFile']>[0]) =>
      writeVotingFile({
        file,
        page: await readFile(pagePath, 'utf8'),
        largestSide,
        readPicture: async (sha256) => readFile(store.files.imagePath(sha256)),
      }),
  }
  const ports = { clock, ids, votingPagePath: pagePath }
  return { store, directory, context: { store, bundleReader: () => null, ports, analyst } as unknown as Context }
}

async function contentOf(file: File): Promise<{ html: string; content: VotingFileContent }> {
  const html = await file.text()
  const json = /id="ballots">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  return { html, content: JSON.parse(json) as VotingFileContent }
}

test('a ballot shows no given picture, here or in a file, or tells its hash', async () => {
  const bytes = await sharp({ create: { width: 50, height: 20, channels: 3, background: 'teal' } })
    .png()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const given = { sha256, format: 'png' as const, width: 50, height: 20, sizeBytes: bytes.length }
  const { store, context } = await judgedTrial(given)
  await store.files.keepImage(sha256, bytes)
  expect(beginVotes({ ...asked, reviewer: 'Ada' }, context).ballot?.given).toEqual(given)
  const { file, pictureCount } = await exportVotingFile(asked, context)
  const { html, content } = await contentOf(file)
  expect(content.ballots.map((ballot) => ballot.given)).toEqual(
    content.ballots.map(() => ({ picture: 'given-1', width: 50, height: 20 })),
  )
  expect(content.pictures['given-1']).toMatchObject({ width: 50, height: 20 })
  expect(Object.keys(content.pictures)).toHaveLength(pictureCount + 1)
  expect(html).not.toContain(sha256)

  const without = await judgedTrial()
  expect(beginVotes({ ...asked, reviewer: 'Ada' }, without.context).ballot?.given).toBeNull()
  for (const each of [store, without.store]) each.close()
})

const at = (minute: number): string => `2026-11-15T12:${String(minute).padStart(2, '0')}:30.000Z`

/** @param ranks of each ballot, from the first on */
function answersTo(
  { fileId }: { fileId: string },
  ranks: readonly [number, number][],
  changes: Partial<VotingAnswers> = {},
): VotingAnswers {
  const answers = ranks.map((each, index): VotingAnswer => ({
    ballot: index + 1,
    answer: { ranks: each, noneIsGood: false },
    surround: 'mid',
    shownAt: at(index),
    answeredAt: at(index + 1),
  }))
  return {
    kind: 'assay-voting-answers',
    version: 1,
    fileId,
    copyId: 'copy-1',
    reviewer: 'Ada',
    savedAt: at(20),
    answers,
    takenBack: [],
    ...changes,
  }
}

function takeIn(answers: unknown, context: Context, replace = false): ReturnType<typeof importVotingAnswers> {
  const text = typeof answers === 'string' ? answers : JSON.stringify(answers)
  return importVotingAnswers({ file: new File([text], 'answers.json'), replace }, context)
}

const LEFT: [number, number] = [1, 2]
const RIGHT: [number, number] = [2, 1]

test('a voting file tells whose its pictures are: by name, id, hash or place', async () => {
  const { context, store, directory } = await judgedTrial()
  const { file, fileId, ...counts } = await exportVotingFile(asked, context)
  const { html, content } = await contentOf(file)
  const told = html.replaceAll(/base64,[^"]*/g, '')

  const trial = exampleTrial()
  const secrets = [
    ...trial.plan.contenders.flatMap(({ id, name, modelId, modelName, providerName, baseUrl }) => {
      return [id, name, modelId, modelName, providerName, baseUrl]
    }),
    ...trial.plan.cases.map(({ name }) => name),
    ...store.samples.rows('trial-1').flatMap(({ sampleId, image }) => [sampleId, image?.sha256 ?? '']),
    'trial-1',
    trial.plan.name,
    directory,
    '0.0015',
    'voting-file-1',
  ]
  for (const secret of secrets) expect(told).not.toContain(secret)
  expect(counts).toEqual({ ballotCount: 6, repeatCount: 0, pictureCount: 12 })
  expect(content.fileId).toBe(fileId)
  expect(content.ballots.map(({ prompt }) => prompt)).toContain('dunes')
  store.close()
})

test('votes of a file are counted for other contenders than were shown, or not with the rest', async () => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  const { content } = await contentOf(exported.file)
  const ada = beginVotes({ trialId: 'trial-1', reviewer: 'Grace', questions: ['preferred'], shownAtOnce: 2 }, context)
  answerBallot(
    ada.session.id,
    {
      number: 1,
      pictures: ada.ballot?.pictures.map(({ sha256 }) => sha256) ?? [],
      answer: { ranks: [1, 1], noneIsGood: false },
      surround: 'mid',
      lookedMs: 4000,
    },
    context,
  )
  // Which file each name in the page stands for, by the pictures themselves.
  const shown = store.votingFiles.get(exported.fileId)?.ballots ?? []
  expect(await takeIn(answersTo(exported, [LEFT, RIGHT, LEFT]), context)).toEqual({
    trialId: 'trial-1',
    trialName: 'Which one draws posters',
    reviewer: 'Ada',
    added: 3,
    changed: 0,
    takenBack: 0,
    unchanged: 0,
    noted: 0,
  })
  const votes = store.votes.ofTrial('trial-1').filter(({ sessionId }) => sessionId !== ada.session.id)
  expect(votes.map(({ shown: pictures }) => pictures)).toEqual(shown.slice(0, 3).map((ballot) => ballot.shown))
  expect(votes.map(({ answer }) => answer.ranks)).toEqual([LEFT, RIGHT, LEFT])
  expect(votes[1]).toMatchObject({ number: 2, shownAt: at(1), answeredAt: at(2), surround: 'mid', undoneAt: null })
  for (const [index, { shown: pictures }] of votes.entries()) {
    for (const [place, { sampleId }] of pictures.entries()) {
      const sha256 = store.samples.get(sampleId)?.images[0]?.image.sha256 ?? ''
      const original = await sharp(await readFile(store.files.imagePath(sha256))).stats()
      const name = content.ballots[index]?.pictures[place] ?? ''
      const bytes = Buffer.from(content.pictures[name]?.address.split(',')[1] ?? '', 'base64')
      const written = await sharp(bytes).stats()
      expect(Math.abs((written.channels[0]?.mean ?? 0) - (original.channels[0]?.mean ?? NaN))).toBeLessThan(5)
    }
  }
  const rated = rateVotes('trial-1', { question: 'preferred', reviewer: null }, context)
  expect(rated.voteCount).toBe(4)
  expect(rated.reviewers).toEqual(
    expect.arrayContaining([
      { reviewer: 'Ada', votes: 3 },
      { reviewer: 'Grace', votes: 1 },
    ]),
  )
  store.close()
})

test('the same answers twice count twice, newer ones beside the old ones, or older ones undo newer ones', async () => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  const standing = (): unknown[] =>
    store.votes
      .ofTrial('trial-1')
      .filter(({ undoneAt }) => undoneAt === null)
      .toSorted((one, other) => one.number - other.number)
      .map(({ number, answer }) => [number, answer.ranks])
  const first = answersTo(exported, [LEFT, RIGHT, LEFT])
  await takeIn(first, context)
  expect(await takeIn(first, context)).toMatchObject({ added: 0, changed: 0, takenBack: 0, unchanged: 3 })
  expect(store.votes.ofTrial('trial-1')).toHaveLength(3)

  const newer = answersTo(exported, [LEFT, LEFT], { savedAt: at(21), reviewer: 'Ada L.' })
  expect(await takeIn(newer, context)).toMatchObject({ added: 0, changed: 1, takenBack: 1, unchanged: 1 })
  expect(standing()).toEqual([
    [1, LEFT],
    [2, LEFT],
  ])
  expect(store.votes.ofTrial('trial-1').filter(({ undoneAt }) => undoneAt !== null)).toHaveLength(2)
  expect(store.votes.sessions('trial-1').map(({ reviewer, fileId }) => [reviewer, fileId])).toEqual([
    ['Ada L.', exported.fileId],
  ])

  await expect(takeIn(first, context)).rejects.toThrow(/^Answers of Ada saved at .* have been taken in already/)
  expect(standing()).toHaveLength(2)
  expect(store.votes.sessions('trial-1')[0]?.reviewer).toBe('Ada L.')
  store.close()
})

test('a vote taken back in the file is not kept as one in Assay is: with its time, once, counting for nothing', async () => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  const kept = (): unknown[] =>
    store.votes.ofTrial('trial-1').map(({ number, answer, undoneAt }) => [number, answer.ranks, undoneAt])
  const first = answersTo(exported, [LEFT, RIGHT, LEFT])
  await takeIn(first, context)

  // The third answer was taken back and given anew, and before that another one that was never sent.
  const [one, two, three] = first.answers as [VotingAnswer, VotingAnswer, VotingAnswer]
  const newer: VotingAnswers = {
    ...first,
    savedAt: at(30),
    answers: [one, two, { ...three, answer: { ranks: RIGHT, noneIsGood: false }, answeredAt: at(12) }],
    takenBack: [
      { ...three, undoneAt: at(9) },
      { ...three, answer: { ranks: [1, 1], noneIsGood: true }, answeredAt: at(10), undoneAt: at(11) },
    ],
  }
  expect(await takeIn(newer, context)).toMatchObject({ added: 0, changed: 1, takenBack: 0, unchanged: 2, noted: 1 })
  const all = [
    [1, LEFT, null],
    [2, RIGHT, null],
    [3, LEFT, at(9)],
    [3, [1, 1], at(11)],
    [3, RIGHT, null],
  ]
  expect(kept()).toEqual(all)
  expect(await takeIn(newer, context)).toMatchObject({ added: 0, changed: 0, takenBack: 0, unchanged: 3, noted: 0 })
  expect(kept()).toEqual(all)
  expect(rateVotes('trial-1', { question: 'preferred', reviewer: null }, context).voteCount).toBe(3)

  // All of them taken back: nothing stands any more, and nothing is lost.
  const last = newer.answers[2] as VotingAnswer
  const none = {
    ...newer,
    savedAt: at(40),
    answers: [],
    takenBack: [...newer.takenBack, ...[last, two, one].map((answer) => ({ ...answer, undoneAt: at(35) }))],
  }
  expect(await takeIn(none, context)).toMatchObject({ added: 0, takenBack: 3, unchanged: 0, noted: 0 })
  expect(kept()).toHaveLength(5)
  expect(rateVotes('trial-1', { question: 'preferred', reviewer: null }, context).voteCount).toBe(0)
  store.close()
})

test('answers of files that were exported before they kept what was taken back are refused', async () => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  const { takenBack: _takenBack, ...older } = answersTo(exported, [LEFT])
  expect(await takeIn(older, context)).toMatchObject({ added: 1, noted: 0 })
  store.close()
})

test('who was replaced by mistake can’t be taken in again', async () => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  const right = answersTo(exported, [LEFT, LEFT])
  await takeIn(right, context)
  await takeIn({ ...answersTo(exported, [RIGHT]), copyId: 'copy-2' }, context, true)
  expect(await takeIn(right, context, true)).toMatchObject({ added: 2, takenBack: 1 })
  const standing = store.votes.ofTrial('trial-1').filter(({ undoneAt }) => undoneAt === null)
  expect(standing.map(({ answer }) => answer.ranks)).toEqual([LEFT, LEFT])
  store.close()
})

test('two people of one name overwrite each other unasked', async () => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  await takeIn(answersTo(exported, [LEFT, LEFT]), context)
  const other = answersTo(exported, [RIGHT], { copyId: 'copy-2' })
  await expect(takeIn(other, context)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' })
  expect(rateVotes('trial-1', { question: 'preferred', reviewer: 'Ada' }, context).voteCount).toBe(2)

  expect(await takeIn({ ...other, reviewer: 'Ada B.' }, context)).toMatchObject({ added: 1, takenBack: 0 })
  expect(await takeIn({ ...other, copyId: 'copy-3' }, context, true)).toMatchObject({ added: 1, takenBack: 2 })
  expect(rateVotes('trial-1', { question: 'preferred', reviewer: 'Ada' }, context).voteCount).toBe(1)
  expect(listVoteSessions('trial-1', context).map(({ session, given }) => [session.reviewer, given])).toEqual([
    ['Ada', 0],
    ['Ada B.', 1],
    ['Ada', 1],
  ])
  store.close()
})

test.each<[string, (good: VotingAnswers) => unknown, RegExp]>([
  ['no JSON', () => '{"kind"', /not what a voting file saves/],
  ['something else', () => ({ votes: [] }), /can’t be taken in: kind: /],
  ['more than it may hold', (good) => ({ ...good, more: 1 }), /can’t be taken in/],
  ['megabytes', () => ' '.repeat(2_000_001), /2\.0 MB/],
  [
    'another data folder’s file',
    (good) => ({ ...good, fileId: 'voting-file-0' }),
    /not exported from this data folder/,
  ],
  ['a name that moves the cursor', (good) => ({ ...good, reviewer: 'Ada\u001B[2J' }), /no control characters/],
  ['a name turned round', (good) => ({ ...good, reviewer: 'Ada\u202E' }), /no control characters/],
  ['nothing', (good) => ({ ...good, answers: [] }), /answered nothing yet/],
  ['one answer both standing and taken back', (good) => withTakenBack(good, {}), /one answer to ballot 2 twice/],
  [
    'an answer taken back before it was given',
    (good) => withTakenBack(good, { answeredAt: at(9), undoneAt: at(8) }),
    /answer to ballot 2 back before it was given/,
  ],
  [
    'an answer taken back of a ballot that there is not',
    (good) => withTakenBack(good, { ballot: 7 }),
    /ballot 7, and the voting file has 6/,
  ],
  ['a ballot that there is not', (good) => withAnswer(good, { ballot: 7 }), /ballot 7, and the voting file has 6/],
  ['a ballot twice', (good) => withAnswer(good, { ballot: 1 }), /ballot 1 twice/],
  [
    'three ranks for two pictures',
    (good) => withAnswer(good, { answer: { ranks: [1, 2, 3], noneIsGood: false } }),
    /ranks 3 pictures on ballot 2, which shows 2/,
  ],
  ['ranks that are none', (good) => withAnswer(good, { answer: { ranks: [2, 2], noneIsGood: false } }), /answers\[1\]/],
  ['an answer before its question', (good) => withAnswer(good, { shownAt: at(50) }), /before it was shown/],
])('%s is taken in, or half of it', async (_what, change, message) => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  const bad = change(answersTo(exported, [LEFT, LEFT]))
  await expect(takeIn(bad, context)).rejects.toMatchObject({
    code: 'BAD_USAGE',
    message: expect.stringMatching(message) as string,
  })
  expect(store.votes.sessions('trial-1')).toEqual([])
  expect(store.votes.ofTrial('trial-1')).toEqual([])
  expect(await takeIn(answersTo(exported, [LEFT, LEFT]), context)).toMatchObject({ added: 2 })
  store.close()
})

/** With the last answer taken back as well, or one like it. */
function withTakenBack(good: VotingAnswers, change: Partial<TakenBackAnswer>): VotingAnswers {
  const last = good.answers.at(-1) as VotingAnswer
  return { ...good, takenBack: [{ ...last, undoneAt: at(15), ...change }] }
}

/** With the last answer changed. */
function withAnswer(good: VotingAnswers, change: Partial<VotingAnswer>): VotingAnswers {
  const answers = good.answers.map((answer, index) => (index === 1 ? { ...answer, ...change } : answer))
  return { ...good, answers }
}

test('a session of a file is gone on with in Assay, which would draw other pairs', async () => {
  const { context, store } = await judgedTrial()
  const exported = await exportVotingFile(asked, context)
  await takeIn(answersTo(exported, [LEFT]), context)
  const [session] = store.votes.sessions('trial-1')
  expect(() => voteState(session?.id ?? '', context)).toThrow(/gave these votes in a voting file/)
  store.close()
})

test('a file is exported of which nothing can be judged, or one that can’t be written is kept', async () => {
  const { context, store } = await judgedTrial()
  store.trials.create(exampleTrial({ id: 'trial-2' }), exampleOrder(), 1)
  await expect(exportVotingFile({ ...asked, trialId: 'trial-2' }, context)).rejects.toThrow('nothing to compare')
  const unbuilt = { ...context, ports: { ...context.ports, votingPagePath: null } }
  await expect(exportVotingFile(asked, unbuilt)).rejects.toThrow('Run "npm run build"')
  const failing = {
    ...context,
    analyst: { ...context.analyst, writeVotingFile: () => Promise.reject(new Error('full')) },
  }
  await expect(exportVotingFile(asked, failing)).rejects.toThrow('full')
  const { fileId } = await exportVotingFile(asked, context)
  expect(store.votingFiles.get(fileId)?.ballots).toHaveLength(6)
  store.close()
})
