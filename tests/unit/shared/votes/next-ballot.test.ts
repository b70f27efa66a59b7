import { describe, expect, test } from 'vitest'
import type { Ballot } from '#shared/domain/vote.ts'
import type { BallotSource } from '#shared/votes/ballot-source.ts'
import { LEAST_APART, nextBallot, REPEAT_EVERY } from '#shared/votes/next-ballot.ts'
import { exampleSession, judge, picturesOf, voteOn } from './judged-trial.ts'

const IDS = ['a', 'b', 'c', 'd']

function sourceOf(changes: Partial<Omit<BallotSource, 'votes'>> = {}): Omit<BallotSource, 'votes'> {
  const session = changes.session ?? exampleSession()
  return {
    session,
    sessions: [session],
    pictures: picturesOf(IDS, 20),
    contenderIds: IDS,
    promptOf: (caseIndex) => caseIndex,
    ...changes,
  }
}

const contendersOf = ({ shown }: Ballot): string =>
  shown
    .map(({ contenderId }) => contenderId)
    .sort()
    .join(' ')
const placeOf = ({ caseIndex, repeat }: Ballot): string => `${caseIndex} ${repeat}`

describe('pairs', () => {
  test('a pair comes twice without being meant as a repetition, or some are never shown', () => {
    const { ballots } = judge(sourceOf({ pictures: picturesOf(IDS, 5, 2) }), 500)
    const fresh = ballots.filter(({ repeats }) => repeats === null)

    expect(fresh).toHaveLength(5 * 2 * 6)
    expect(new Set(fresh.map((ballot) => `${placeOf(ballot)} ${contendersOf(ballot)}`)).size).toBe(60)
    for (const { shown } of ballots) expect(new Set(shown.map(({ sampleId }) => sampleId.slice(1))).size).toBe(1)
  })

  test('one side is given to a contender more often than the other, or one prompt to a pair', () => {
    const { ballots } = judge(sourceOf(), 120, ({ number }) => ({
      ranks: number % 2 === 0 ? [1, 2] : [2, 1],
      noneIsGood: false,
    }))
    for (const id of IDS) {
      const own = ballots.filter(({ shown }) => shown.some(({ contenderId }) => contenderId === id))
      const left = own.filter(({ shown }) => shown[0]?.contenderId === id).length
      // Of about sixty, four standard deviations to either side.
      expect(Math.abs(left - own.length / 2)).toBeLessThan(2 * Math.sqrt(own.length))
    }
    const byPair = Map.groupBy(
      ballots.filter(({ repeats }) => repeats === null),
      contendersOf,
    )
    expect(byPair.size).toBe(6)
    for (const own of byPair.values()) expect(new Set(own.map(({ caseIndex }) => caseIndex)).size).toBe(own.length)
  })

  test('fewer than 5 or more than 10 of 100 pairs are shown again, with the same sides, or too soon', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const session = exampleSession({ seed })
      const { ballots } = judge(sourceOf({ session }), 112)
      const again = ballots.filter(({ repeats }) => repeats !== null)

      expect(again).toHaveLength(112 / REPEAT_EVERY)
      expect(new Set(again.map(({ repeats }) => repeats)).size).toBe(again.length)
      for (const { repeats, number, shown } of again) {
        const before = ballots[(repeats ?? 0) - 1]
        expect(before?.shown).toEqual(shown.toReversed())
        expect(before?.repeats).toBeNull()
        expect(number - (repeats ?? 0)).toBeGreaterThan(LEAST_APART)
      }
    }
  })

  test('a reload or an undo brings something else', () => {
    const source = sourceOf()
    const { ballots, votes } = judge(source, 20)
    const undone = votes.map((vote) => (vote.number === 20 ? { ...vote, undoneAt: '2026-11-14T10:05:00.000Z' } : vote))

    expect(nextBallot({ ...source, votes: votes.slice(0, 7) })).toEqual(ballots[7])
    expect(nextBallot({ ...source, votes: undone })).toEqual(ballots[19])
  })

  test('a reviewer is shown again in another session what is judged, or is kept from what another has judged', () => {
    const pictures = picturesOf(['a', 'b'], 2)
    const first = exampleSession()
    const { votes } = judge(sourceOf({ session: first, pictures, contenderIds: ['a', 'b'] }), 10)
    const later = exampleSession({ id: 'votes-2', seed: 9 })
    const other = exampleSession({ id: 'votes-3', reviewer: 'Grace', seed: 9 })
    const next = (session: typeof later) =>
      nextBallot({
        ...sourceOf({ session, sessions: [first, later, other], pictures, contenderIds: ['a', 'b'] }),
        votes,
      })

    expect(votes).toHaveLength(2)
    expect(next(later)).toBeNull()
    expect(next(other)).toMatchObject({ number: 1, repeats: null })
  })

  test('a contender without a picture is put beside one that has one', () => {
    const pictures = picturesOf(['a', 'b', 'c'], 4).filter(
      ({ contenderId, caseIndex }) => contenderId !== 'c' || caseIndex === 0,
    )
    const { ballots } = judge(sourceOf({ pictures, contenderIds: ['a', 'b', 'c'] }), 100)
    const withC = ballots.filter((ballot) => contendersOf(ballot).includes('c'))

    expect(withC.map(({ caseIndex }) => caseIndex)).toEqual([0, 0])
    expect(judge(sourceOf({ pictures: picturesOf(['a'], 4), contenderIds: ['a'] }), 10).ballots).toEqual([])
  })
})

test('questions are asked of different pictures, or a repetition asks only one of them', () => {
  const session = exampleSession({ questions: ['preferred', 'plausible'] })
  const { ballots } = judge(sourceOf({ session }), 2 * REPEAT_EVERY)
  for (let turn = 0; turn < REPEAT_EVERY; turn += 1) {
    const [one, other] = ballots.slice(2 * turn, 2 * turn + 2)
    expect([one?.question, other?.question]).toEqual(['preferred', 'plausible'])
    expect(other?.shown).toEqual(one?.shown)
    expect(other?.repeats).toBe(one?.repeats == null ? null : one.repeats + 1)
  }
  expect(ballots.filter(({ repeats }) => repeats !== null)).toHaveLength(2)
})

test('orders leave out a contender, or show more than was asked for', () => {
  const session = exampleSession({ shownAtOnce: 3 })
  const { ballots } = judge(sourceOf({ session }), 60, () => ({ ranks: [1, 2, 3], noneIsGood: false }))
  const shown = ballots.flatMap((ballot) => ballot.shown.map(({ contenderId }) => contenderId))

  for (const ballot of ballots) expect(new Set(ballot.shown.map(({ contenderId }) => contenderId)).size).toBe(3)
  for (const id of IDS) expect(shown.filter((each) => each === id).length).toBeGreaterThan(20)
})

test('pictures that were asked again since are judged as if they were the old ones', () => {
  const source = sourceOf({ session: exampleSession({ questions: ['preferred', 'plausible'] }) })
  const ballot = nextBallot({ ...source, votes: [] })!
  const votes = [voteOn(ballot, { ranks: [1, 1], noneIsGood: true })]
  const [gone] = ballot.shown
  const pictures = source.pictures.map((picture) =>
    picture.sampleId === gone?.sampleId ? { ...picture, sampleId: 'asked-again' } : picture,
  )
  const next = nextBallot({ ...source, votes, pictures })

  expect(next).toMatchObject({ number: 2, question: 'plausible', caseIndex: ballot.caseIndex })
  expect(next?.shown.map(({ sampleId }) => sampleId)).toContain('asked-again')
})
