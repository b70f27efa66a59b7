import { describe, expect, test } from 'vitest'
import { answeredSteps } from '#main/reports/answered-steps.ts'
import { MOST_POINTS, thinPoints } from '#main/reports/thin-points.ts'
import { makeRow, makeRows } from './make-trial.ts'

describe('points of a chart', () => {
  test('are all there where a chart can show them, in the order of the plan', () => {
    const rows = Array.from({ length: MOST_POINTS }, (_, index) => makeRow('contender-0', MOST_POINTS - index))
    const points = thinPoints(rows)
    expect(points.map(({ position }) => position)).toEqual(rows.map(({ position }) => position).toReversed())
  })

  test('of many samples leave out a contender, or one that answers in step with the thinning', () => {
    // Two contenders strictly by turns: every second sample of all would be one contender's alone.
    const rows = Array.from({ length: 2 * MOST_POINTS }, (_, index) => makeRow(`contender-${index % 2}`, index))
    rows.push(makeRow('contender-2', rows.length))
    const points = thinPoints(rows)
    expect(points.length).toBeLessThanOrEqual(MOST_POINTS + 1)
    const own = (id: string): number => points.filter(({ contenderId }) => contenderId === id).length
    expect(own('contender-0')).toBe(own('contender-1'))
    expect(own('contender-0')).toBeGreaterThan(MOST_POINTS * 0.45)
    expect(own('contender-2')).toBe(1)
    const positions = points.map(({ position }) => position)
    expect(positions).toEqual(positions.toSorted((left, right) => left - right))
  })
})

describe('the line of what was answered within a time', () => {
  const failed = { outcome: 'failed', failureClass: 'server' } as const

  test('loses failures from its denominator', () => {
    const rows = [...makeRows('contender-0', [3000, 1000, 2000]), makeRow('contender-0', 4, failed)]
    expect(answeredSteps(rows)).toEqual([
      { latencyMs: 1000, share: 0.25 },
      { latencyMs: 2000, share: 0.5 },
      { latencyMs: 3000, share: 0.75 },
    ])
  })

  test('counts a time that is not the provider’s', () => {
    const rows = [...makeRows('contender-0', [1000]), makeRow('contender-0', 4, { disturbance: 'sleep' })]
    expect(answeredSteps(rows)).toEqual([{ latencyMs: 1000, share: 1 }])
  })

  test('of ten thousand samples is cut off at an end, or not exact in between', () => {
    const steps = answeredSteps(
      makeRows(
        'contender-0',
        Array.from({ length: 10_000 }, (_, index) => index + 1),
      ),
    )
    expect(steps.length).toBeLessThanOrEqual(300)
    expect(steps[0]).toEqual({ latencyMs: 1, share: 0.0001 })
    expect(steps.at(-1)).toEqual({ latencyMs: 10_000, share: 1 })
    for (const { latencyMs, share } of steps) expect(share).toBeCloseTo(latencyMs / 10_000, 12)
  })

  test('of a contender that never answered has a step', () => {
    expect(answeredSteps([makeRow('contender-0', 0, failed)])).toEqual([])
    expect(answeredSteps([])).toEqual([])
  })
})
