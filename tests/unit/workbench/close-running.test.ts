import { expect, test } from 'vitest'
import { CLOSE_WITHIN_MS, closeRunning, type Closing } from '#main/workbench/close-running.ts'
import { openJobs } from '#main/workbench/open-jobs.ts'
import type { TrialStatus } from '#shared/domain/trial.ts'
import { exampleOrder, exampleTrial } from '../store/examples.ts'
import { followedThread } from './followed-thread.ts'

/** A trial that runs until it is ended, or its thread is; and a bound on the wait that passes when it is told to. */
function closing(hurry?: AbortSignal) {
  const asked: string[] = []
  const { promise: ended, resolve } = Promise.withResolvers<TrialStatus>()
  const running = new Map<string, Closing>()
  const settle = (status: TrialStatus): void => {
    running.delete('trial-1')
    resolve(status)
  }
  const terminate = (): Promise<number> => {
    asked.push('terminate')
    settle('paused')
    return Promise.resolve(1)
  }
  const one: Closing = { trial: exampleTrial({ id: 'trial-1' }), closing: null, ended, worker: { terminate } }
  running.set('trial-1', one)
  const bound = Promise.withResolvers<void>()
  const waits: { milliseconds: number; signal: AbortSignal }[] = []
  const closed = closeRunning(running, (trialId) => asked.push(`pause ${trialId}`), {
    hurry,
    atMost: (milliseconds, signal) => {
      waits.push({ milliseconds, signal })
      signal.addEventListener('abort', () => bound.reject(signal.reason))
      if (signal.aborted) bound.reject(signal.reason)
      return bound.promise
    },
  })
  return { one, asked, waits, closed, settle, passBound: () => bound.resolve() }
}

test('what ends while Assay closes is given up, or keeps the process waiting for the rest of the ten seconds', async () => {
  const { one, asked, waits, closed, settle } = closing()
  await new Promise(setImmediate)
  expect(asked).toEqual(['pause trial-1'])
  expect(waits).toMatchObject([{ milliseconds: CLOSE_WITHIN_MS, signal: { aborted: false } }])
  settle('paused')
  await closed
  expect(asked).toEqual(['pause trial-1'])
  expect(one.closing).toBe('waiting')
  expect(waits[0]?.signal.aborted).toBe(true)
})

test('a provider that never answers keeps Assay from closing', async () => {
  const { one, asked, closed, passBound } = closing()
  await new Promise(setImmediate)
  expect(asked).toEqual(['pause trial-1'])
  passBound()
  await closed
  expect(asked).toEqual(['pause trial-1', 'terminate'])
  expect(one.closing).toBe('left')
})

test('whoever is in a hurry waits for what is in flight', async () => {
  const { asked, closed } = closing(AbortSignal.abort())
  await closed
  expect(asked).toEqual(['pause trial-1', 'terminate'])
})

test('a job that a provider has accepted is lost when its thread is left behind, or what it may cost is free to spend', async () => {
  const thread = await followedThread()
  const { store, trial, running, settled } = thread
  const reserved = (position: number) => {
    const { contenderId } = exampleOrder()[position]!
    const reservedAt = '2026-11-14T09:30:05.000Z'
    return {
      sampleId: `sample-${position}`,
      trialId: trial.id,
      contenderId,
      position,
      worstCaseMicros: 4000,
      reservedAt,
    }
  }
  store.reservations.reserve([reserved(1), reserved(2)], () => ({ ok: true }))
  const { contenderId, caseIndex, repeat } = exampleOrder()[2]!
  const soFar = { steps: [], results: [] }
  const place = { trialId: trial.id, sampleId: 'sample-2', contenderId, caseIndex, repeat, position: 2, step: 0 }
  const job = { ...place, job: { jobId: 'job-2', statusUrl: null }, submittedAt: '2026-11-14T09:30:05.100Z', soFar }
  thread.say({ type: 'job-submitted', ticket: 0, job })
  running.closing = 'left'
  thread.exit()

  expect(settled).toEqual([{ status: 'paused', reason: 'Paused because Assay was closed.' }])
  expect(store.trials.get(trial.id)).toMatchObject({ status: 'paused' })
  expect(store.samples.get('sample-1')).toMatchObject({ outcome: 'failed', failure: { class: 'interrupted' } })
  expect(store.samples.get('sample-2')).toBeNull()
  expect(store.reservations.list(trial.id).map(({ sampleId }) => sampleId)).toEqual(['sample-2'])
  expect(openJobs(trial, store.trials.order(trial.id), store)).toMatchObject([
    { sampleId: 'sample-2', job: { jobId: 'job-2' }, planned: { position: 2 }, sentAt: '2026-11-14T09:30:05.000Z' },
  ])
  store.close()
})
