import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { TrialThreadMessage } from '#main/workbench/trial-messages.ts'
import { exampleOrder, exampleSample } from '../store/examples.ts'
import { followedThread } from './followed-thread.ts'

const finished = (position: number): TrialThreadMessage => ({ type: 'finished', sample: exampleSample(position) })

function asks(position: number): TrialThreadMessage {
  const { contenderId } = exampleOrder()[position]!
  const request = { sampleId: `asked-${position}`, contenderId, position, worstCaseMicros: 4000 }
  return { type: 'admit', ticket: position, request }
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
