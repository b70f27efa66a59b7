import { describe, expect, test } from 'vitest'
import { describeFailures, hasAlarm } from '#renderer/features/trial-run/describe-failures.ts'
import { describeTime } from '#renderer/features/trial-run/describe-time.ts'
import { prepareHappenings } from '#renderer/features/trial-run/prepare-happenings.ts'
import { LANE_HEIGHT, prepareLanes } from '#renderer/features/trial-run/prepare-lanes.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import { contender, frozenPlan, sampleRow } from './sample-trial.ts'

const strokes = (path: string) => path.split('M').filter(Boolean)

describe('lanes', () => {
  test('share one scale, so that a slow lane does not look as quick as a fast one', () => {
    const { lanes, ceilingMs } = prepareLanes(['a', 'b'], 4, [
      sampleRow({ latencyMs: 500 }),
      sampleRow({ contenderId: 'b', latencyMs: 2000 }),
    ])
    const heights = lanes.map((lane) => Number(lane.succeededPath.split('v')[1]))
    expect(ceilingMs).toBe(2000)
    expect(heights[1]).toBeCloseTo((heights[0] ?? 0) * 4, 5)
  })
  test('do not let a timeout set the scale, and do not draw it as a latency', () => {
    const { lanes, ceilingMs } = prepareLanes(['a'], 2, [
      sampleRow(),
      sampleRow({ latencyMs: 60_000, outcome: 'failed', image: null }),
    ])
    expect(ceilingMs).toBe(1000)
    expect(strokes(lanes[0]?.succeededPath ?? '')).toHaveLength(1)
    expect(strokes(lanes[0]?.failedPath ?? '')).toHaveLength(1)
  })
  test('of ten thousand samples stay drawable, and one failure among the gathered is no full stroke', () => {
    const rows = Array.from({ length: 2500 }, (_, index) =>
      index === 3 ? sampleRow({ outcome: 'failed', image: null }) : sampleRow({ latencyMs: 1000 }),
    )
    const { lanes } = prepareLanes(['a'], 2500, rows)
    const lane = lanes[0]
    expect(lane?.samplesPerStroke).toBeGreaterThan(1)
    expect(strokes(lane?.succeededPath ?? '').length).toBeLessThanOrEqual(400)
    expect(Number(lane?.failedPath.split('v')[1])).toBeLessThan(LANE_HEIGHT / 2)
  })
  test('tell a refusal from a failure', () => {
    const { lanes } = prepareLanes(['a'], 1, [sampleRow({ outcome: 'refused', image: null })])
    expect(lanes[0]?.failedPath).toBe('')
    expect(strokes(lanes[0]?.setAsidePath ?? '')).toHaveLength(1)
  })
  test('of a trial where nothing has landed have a scale', () => {
    expect(prepareLanes(['a'], 0, [])).toMatchObject({ ceilingMs: 1000 })
  })
})

describe('what happened', () => {
  const plan = frozenPlan([contender('a', 0)])
  test('is told newest first, and an ordinary sample is not told', () => {
    const happenings = prepareHappenings(
      plan,
      [
        sampleRow(),
        sampleRow({ finishedMs: 10, flags: ['black'] }),
        sampleRow({ finishedMs: 30, outcome: 'failed', failureMessage: 'The provider answered 500.', image: null }),
        sampleRow({ finishedMs: 20, outcome: 'refused', image: null }),
      ],
      8,
    )
    expect(happenings.map(({ text, alarm }) => [text, alarm])).toEqual([
      ['Vase and branch: The provider answered 500.', true],
      ['Vase and branch: content filter said no. Not counted as a failure.', false],
      ['Vase and branch: picture is black, kept and flagged.', false],
    ])
  })
  test('tells a sample that needed a second try, and the size of one that came smaller', () => {
    const small = { sha256: 'd'.repeat(64), format: 'png', width: 768, height: 768, sizeBytes: 1 } as const
    const texts = prepareHappenings(
      plan,
      [sampleRow({ attempts: 2, finishedMs: 1 }), sampleRow({ flags: ['other-size'], image: small, finishedMs: 2 })],
      8,
    ).map(({ text }) => text)
    expect(texts).toEqual([
      'Vase and branch: came as 768², another size than asked.',
      'Vase and branch: came on try 2, 1.00 s in all.',
    ])
  })
})

test('a refusal alone does not turn a lane red', () => {
  expect(hasAlarm({ 'content-policy': 2 })).toBe(false)
  expect(hasAlarm({ 'content-policy': 2, timeout: 1 })).toBe(true)
  expect(describeFailures({ 'rate-limit': 3, timeout: 2 })).toBe('3 rate limit, 2 timed out')
  expect(describeFailures({})).toBeNull()
})

const sitting = (number: number, offsetMs: number, wallMs: number, changes: Partial<Sitting> = {}): Sitting => ({
  number,
  kind: number === 1 ? 'start' : 'resume',
  startedAt: new Date(offsetMs).toISOString(),
  endedAt: new Date(offsetMs + wallMs).toISOString(),
  offsetMs,
  processId: 1,
  environment: null as never,
  ending: 'paused',
  reason: null,
  sleeps: [],
  ...changes,
})

describe('a trial with pauses', () => {
  const plan = frozenPlan([contender('a', 0)])
  const timed = { elapsedMs: 7000, toGoMs: null, toGoRangeMs: null, inFlight: 0, succeeded: 4 } as const
  test('took 7 s, and was paused at 12.3 s', () => {
    const rows = [sampleRow({ finishedMs: 7000 })]
    const told = prepareHappenings(plan, rows, 8, [sitting(1, 0, 12_300)])
    expect(told.map(({ atMs, text }) => [atMs, text])).toEqual([[7000, 'Paused.']])
    expect(describeTime({ ...timed, status: 'paused' }, true)).toBe('7 s at work. 4 pictures.')
    expect(describeTime({ ...timed, status: 'finished' }, false)).toBe('Took 7 s. 4 pictures.')
  })
  test('places what happened after an hour of rest an hour into its work', () => {
    const rows = [
      sampleRow({ finishedMs: 7000 }),
      sampleRow({ finishedMs: 3_605_000, outcome: 'refused', image: null }),
    ]
    const resumed = sitting(2, 3_600_000, 9000, { ending: 'finished' })
    const told = prepareHappenings(plan, rows, 8, [sitting(1, 0, 12_300), resumed])
    expect(told.map(({ atMs, text }) => [atMs, text.split(':')[0]])).toEqual([
      [17_300, 'Vase and branch'],
      [12_300, 'Resumed.'],
      [12_300, 'Paused.'],
    ])
  })
})
