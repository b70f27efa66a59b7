import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { practicePlan } from '#main/workbench/practice-plan.ts'
import { Watcher, type WatcherPorts } from '#main/workbench/watcher.ts'
import { summarize } from '#main/workbench/watches.ts'
import { AssayError } from '#shared/errors.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleOrder, exampleTrial } from '../store/examples.ts'

const START = Date.parse('2026-11-01T09:00:00.000Z')
const HOUR_MS = 3_600_000

async function world(changes: Partial<WatcherPorts> = {}) {
  const directory = await temporaryDirectory()
  let nowMs = START
  const now = (): Date => new Date(nowMs)
  const store = openStore({ directory, clock: { now } })
  store.watches.create({
    id: 'watch-1',
    name: 'Every six hours',
    plan: practicePlan([{ text: 'a fox' }]),
    everyMinutes: 360,
    until: new Date(START + 24 * HOUR_MS).toISOString(),
    createdAt: now().toISOString(),
    state: 'active',
    nextAt: now().toISOString(),
  })
  let trials = 0
  const ports: WatcherPorts = {
    store,
    now,
    startTrial: () => {
      const id = `trial-${++trials}`
      store.trials.create(exampleTrial({ id }), exampleOrder(), 1)
      return Promise.resolve(id)
    },
    pauseTrial: () => undefined,
    idle: () => Promise.resolve(),
    reportBug: (error) => {
      throw error
    },
    ...changes,
  }
  return { store, directory, ports, watcher: new Watcher(ports), pass: (hours: number) => (nowMs += hours * HOUR_MS) }
}

test('a run comes early, twice or never; what went by unseen is run all at once, or not told of', async () => {
  const { store, watcher, pass } = await world()
  expect(await watcher.runDue()).toEqual([{ watchId: 'watch-1', number: 1, trialId: 'trial-1', problem: null }])
  expect(await watcher.runDue()).toEqual([])
  pass(5.9)
  expect(await watcher.runDue()).toEqual([])
  pass(0.2)
  expect(await watcher.runDue()).toMatchObject([{ number: 2 }])
  // The lid is closed over the runs of 21:00 and 03:00.
  pass(12.5)
  expect(await watcher.runDue()).toMatchObject([{ number: 3 }])
  pass(100)
  expect(await watcher.runDue()).toMatchObject([{ number: 4 }])
  expect(store.watches.get('watch-1')).toMatchObject({ state: 'over', nextAt: null })
  expect(store.watches.runs('watch-1').map(({ dueAt, missedCount }) => [dueAt.slice(11, 16), missedCount])).toEqual([
    ['09:00', 0],
    ['15:00', 0],
    ['21:00', 1],
    ['09:00', 0],
  ])
  expect(await watcher.runDue()).toEqual([])
  store.close()
})

test('two processes on one folder run the same time twice', async () => {
  const first = await world()
  const second = openStore({ directory: first.directory, clock: { now: first.ports.now } })
  const other = new Watcher({ ...first.ports, store: second })
  const runs = await Promise.all([first.watcher.runDue(), other.runDue()])
  expect(runs.flat()).toHaveLength(1)
  second.close()
  first.store.close()
})

test('a run that can’t be started is lost, or stops the watch', async () => {
  const { store, watcher, pass } = await world({
    startTrial: () => Promise.reject(new AssayError('VAULT_LOCKED', 'The vault is locked. Unlock it.')),
  })
  await watcher.runDue()
  pass(6)
  await watcher.runDue()
  expect(store.watches.runs('watch-1')).toMatchObject([
    { trialId: null, problem: 'The vault is locked. Unlock it.' },
    { trialId: null, problem: 'The vault is locked. Unlock it.' },
  ])
  store.close()
})

test('a run begins beside another trial, and slows both down', async () => {
  const ended = Promise.withResolvers<void>()
  const { store, watcher } = await world({ idle: () => ended.promise })
  const running = watcher.runDue()
  await new Promise(setImmediate)
  expect(store.watches.runs('watch-1')).toEqual([])
  ended.resolve()
  expect(await running).toHaveLength(1)
  store.close()
})

test('a watch made while the workbench is open waits for the next restart, or a closed one runs on', async () => {
  const timers: { callback: () => void; milliseconds: number; stopped: boolean }[] = []
  const { store, watcher, pass } = await world({
    setTimer: (callback, milliseconds) => {
      const timer = { callback, milliseconds, stopped: false }
      timers.push(timer)
      return () => {
        timer.stopped = true
      }
    },
  })
  watcher.wake()
  expect(timers).toEqual([])
  watcher.start()
  expect(timers.at(-1)?.milliseconds).toBe(0)
  timers.at(-1)?.callback()
  await expect.poll(() => timers.length).toBe(2)
  expect(timers.at(-1)?.milliseconds).toBe(30_000)
  pass(5.999)
  watcher.wake()
  expect(timers[1]?.stopped).toBe(true)
  expect(timers.at(-1)?.milliseconds).toBe(3600)
  await watcher.close()
  expect(timers.at(-1)?.stopped).toBe(true)
  pass(1)
  expect(await watcher.runDue()).toEqual([])
  store.close()
})

test('a run that was broken off counts as one of the watch, or is none once it has been resumed', async () => {
  const { store, watcher, pass } = await world()
  const counts = () => {
    const watch = store.watches.get('watch-1')
    if (watch === null) throw new Error('The watch is gone.')
    const { runCount, brokenOffCount } = summarize(watch, { store })
    return { runCount, brokenOffCount }
  }
  await watcher.runDue()
  pass(6)
  await watcher.runDue()
  const ends = (trialId: string, status: 'paused' | 'finished'): void =>
    store.trials.settle(trialId, status, null, '2026-11-01T16:00:00.000Z', { ending: status, reason: null })
  ends('trial-1', 'finished')
  ends('trial-2', 'paused')
  expect(counts()).toEqual({ runCount: 1, brokenOffCount: 1 })
  ends('trial-2', 'finished')
  expect(counts()).toEqual({ runCount: 2, brokenOffCount: 0 })
  store.close()
})

test('a run that was being started when the watcher was told to stop runs on unseen, or the next one begins', async () => {
  const [stop, begin] = [new AbortController(), Promise.withResolvers<string>()]
  const paused: string[] = []
  const { store, watcher } = await world({
    startTrial: () => begin.promise,
    pauseTrial: (trialId) => void paused.push(trialId),
  })
  const watch = store.watches.get('watch-1')
  if (watch === null) throw new Error('The watch is gone.')
  store.watches.create({ ...watch, id: 'watch-2', nextAt: watch.createdAt })
  store.trials.create(exampleTrial({ id: 'trial-1' }), exampleOrder(), 1)
  const running = watcher.runDue(stop.signal)
  await new Promise(setImmediate)
  stop.abort()
  begin.resolve('trial-1')
  expect(await running).toMatchObject([{ watchId: 'watch-1', trialId: 'trial-1' }])
  expect(paused).toEqual(['trial-1'])
  expect(store.watches.runs('watch-2')).toEqual([])
  store.close()
})
