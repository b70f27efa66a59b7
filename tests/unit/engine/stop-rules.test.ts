import { describe, expect, test } from 'vitest'
import { createLaneStop } from '#main/engine/lane-stop.ts'
import type { Load, StopRules } from '#shared/domain/load.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { PLAIN_PLANNED } from '#tests/support/plain-trial.ts'
import { startServer } from './scripted-server.ts'
import { casesForTest, contenderForTest, planForTest, runForTest } from './trial-for-test.ts'

const PICTURE = JSON.stringify({ picture: 'x' })
const BROKEN = JSON.stringify({ class: 'server' })
const rules = (changes: Partial<StopRules>): StopRules => ({ errorWindow: 5, whenSaturated: false, ...changes })

function ended(outcome: Sample['outcome'], failureClass?: string): Sample {
  const failure = failureClass === undefined ? null : { class: failureClass }
  return { ...PLAIN_PLANNED, position: 0, finishedMs: 1, outcome, failure } as unknown as Sample
}

function planned(position: number): PlannedSample {
  return { ...PLAIN_PLANNED, position, contenderId: 'a', caseIndex: 0, repeat: 0, seed: 1 }
}

describe('a rule stops a contender', () => {
  test('not at all, or the others with it, or what was not sent is held against it', async () => {
    const broken = await startServer((_request, response) => response.writeHead(500).end(BROKEN))
    const sound = await startServer((_request, response) => response.end(PICTURE))
    const contenders = [
      contenderForTest(broken.url, { id: 'broken' }),
      contenderForTest(sound.url, { id: 'sound', position: 1 }),
    ]
    const plan = planForTest(contenders, {
      cases: casesForTest(20),
      stop: rules({ errorShare: 0.5 }),
      coldProbes: { gapsMinutes: [1], probes: 2 },
    })
    const { samples, stops, status } = await runForTest(plan)
    const of = (id: string) => samples.filter(({ contenderId }) => contenderId === id)
    expect(status).toBe('finished')
    expect(of('broken')).toHaveLength(5)
    expect(of('sound')).toHaveLength(22)
    expect(stops).toMatchObject([{ contenderId: 'broken', rule: 'error-share', unsentCount: 17 }])
    expect(stops[0]?.finding).toBe('5 of its last 5 samples failed, more than 50 %')
  })

  test('after its time: what is in flight ends, and nobody waits for a block beyond it', async () => {
    const server = await startServer((_request, response) => response.end(PICTURE))
    const plan = planForTest([contenderForTest(server.url)], {
      cases: casesForTest(3),
      repeats: 2,
      blocks: { count: 2, everyMinutes: 90 },
      stop: rules({ afterMinutes: 30 }),
    })
    const { samples, stops, clock } = await runForTest(plan)
    expect(samples).toHaveLength(3)
    expect(stops).toMatchObject([
      { rule: 'after-minutes', finding: 'the 30 min of the plan were over', unsentCount: 3 },
    ])
    expect(clock.pausesMs.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(30 * 60_000)
  })

  test('for the time that it was paused between two sittings', () => {
    let nowMs = 90 * 60_000
    const stop = createLaneStop(
      { stop: rules({ afterMinutes: 30 }), load: { kind: 'closed' } },
      () => nowMs,
      80 * 60_000,
    )
    expect(stop.found()).toBeNull()
    nowMs = 110 * 60_000
    expect(stop.found()).toMatchObject({ rule: 'after-minutes' })
  })

  test('that had sent all it was to send', async () => {
    const server = await startServer((_request, response) => response.writeHead(500).end(BROKEN))
    const plan = planForTest([contenderForTest(server.url)], {
      cases: casesForTest(5),
      stop: rules({ errorShare: 0.5 }),
    })
    expect((await runForTest(plan)).stops).toEqual([])
  })
})

describe('the share of errors', () => {
  test('is judged before its window is full, or counts refusals and our own budget', () => {
    const stop = createLaneStop({ stop: rules({ errorShare: 0.4 }), load: { kind: 'closed' } }, () => 0)
    for (let index = 0; index < 4; index += 1) stop.ended(ended('failed', 'server'))
    expect(stop.found()).toBeNull()
    for (let index = 0; index < 9; index += 1) stop.ended(ended('failed', 'budget'))
    for (let index = 0; index < 9; index += 1) stop.ended(ended('cancelled', 'cancelled'))
    expect(stop.found()).toBeNull()
    stop.ended(ended('refused', 'content-policy'))
    expect(stop.found()).toMatchObject({ rule: 'error-share' })
  })

  test('forgets nothing: it is that of the last ones alone', () => {
    const stop = createLaneStop({ stop: rules({ errorShare: 0.4 }), load: { kind: 'closed' } }, () => 0)
    for (const outcome of ['failed', 'failed', 'succeeded', 'succeeded', 'succeeded', 'failed', 'succeeded'] as const)
      stop.ended(ended(outcome))
    expect(stop.found()).toBeNull()
  })
})

describe('a load that piles up', () => {
  const load: Load = { kind: 'open', arrivals: 'constant', perMinute: 60, mostInFlight: 256 }
  /** A queue with one worker that needs `serviceMs`, and an arrival a second. */
  function run(serviceMs: number, whenSaturated = true): number | null {
    let nowMs = 0
    const stop = createLaneStop({ stop: rules({ whenSaturated }), load }, () => nowMs)
    const finishes = Array.from({ length: 300 }).reduce<number[]>((ends, _none, index) => {
      const jitterMs = ((index * 37) % 11) * 20
      return [...ends, Math.max(index * 1000, ends.at(-1) ?? 0) + serviceMs + jitterMs]
    }, [])
    const events = finishes
      .flatMap((endMs, index) => [
        { atMs: index * 1000, index, ends: false },
        { atMs: endMs, index, ends: true },
      ])
      .toSorted((one, other) => one.atMs - other.atMs)
    for (const { atMs, index, ends } of events) {
      nowMs = atMs
      if (stop.found() !== null) return index
      if (ends)
        stop.ended({ ...planned(index), finishedMs: atMs, outcome: 'succeeded', failure: null } as unknown as Sample)
      else stop.sent(planned(index), atMs)
    }
    return null
  }

  test('goes on to the last sample, or one that does not pile up is stopped', () => {
    expect(run(1500)).toBeLessThan(200)
    expect(run(500)).toBeNull()
    expect(run(1500, false)).toBeNull()
  })
})
