import { expect, test } from 'vitest'
import { DEFAULT_BALLOTS } from '#shared/domain/voting-file.ts'
import type { BallotSource } from '#shared/votes/ballot-source.ts'
import { planBallots } from '#shared/votes/plan-ballots.ts'
import { exampleSession, judge, picturesOf } from './judged-trial.ts'

const IDS = ['a', 'b', 'c', 'd']

function sourceOf(seed: number, changes: Partial<BallotSource> = {}): BallotSource {
  const session = exampleSession({ seed })
  return {
    session,
    sessions: [session],
    votes: [],
    pictures: picturesOf(IDS, 20),
    contenderIds: IDS,
    promptOf: (caseIndex) => caseIndex,
    ...changes,
  }
}

test('of a planned file fewer than 5 or more than 10 of 100 pairs come again, or with the same sides', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const ballots = planBallots(sourceOf(seed), DEFAULT_BALLOTS)
    const again = ballots.filter(({ repeats }) => repeats !== null)
    expect(ballots.map(({ number }) => number)).toEqual(Array.from({ length: DEFAULT_BALLOTS }, (_, at) => at + 1))
    expect(again.length / ballots.length).toBeGreaterThan(0.05)
    expect(again.length / ballots.length).toBeLessThan(0.1)
    for (const { repeats, shown } of again) expect(ballots[(repeats ?? 0) - 1]?.shown).toEqual(shown.toReversed())
  }
})

test('a planned file gives some pairs more ballots than others although nobody has voted, or always one side', () => {
  const fresh = planBallots(sourceOf(3), 60).filter(({ repeats }) => repeats === null)
  const counts = [
    ...Map.groupBy(fresh, ({ shown }) =>
      shown
        .map(({ contenderId }) => contenderId)
        .sort()
        .join(),
    ).values(),
  ].map((own) => own.length)
  expect(counts).toHaveLength(6)
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(3)
  const sides = new Set(fresh.map(({ shown }) => shown[0]?.contenderId))
  expect([...sides].toSorted((one = '', other = '') => one.localeCompare(other))).toEqual(IDS)
})

test('what others have voted is not taken into account, or a file runs on where no pair is left', () => {
  const ada = exampleSession({ id: 'votes-ada', reviewer: 'Ada', seed: 9 })
  const { votes } = judge({ ...sourceOf(9), session: ada, sessions: [ada] }, 100, ({ shown }) => ({
    ranks: shown[0]?.contenderId === 'a' || shown[1]?.contenderId !== 'a' ? [1, 2] : [2, 1],
    noneIsGood: false,
  }))
  const source = sourceOf(1)
  const informed = { ...source, sessions: [ada, ...source.sessions], votes }
  expect(planBallots(informed, 20)).not.toEqual(planBallots(source, 20))
  const ballots = planBallots(sourceOf(1, { pictures: picturesOf(IDS, 2) }), 100)
  expect(ballots.filter(({ repeats }) => repeats === null)).toHaveLength(2 * 6)
  expect(planBallots(sourceOf(1, { pictures: [] }), 10)).toEqual([])
})
