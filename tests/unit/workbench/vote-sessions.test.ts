import { expect, test } from 'vitest'
import { openStore, type Store } from '#main/store/open-store.ts'
import {
  answerBallot,
  beginVotes,
  listVoteSessions,
  rateVotes,
  undoVote,
  voteState,
} from '#main/workbench/vote-sessions.ts'
import type { EvidenceSources } from '#main/workbench/evidence.ts'
import type { VoteState } from '#shared/contract/vote.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleSample, exampleTrial } from '../store/examples.ts'

type Context = EvidenceSources & Parameters<typeof voteState>[1]

/** A trial of twelve pictures, two of each prompt and repeat. */
async function judgedTrial(): Promise<{ context: Context; store: Store }> {
  const clock = { now: () => new Date('2026-11-14T10:00:10.000Z') }
  const store = openStore({ directory: await temporaryDirectory(), clock })
  store.trials.create(exampleTrial(), exampleOrder(), 1)
  for (const { position } of exampleOrder()) store.samples.record(exampleSample(position))
  let count = 0
  const ids = { next: (noun: string) => `${noun}-${(count += 1)}` }
  return { store, context: { store, bundleReader: () => null, ports: { clock, ids } } as unknown as Context }
}

const asked = { trialId: 'trial-1', reviewer: 'Ada', questions: ['preferred' as const], shownAtOnce: 2 }

function answer({ session, ballot }: VoteState, context: Context, ranks = [1, 2]): VoteState {
  if (ballot === null) throw new Error('Nothing is left to judge.')
  const pictures = ballot.pictures.map(({ sha256 }) => sha256)
  const given = {
    number: ballot.number,
    pictures,
    answer: { ranks, noneIsGood: false },
    surround: 'mid' as const,
    lookedMs: 4000,
  }
  return answerBallot(session.id, given, context)
}

test('what a reviewer is shown tells whose the pictures are', async () => {
  const { context, store } = await judgedTrial()
  const shown = JSON.stringify(beginVotes(asked, context).ballot)
  const { contenders } = exampleTrial().plan
  for (const { id, name, modelName } of contenders)
    for (const word of [id, name, modelName]) expect(shown).not.toContain(word)
  for (const { sampleId } of store.samples.rows('trial-1')) expect(shown).not.toContain(sampleId)
  store.close()
})

test('a vote is not kept as it was given, or a reload forgets it', async () => {
  const { context, store } = await judgedTrial()
  const begun = beginVotes(asked, context)
  const after = answer(begun, context, [2, 1])

  expect(after).toMatchObject({ given: 1, ballot: { number: 2 } })
  expect(voteState(begun.session.id, context)).toEqual(after)
  const [vote] = store.votes.ofTrial('trial-1')
  expect(vote).toMatchObject({
    sessionId: begun.session.id,
    number: 1,
    answer: { ranks: [2, 1], noneIsGood: false },
    surround: 'mid',
    shownAt: '2026-11-14T10:00:06.000Z',
    answeredAt: '2026-11-14T10:00:10.000Z',
    undoneAt: null,
  })
  expect(vote?.shown.map(({ sampleId }) => store.samples.get(sampleId)?.images[0]?.image.sha256)).toEqual(
    begun.ballot?.pictures.map(({ sha256 }) => sha256),
  )
  store.close()
})

test('two pages that judge the same session both count, or one answers what it was not shown', async () => {
  const { context, store } = await judgedTrial()
  const begun = beginVotes(asked, context)
  answer(begun, context)
  expect(() => answer(begun, context)).toThrow(expect.objectContaining({ code: 'CHANGED_MEANWHILE' }))
  const next = voteState(begun.session.id, context)
  expect(() =>
    answer({ ...next, ballot: { ...next.ballot!, pictures: next.ballot!.pictures.toReversed() } }, context),
  ).toThrow(expect.objectContaining({ code: 'CHANGED_MEANWHILE' }))
  expect(() => answer(next, context, [1, 2, 3])).toThrow(expect.objectContaining({ code: 'CHANGED_MEANWHILE' }))
  expect(store.votes.ofTrial('trial-1')).toHaveLength(1)
  store.close()
})

test('a vote that is taken back is lost, counts all the same, or is not asked for again', async () => {
  const { context, store } = await judgedTrial()
  const begun = beginVotes(asked, context)
  const second = answer(begun, context)
  answer(second, context)
  const back = undoVote(begun.session.id, 2, context)

  expect(back).toEqual(second)
  expect(answer(back, context, [1, 1])).toMatchObject({ given: 2 })
  expect(store.votes.ofTrial('trial-1').map(({ number, undoneAt }) => [number, undoneAt === null])).toEqual([
    [1, true],
    [2, false],
    [2, true],
  ])
  expect(rateVotes('trial-1', { question: 'preferred', reviewer: null }, context)).toMatchObject({ voteCount: 2 })
  // On another page, on which the first vote is still the last one.
  expect(() => undoVote(begun.session.id, 1, context)).toThrow(expect.objectContaining({ code: 'CHANGED_MEANWHILE' }))
  undoVote(begun.session.id, 2, context)
  undoVote(begun.session.id, 1, context)
  expect(() => undoVote(begun.session.id, 1, context)).toThrow(expect.objectContaining({ code: 'BAD_USAGE' }))
  store.close()
})

test('votes of one reviewer are rated as another’s, or a session is not listed', async () => {
  const { context, store } = await judgedTrial()
  const ada = beginVotes(asked, context)
  answer(answer(ada, context), context)
  const grace = beginVotes({ ...asked, reviewer: 'Grace' }, context)
  answer(grace, context)

  const rated = (reviewer: string | null) => rateVotes('trial-1', { question: 'preferred', reviewer }, context)
  expect([rated(null).voteCount, rated('Ada').voteCount, rated('Grace').voteCount]).toEqual([3, 2, 1])
  expect(rated('Ada').reviewers).toEqual([
    { reviewer: 'Ada', votes: 2 },
    { reviewer: 'Grace', votes: 1 },
  ])
  expect(listVoteSessions('trial-1', context)).toMatchObject([
    { session: { reviewer: 'Ada' }, given: 2, lastAt: '2026-11-14T10:00:10.000Z' },
    { session: { reviewer: 'Grace' }, given: 1 },
  ])
  store.close()
})

test('a session is begun in which there is nothing to judge', async () => {
  const { context, store } = await judgedTrial()
  let state = beginVotes(asked, context)
  while (state.ballot !== null) state = answer(state, context)

  expect(state.openPairs).toBe(0)
  expect(() => beginVotes(asked, context)).toThrow('Ada has judged every pair of pictures of')
  store.trials.create(exampleTrial({ id: 'trial-2' }), exampleOrder(), 1)
  expect(() => beginVotes({ ...asked, trialId: 'trial-2' }, context)).toThrow(
    'has no prompt of which two contenders have a picture',
  )
  expect(() => beginVotes({ ...asked, trialId: 'nowhere' }, context)).toThrow(
    expect.objectContaining({ code: 'NOT_FOUND' }),
  )
  expect(() => voteState('nowhere', context)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  store.close()
})
