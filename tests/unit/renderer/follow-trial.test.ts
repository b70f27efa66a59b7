import { describe, expect, test } from 'vitest'
import { followTrial, type FollowTrialOptions } from '#renderer/client/follow-trial.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { TrialEvent } from '#shared/domain/trial.ts'
import { sampleRow } from './sample-trial.ts'

/** One scripted stream for each opening; a stream that ends without `settled` is a drop. */
function follow(streams: (() => AsyncIterable<TrialEvent>)[], changes: Partial<FollowTrialOptions> = {}) {
  const heard = {
    rows: [] as SampleRow[][],
    waits: [] as number[],
    connections: [] as string[],
    settled: [] as string[],
    examined: 0,
    failures: 0,
  }
  const leave = new AbortController()
  let opened = 0
  const done = followTrial({
    open: async () => {
      const stream = streams[opened]
      opened += 1
      if (stream === undefined) {
        leave.abort()
        throw new Error('no more streams')
      }
      return stream()
    },
    wait: async (waitMs) => {
      heard.waits.push(waitMs)
    },
    isFinal: () => false,
    onProgress: () => {},
    onRows: (readRows) => heard.rows.push(readRows()),
    onConnection: (state) => heard.connections.push(state),
    onBudget: () => undefined,
    onSlept: () => {},
    onSettled: (status) => heard.settled.push(status),
    onExamined: () => {
      heard.examined += 1
    },
    onFailure: () => {
      heard.failures += 1
    },
    signal: leave.signal,
    ...changes,
  })
  return { heard, done, leave, openings: () => opened }
}

async function* stream(...events: (TrialEvent | Error)[]): AsyncIterable<TrialEvent> {
  for (const event of events) {
    if (event instanceof Error) throw event
    yield event
  }
}

const first = sampleRow({ sampleId: 'one', position: 1 })
const second = sampleRow({ sampleId: 'two', position: 0 })
const gone = () => stream(new Error('refused'))
const settled: TrialEvent = { type: 'settled', status: 'finished', reason: null }

describe('following a trial', () => {
  test('gives rows in the order sent, not in the order landed', async () => {
    const { heard, done } = follow([
      () => stream({ type: 'landed', samples: [first] }, { type: 'landed', samples: [second] }, settled),
    ])
    await done
    expect(heard.rows.at(-1)?.map((row) => row.sampleId)).toEqual(['two', 'one'])
    expect(heard.settled).toEqual(['finished'])
  })
  test('does not count a sample twice after a drop, since each stream starts with all that has landed', async () => {
    const { heard, done } = follow([
      () => stream({ type: 'landed', samples: [first] }, new Error('socket hang up')),
      () => stream({ type: 'landed', samples: [first, second] }, settled),
    ])
    await done
    expect(heard.rows.at(-1)).toHaveLength(2)
    expect(heard.connections).toContain('lost')
  })
  test('misses what is found in a picture after the trial has settled', async () => {
    const black = { ...first, flags: ['black' as const], examined: true }
    const { heard, done, openings } = follow([
      () => stream({ type: 'landed', samples: [first, second] }, settled, { type: 'landed', samples: [black] }),
    ])
    await done
    expect(heard.rows.at(-1)).toEqual([second, black])
    expect(heard.settled).toEqual(['finished'])
    expect(heard.examined).toBe(1)
    expect(openings()).toBe(1)
  })
  test('takes a stream that drops after settling for one that has told everything', async () => {
    const { heard, done, openings } = follow([
      () => stream({ type: 'landed', samples: [first] }, settled, new Error('socket hang up')),
      () => stream({ type: 'landed', samples: [first] }, settled),
    ])
    await done
    expect(openings()).toBe(2)
    expect(heard.examined).toBe(1)
  })
  test('opens a stream again that ended without settling', async () => {
    const { done, heard, openings } = follow([() => stream(), () => stream(settled)])
    await done
    expect(openings()).toBe(2)
    expect(heard.settled).toEqual(['finished'])
  })
  test('waits longer each time the workbench stays away, and starts afresh once it has answered', async () => {
    const { heard, done } = follow([
      gone,
      gone,
      gone,
      gone,
      gone,
      gone,
      () => stream({ type: 'landed', samples: [first] }),
      gone,
    ])
    await done
    expect(heard.waits).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 1000, 2000])
  })
  test('does not try for ever to follow a trial that is not there', async () => {
    const { heard, done, openings } = follow([() => stream(new Error('not found'))], { isFinal: () => true })
    await done
    expect(openings()).toBe(1)
    expect(heard.failures).toBe(1)
  })
  test('says nothing more once its screen is left', async () => {
    const { heard, done, leave } = follow([
      async function* leaving() {
        yield { type: 'landed', samples: [first] } as const
        leave.abort()
        yield { type: 'landed', samples: [second] } as const
      },
    ])
    await done
    expect(heard.rows).toHaveLength(1)
    expect(heard.waits).toEqual([])
  })
})
