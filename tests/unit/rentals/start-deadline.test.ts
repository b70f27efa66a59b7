import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WantedRental } from '#main/rentals/new-rental.ts'
import { isSettled } from '#main/rentals/ports.ts'
import type { RentalRequest } from '#shared/domain/rental.ts'
import { RentalWorld, REQUEST } from './rental-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** A machine that never gets to run. */
const NEVER = 1000 * HOUR

function wanted(changes: Partial<RentalRequest>): WantedRental {
  const request = { ...REQUEST, leaseMinutes: 600, ...changes }
  return { providerId: 'lambda', request, offer: { storageHourlyMicros: null }, trialId: null }
}

/** Of the only machine there ever was: how long after its launch it was told to end. */
function endedAfterMs(world: RentalWorld): number {
  const { endAskedAt, launchedAt } = world.only()
  return Date.parse(endAskedAt ?? '') - Date.parse(launchedAt)
}

describe('a machine whose worker does not answer', () => {
  it('hangs in booting and bills until its lease is over', async () => {
    const world = new RentalWorld()
    world.bootMs = NEVER
    world.open().launch(wanted({ startMinutes: 20 }))
    await world.clock.pass(20 * MINUTE - 1)
    expect(world.only().state).toBe('booting')
    await world.clock.pass(2 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ended', endReason: 'never-answered', readyAt: null })
    expect(endedAfterMs(world)).toBeLessThan(20 * MINUTE + 10_000)
    expect(world.running()).toEqual([])
  })

  it('runs, is ended, and nobody is told why its worker could not be used', async () => {
    const world = new RentalWorld()
    world.workerAnswers = false
    world.open().launch(wanted({ startMinutes: 5 }))
    await world.clock.pass(4 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'booting', workerTrouble: 'It does not answer.' })
    await world.clock.pass(3 * MINUTE)
    expect(world.only()).toMatchObject({
      state: 'ended',
      endReason: 'never-answered',
      workerTrouble: 'It does not answer.',
    })
  })

  it('is forgotten while Assay is closed, or given its time anew by a restart', async () => {
    const world = new RentalWorld()
    world.bootMs = NEVER
    world.open().launch(wanted({ startMinutes: 20 }))
    await world.clock.pass(10 * MINUTE)
    world.kill()
    await world.clock.pass(5 * MINUTE)
    world.open()
    await world.clock.pass(5 * MINUTE - 1)
    expect(world.only().state).toBe('booting')
    await world.clock.pass(10_000)
    expect(world.only()).toMatchObject({ state: 'ending', endReason: 'never-answered' })
    world.kill()
    await world.clock.pass(HOUR)
    world.open()
    await world.clock.pass(MINUTE)
    expect(world.only().state).toBe('ended')
  })

  it('is ended late because its provider could not be asked for a while', async () => {
    const world = new RentalWorld()
    world.bootMs = NEVER
    world.open().launch(wanted({ startMinutes: 10 }))
    await world.clock.pass(9 * MINUTE)
    // The pauses have grown to a minute by now.
    world.fates = Array.from({ length: 6 }, () => 'error' as const)
    await world.clock.pass(MINUTE + 10_000, () => world.only().state === 'ending')
    expect(world.only()).toMatchObject({ state: 'ending', endReason: 'never-answered' })
    expect(world.clock.nowMs - Date.parse(world.only().launchedAt)).toBeLessThan(10 * MINUTE + 2000)
  })

  it('is found only after its time, and left running', async () => {
    const world = new RentalWorld()
    world.bootMs = NEVER
    world.fates = ['lost']
    world.open().launch(wanted({ startMinutes: 3 }))
    await world.clock.pass(1000)
    expect(world.only().machineId).toBeNull()
    world.kill()
    await world.clock.pass(HOUR)
    world.open()
    await world.clock.pass(3 * MINUTE)
    expect(world.only()).toMatchObject({ machineId: 'machine-1', state: 'ended', endReason: 'never-answered' })
    expect(world.running()).toEqual([])
  })
})

describe('a machine whose worker has answered', () => {
  it('is ended all the same', async () => {
    const world = new RentalWorld()
    world.bootMs = 4 * MINUTE
    world.open().launch(wanted({ startMinutes: 5 }))
    await world.clock.pass(HOUR)
    expect(world.only()).toMatchObject({ state: 'ready', endReason: null, workerTrouble: null })
  })
})

it('ends a machine that was launched when there was no such bound', async () => {
  const world = new RentalWorld()
  world.bootMs = NEVER
  world.open().launch(wanted({ startMinutes: null }))
  await world.clock.pass(HOUR)
  expect(world.only()).toMatchObject({ state: 'booting', endReason: null })
})

it('bills a start that hangs for longer than was agreed to, whenever Assay is closed and opened again', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: 12 }),
      fc.integer({ min: 0, max: 12 }),
      fc.boolean(),
      fc.array(fc.record({ openMs: fc.nat(6 * MINUTE), closedMs: fc.nat(6 * MINUTE) }), { maxLength: 2 }),
      async (startMinutes, bootMinutes, workerAnswers, closings) => {
        const world = new RentalWorld()
        world.bootMs = bootMinutes * MINUTE
        world.workerAnswers = workerAnswers
        world.open().launch(wanted({ startMinutes }))
        let reopenedMs = world.clock.nowMs
        for (const { openMs, closedMs } of closings) {
          await world.clock.pass(openMs + 1000)
          world.kill()
          await world.clock.pass(closedMs)
          reopenedMs = world.clock.nowMs
          world.open()
        }
        await world.clock.pass(HOUR, () => world.only().state === 'ready' || isSettled(world.only()))
        const rental = world.only()
        const answered = rental.readyAt !== null
        expect(isSettled(rental)).toBe(!answered)
        expect(rental.endReason).toBe(answered ? null : 'never-answered')
        expect(answered && !workerAnswers).toBe(false)
        const deadlineMs = Date.parse(rental.launchedAt) + startMinutes * MINUTE
        const askedMs = answered ? deadlineMs : Date.parse(rental.endAskedAt ?? '')
        expect(askedMs).toBeGreaterThanOrEqual(deadlineMs)
        // At once, or as soon as Assay was there again: two calls of pacing, at most.
        expect(askedMs).toBeLessThanOrEqual(Math.max(deadlineMs, reopenedMs) + 3000)
        expect(world.running()).toHaveLength(answered ? 1 : 0)
      },
    ),
    { numRuns: 30 },
  )
})
