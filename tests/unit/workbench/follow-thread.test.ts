import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { TrialThreadMessage } from '#main/workbench/trial-messages.ts'
import type { Budget } from '#shared/domain/budget.ts'
import { exampleOrder, exampleSample } from '../store/examples.ts'
import { followedThread, type FollowedThread } from './followed-thread.ts'

const finished = (position: number): TrialThreadMessage => ({ type: 'finished', sample: exampleSample(position) })

function asks(position: number, sampleId = `asked-${position}`): TrialThreadMessage {
  const { contenderId } = exampleOrder()[position]!
  const request = { sampleId, contenderId, position, worstCaseMicros: 4000 }
  return { type: 'admit', ticket: position, request }
}

/** One sample of the examples reaches the share, and the next one fits. */
function capWithAlert(): Budget {
  const share = exampleSample(0).charge.amountMicros! / 100_000
  return {
    scope: 'all',
    capMicros: 100_000,
    unknownMicros: null,
    alertShares: [share],
    setAt: '2026-11-14T09:00:00.000Z',
  }
}

/** As if the disk were full for one table: another connection sees to it that nothing can be written there. */
function fill(table: 'samples' | 'reservations', { store }: FollowedThread): void {
  const database = new Sqlite(store.databasePath)
  database.exec(`CREATE TRIGGER full BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'disk is full'); END`)
  database.close()
}

/** Of a write-ahead log: in the head of a frame that ends a transaction stands the size of the database, in all others 0. */
function commitCount(logPath: string): number {
  const log = readFileSync(logPath)
  const pageBytes = log.readUInt32BE(8)
  const [head, frameHead] = [32, 24]
  let count = 0
  for (let at = head; at + frameHead <= log.length; at += frameHead + pageBytes) {
    // A frame of an older log has another salt.
    if (log.readUInt32BE(at + 8) === log.readUInt32BE(16) && log.readUInt32BE(at + 4) > 0) count += 1
  }
  return count
}

test('a turn waits for the disk once for each sample, or again for what may be sent next', async () => {
  const thread = await followedThread()
  const log = `${thread.store.databasePath}-wal`
  const before = commitCount(log)
  thread.say(finished(0), finished(1), asks(2), asks(3))
  await setImmediate()

  expect(commitCount(log) - before).toBe(1)
  expect(thread.store.samples.rows('trial-1').map(({ position }) => position)).toEqual([0, 1])
  expect(thread.store.reservations.list('trial-1').map(({ position }) => position)).toEqual([2, 3])
  expect(thread.commands).toEqual([
    { type: 'admissions', decisions: [2, 3].map((ticket) => ({ ticket, admission: { ok: true } })) },
  ])
  thread.exit()
  thread.store.close()
})

test('samples are lost with a decision that could not be written down, or it is told all the same', async () => {
  const thread = await followedThread()
  thread.say(asks(2))
  await setImmediate()
  // The same sample twice can't be written down.
  thread.say(finished(0), asks(3), asks(2))
  await setImmediate()

  expect(thread.commands.map(({ type }) => type)).toEqual(['admissions', 'cancel'])
  expect(thread.store.samples.rows('trial-1').map(({ position }) => position)).toEqual([0])
  expect(thread.running.counter.snapshot('running', 0).done).toBe(1)
  expect(thread.store.reservations.list('trial-1').map(({ position }) => position)).toEqual([2])
  thread.exit()
  expect(thread.settled).toEqual([
    { status: 'failed', reason: expect.stringMatching(/^A result could not be stored: UNIQUE constraint failed/) },
  ])
  thread.store.close()
})

test('a sample that can’t be stored takes its neighbours with it, or lets the next ones be sent', async () => {
  const thread = await followedThread()
  thread.say(finished(0))
  await setImmediate()
  thread.say(finished(0), finished(1), asks(2))
  await setImmediate()

  expect(thread.store.samples.rows('trial-1').map(({ position }) => position)).toEqual([0, 1])
  expect(thread.commands).toEqual([{ type: 'cancel' }])
  expect(thread.store.reservations.list('trial-1')).toEqual([])
  thread.exit()
  thread.store.close()
})

test('what waits to be sent is written down as sent when the thread has ended', async () => {
  const thread = await followedThread()
  thread.say(finished(0), asks(2))
  thread.exit()
  await setImmediate()

  expect(thread.store.samples.rows('trial-1').map(({ position }) => position)).toEqual([0])
  expect(thread.store.reservations.list('trial-1')).toEqual([])
  thread.store.close()
})

test('what a sample of the same turn cost less than it could have is not free for the next one', async () => {
  const { amountMicros } = exampleSample(0).charge
  const thread = await followedThread({ budgetMicros: 4000 + amountMicros! })
  thread.say(asks(0, exampleSample(0).id))
  await setImmediate()
  // Beside what is held for the first, it does not fit.
  thread.say(asks(2))
  await setImmediate()
  expect(thread.commands).toHaveLength(1)
  thread.say(finished(0))
  await setImmediate()

  expect(thread.commands[1]).toEqual({ type: 'admissions', decisions: [{ ticket: 2, admission: { ok: true } }] })
  thread.exit()
  thread.store.close()
})

test('followers, the count or the examiner hear of a sample that is not stored', async () => {
  const thread = await followedThread()
  thread.store.budgets.put(capWithAlert())
  fill('samples', thread)
  thread.say(finished(0), asks(2))
  await setImmediate()

  expect(thread.running.counter.snapshot('running', 0)).toMatchObject({ done: 0, inFlight: 0 })
  expect([thread.running.landed, thread.told, thread.examined]).toEqual([[], [], []])
  expect(thread.commands).toEqual([{ type: 'cancel' }])
  expect(thread.store.reservations.list('trial-1')).toEqual([])
  thread.exit()
  expect(thread.settled).toEqual([{ status: 'failed', reason: 'A result could not be stored: disk is full' }])
  thread.store.close()
})

test('nobody is told that a share of a cap is reached when what may be sent next can’t be written down', async () => {
  const thread = await followedThread()
  thread.store.budgets.put(capWithAlert())
  fill('reservations', thread)
  thread.say(finished(0), asks(2))
  await setImmediate()

  expect(thread.store.samples.rows('trial-1')).toHaveLength(1)
  expect(thread.told).toMatchObject([{ type: 'budget', alert: { scope: 'all', spentMicros: 1500 } }])
  expect(new Set(thread.examined)).toEqual(new Set(exampleSample(0).images.map(({ image }) => image.sha256)))
  expect(thread.commands).toEqual([{ type: 'cancel' }])
  thread.exit()
  thread.store.close()
})

test('what waited when a result could not be stored is held for ever, and told as billed at the next sitting', async () => {
  const thread = await followedThread()
  thread.say(finished(0))
  await setImmediate()
  thread.say(finished(0), asks(2))
  await setImmediate()
  // What was in flight ends; the thread has been told to cancel, and sends nothing more.
  thread.say(finished(1), asks(3))
  await setImmediate()
  thread.exit()

  expect(thread.store.samples.rows('trial-1').map(({ position }) => position)).toEqual([0, 1])
  expect(thread.commands).toEqual([{ type: 'cancel' }])
  expect(thread.store.reservations.list('trial-1')).toEqual([])
  expect(thread.settled).toMatchObject([{ status: 'failed' }])
  thread.store.close()
})
