import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSettled } from '#main/rentals/ports.ts'
import type { WantedRental } from '#main/rentals/new-rental.ts'
import { Rental } from '#shared/domain/rental.ts'
import { FATES, RentalWorld, REQUEST } from './rental-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The process may be killed in the middle of it. */
function attempt(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (!(error instanceof Error && error.message === 'killed')) throw error
  }
}

function wanted(changes: Partial<typeof REQUEST> = {}): WantedRental {
  return {
    providerId: 'lambda',
    request: { ...REQUEST, ...changes },
    offer: { storageHourlyMicros: null },
    trialId: null,
  }
}

describe('a rental that goes well', () => {
  it('is on disk before the provider is asked, is ready when its worker answers, and ended when its end is confirmed', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const rental = desk.launch(wanted())
    expect(world.rows.get(rental.id)).toMatchObject({ state: 'launching', charge: { amountMicros: null } })
    expect(world.launches).toBe(0)
    await world.clock.pass(5 * MINUTE, () => world.only().state === 'ready')
    expect(Rental.parse(world.only())).toMatchObject({ state: 'ready', workerUrl: 'http://192.0.2.1:8188' })

    desk.end(rental.id, 'asked')
    expect(world.only().state).toBe('ending')
    await world.clock.pass(2 * MINUTE, () => isSettled(world.only()))
    expect(world.only()).toMatchObject({ state: 'ended', endReason: 'asked', endAttempts: 1, trouble: null })
    expect(world.running()).toEqual([])
    await desk.close()
    expect(world.bugs).toEqual([])
  })

  it('meters no less than the provider bills, and at most the minutes that it took to see the end', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const { id } = desk.launch(wanted())
    await world.clock.pass(10 * MINUTE)
    desk.end(id, 'asked')
    await world.clock.pass(2 * MINUTE)
    const [machine] = world.machines.values()
    const billed = world.billMicros(machine!)
    const { amountMicros } = world.only().charge
    expect(amountMicros).toBeGreaterThanOrEqual(billed)
    expect(amountMicros).toBeLessThanOrEqual(billed + REQUEST.hourlyMicros / 60)
  })
})

describe('a meter does not run behind the provider’s', () => {
  const STARTS = ['launched', 'exists', 'running'] as const

  it.each(STARTS)('that starts with “%s”, where nobody looked for ten minutes', async (starts) => {
    const world = new RentalWorld()
    world.meter.starts = starts
    world.fates = ['lost']
    world.open().launch(wanted())
    await world.clock.pass(2000)
    world.kill()
    await world.clock.pass(10 * MINUTE)
    const desk = world.open()
    await world.clock.pass(MINUTE, () => world.only().state === 'ready')
    desk.end(world.only().id, 'asked')
    await world.clock.pass(2 * MINUTE)
    const [machine] = world.machines.values()
    expect(world.only().state).toBe('ended')
    expect(world.billMicros(machine!)).toBeGreaterThanOrEqual(9 * (REQUEST.hourlyMicros / 60))
    expect(world.only().charge.amountMicros).toBeGreaterThanOrEqual(world.billMicros(machine!))
  })

  it.each(STARTS)('that starts with “%s”, of a machine that ran and vanished unseen', async (starts) => {
    const world = new RentalWorld()
    world.meter.starts = starts
    world.open().launch(wanted())
    await world.clock.pass(10_000)
    world.kill()
    await world.clock.pass(10 * MINUTE)
    const [machine] = world.machines.values()
    machine!.goneMs = world.clock.nowMs
    world.open()
    await world.clock.pass(MINUTE)
    expect(world.only().state).toBe('lost')
    expect(world.only().charge.amountMicros).toBeGreaterThanOrEqual(world.billMicros(machine!))
  })
})

describe('the watchdog', () => {
  it('ends a machine when its lease is over, not when somebody next looks', async () => {
    const world = new RentalWorld()
    world.open().launch(wanted({ leaseMinutes: 5 }))
    await world.clock.pass(5 * MINUTE - 1)
    expect(world.running()).toHaveLength(1)
    await world.clock.pass(30_000)
    expect(world.only()).toMatchObject({ state: 'ended', endReason: 'lease-expired' })
    expect(world.running()).toEqual([])
  })

  it('honours a lease that was put off, and one that was cut short', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const { id, expiresAt } = desk.launch(wanted({ leaseMinutes: 5 }))
    desk.extend(id, new Date(Date.parse(expiresAt) + HOUR))
    await world.clock.pass(30 * MINUTE)
    expect(world.only().state).toBe('ready')
    desk.extend(id, new Date(world.clock.nowMs + MINUTE))
    await world.clock.pass(2 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ended', endReason: 'lease-expired' })
    expect(desk.extend(id, new Date(world.clock.nowMs + HOUR))).toBeNull()
  })

  it('ends a machine before its budget is overspent', async () => {
    const world = new RentalWorld()
    // Ten minutes cost $0.215.
    world.open().launch(wanted({ budgetMicros: 215_000 }))
    await world.clock.pass(20 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ended', endReason: 'budget-spent' })
    const [machine] = world.machines.values()
    expect(world.billMicros(machine!)).toBeLessThanOrEqual(215_000)
  })

  it('ends with its trial what was to end with it, and nothing else', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const with1 = desk.launch({ ...wanted({ endWithTrial: true }), trialId: 'trial-1' })
    const stays = desk.launch({ ...wanted(), trialId: 'trial-1' })
    const other = desk.launch({ ...wanted({ endWithTrial: true }), trialId: 'trial-2' })
    await world.clock.pass(5 * MINUTE)
    desk.trialEnded('trial-1')
    await world.clock.pass(2 * MINUTE)
    const states = [with1, stays, other].map(({ id }) => world.rows.get(id)?.state)
    expect(states).toEqual(['ended', 'ready', 'ready'])
  })

  it('ends a machine that the provider has given up, but not at the first bad word', async () => {
    const world = new RentalWorld()
    world.open().launch(wanted())
    await world.clock.pass(3 * MINUTE)
    world.hopeless = 'The machine is offline.'
    await world.clock.pass(21_000)
    expect(world.only()).toMatchObject({ state: 'ready', trouble: 'The machine is offline.' })
    await world.clock.pass(2 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ended', endReason: 'broken' })
  })
})

describe('a launch that goes wrong', () => {
  it('is not asked for again when its answer is lost: the machine is found by its tag', async () => {
    const world = new RentalWorld()
    world.fates = ['lost']
    world.open().launch(wanted())
    await world.clock.pass(2 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ready', machineId: 'machine-1' })
    expect(world.launches).toBe(1)
  })

  it('is looked for long enough when the provider carries it out a minute later', async () => {
    const world = new RentalWorld()
    world.fates = ['late']
    world.open().launch(wanted())
    await world.clock.pass(4 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ready', machineId: 'machine-1' })
  })

  it('fails at once where the provider refused, and costs nothing', async () => {
    const world = new RentalWorld()
    world.fates = ['refused']
    world.open().launch(wanted())
    await world.clock.pass(1000)
    expect(world.only()).toMatchObject({ state: 'failed', charge: { amountMicros: 0 } })
  })

  it('stays unknown, and not free, where it was never answered and no machine was found', async () => {
    const world = new RentalWorld()
    world.fates = ['error']
    world.open().launch(wanted())
    await world.clock.pass(10 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'failed', charge: { amountMicros: null } })
    expect(world.only().trouble).toContain('found no machine with the tag assay-1')
  })

  it('launches nothing once it was ended, though it still waited in line', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    desk.launch(wanted())
    const second = desk.launch(wanted())
    desk.end(second.id, 'asked')
    await world.clock.pass(MINUTE)
    expect(world.rows.get(second.id)).toMatchObject({ state: 'failed', charge: { amountMicros: 0 } })
    expect(world.launches).toBe(1)
  })

  it('writes nothing down where the request can not even be built', () => {
    const world = new RentalWorld()
    world.adapter.buildLaunch = () => {
      throw new Error('A pod needs an image.')
    }
    expect(() => world.open().launch(wanted())).toThrow('A pod needs an image.')
    expect(world.rows.size).toBe(0)
  })
})

describe('an end that goes wrong', () => {
  it('is asked for again until it is confirmed, and stays open with its cost growing until then', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const { id } = desk.launch(wanted())
    await world.clock.pass(3 * MINUTE, () => world.only().state === 'ready')
    world.fates = ['error', 'fine', 'fine', 'fine', 'error']
    desk.end(id, 'asked')
    await world.clock.pass(10_000)
    const before = world.only()
    expect(before).toMatchObject({ state: 'ending', endConfirmedAt: null })
    await world.clock.pass(3 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ended' })
    expect(world.only().endAttempts).toBeGreaterThan(1)
    expect(world.running()).toEqual([])
  })

  it('is not believed on one wrong "no such machine"', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const { id } = desk.launch(wanted())
    await world.clock.pass(3 * MINUTE, () => world.only().state === 'ready')
    // The end is not carried out; two readings say "gone", the account's list does not.
    world.fates = ['error', 'wrong-gone', 'wrong-gone']
    desk.end(id, 'asked')
    await world.clock.pass(15_000)
    expect(world.only().state).toBe('ending')
    await world.clock.pass(3 * MINUTE)
    expect(world.only().state).toBe('ended')
    expect(world.running()).toEqual([])
  })

  it('is not believed on one reading though the list errs in the same moment, nor on two with a right one between', async () => {
    const world = new RentalWorld()
    world.open().launch(wanted())
    await world.clock.pass(3 * MINUTE, () => world.only().state === 'ready')
    for (let spell = 0; spell < 2; spell += 1) {
      const readings = (): number => world.acts.filter((act) => act === 'read').length
      const before = readings()
      await world.clock.pass(MINUTE, () => readings() > before)
      // The next reading is 20 seconds away, and the one after it is right again.
      world.blind = { fromMs: world.ageMs + 1000, untilMs: world.ageMs + 25_000 }
      await world.clock.pass(MINUTE)
      expect(world.only()).toMatchObject({ state: 'ready', endConfirmedAt: null })
    }
  })

  it('is not believed of a machine so young that the provider may not know it yet', async () => {
    const world = new RentalWorld()
    world.knownAfterMs = 50_000
    world.open().launch(wanted())
    await world.clock.pass(5 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ready', machineId: 'machine-1' })
  })

  it('tells a machine that vanished from one that was ended', async () => {
    const world = new RentalWorld()
    world.open().launch(wanted())
    await world.clock.pass(3 * MINUTE)
    for (const machine of world.machines.values()) machine.goneMs = world.clock.nowMs
    await world.clock.pass(2 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'lost', endReason: null })
    expect(world.only().trouble).toContain('nobody here asked for that')
  })

  it('goes on after a restart', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const { id } = desk.launch(wanted())
    await world.clock.pass(3 * MINUTE)
    desk.end(id, 'asked')
    world.kill()
    await world.clock.pass(HOUR)
    expect(world.running()).toHaveLength(1)
    world.open()
    await world.clock.pass(2 * MINUTE)
    expect(world.only().state).toBe('ended')
    expect(world.running()).toEqual([])
  })

  it('goes on though the disk takes nothing for a while', async () => {
    const world = new RentalWorld()
    const desk = world.open()
    const { id } = desk.launch(wanted())
    await world.clock.pass(3 * MINUTE)
    desk.end(id, 'asked')
    world.diskFull = true
    await world.clock.pass(MINUTE)
    expect(world.running()).toEqual([])
    world.diskFull = false
    await world.clock.pass(5 * MINUTE)
    expect(world.only().state).toBe('ended')
    expect(world.bugs.length).toBeGreaterThan(0)
  })
})

describe('orphans', () => {
  it('are machines with a tag that nobody here keeps: of a lost data folder, or of a rental that was given up', async () => {
    const world = new RentalWorld()
    world.open().launch(wanted())
    await world.clock.pass(3 * MINUTE)
    world.kill()
    world.rows.clear()
    const desk = world.open()
    const search = desk.findOrphans([{ accountId: 'account-1', providerId: 'lambda' }])
    await world.clock.pass(MINUTE)
    const { orphans } = await search
    expect(orphans).toMatchObject([{ machineId: 'machine-1', tag: 'assay-1', accountId: 'account-1' }])

    desk.endOrphan(orphans[0]!)
    await world.clock.pass(2 * MINUTE)
    expect(Rental.parse(world.only())).toMatchObject({
      state: 'ended',
      endReason: 'orphan',
      charge: { amountMicros: null },
    })
    expect(world.running()).toEqual([])
  })

  it('of a rental that was given up too soon are metered from its launch, not from when they were found', async () => {
    const world = new RentalWorld()
    world.fates = ['error']
    const desk = world.open()
    const { tag } = desk.launch(wanted())
    await world.clock.pass(10 * MINUTE)
    expect(world.only().state).toBe('failed')
    world.machines.set('m', { id: 'm', tag, createdMs: world.clock.nowMs, runsFromMs: 0, goneMs: null })
    const search = desk.findOrphans([{ accountId: 'account-1', providerId: 'lambda' }])
    await world.clock.pass(MINUTE)
    const { orphans } = await search
    desk.endOrphan(orphans[0]!)
    await world.clock.pass(2 * MINUTE)
    expect(world.only()).toMatchObject({ state: 'ended', endReason: 'orphan' })
    expect(world.only().charge.amountMicros).toBeGreaterThan(200_000)
  })

  it('are not guessed at where an account can not be listed', async () => {
    const world = new RentalWorld()
    world.fates = ['error']
    const search = world.open().findOrphans([{ accountId: 'account-1', providerId: 'lambda' }])
    await world.clock.pass(MINUTE)
    expect(await search).toMatchObject({ orphans: [], unseen: [{ accountId: 'account-1' }] })
  })
})

it('keeps what another process has launched on the same disk and left behind', async () => {
  const world = new RentalWorld()
  world.open().launch(wanted({ leaseMinutes: 5 }))
  await world.clock.pass(2 * MINUTE)
  const left = structuredClone(world.only())
  world.rows.clear()
  world.open()
  await world.clock.pass(MINUTE)
  world.rows.set(left.id, left)
  await world.clock.pass(5 * MINUTE)
  expect(world.only()).toMatchObject({ state: 'ended', endReason: 'lease-expired' })
})

/**
 * Ways in which a provider is wrong about its machines, each of which has to be survived. Together some of them can't be told
 * from a machine that is gone: two readings that are wrong by chance, and a list that is wrong in the same moment.
 */
const ERRORS_OF_SIGHT: fc.Arbitrary<Pick<RentalWorld, 'fates' | 'blind' | 'knownAfterMs'>> = fc.oneof(
  // Any number of single readings, while the list is right.
  fc.record({
    fates: fc.array(fc.constantFrom(...FATES, 'wrong-gone', 'wrong-gone'), { maxLength: 40 }),
    blind: fc.constant({ fromMs: 0, untilMs: 0 }),
    knownAfterMs: fc.constant(0),
  }),
  // Reading and list alike, for less time than lies between two readings.
  fc.record({
    fates: fc.array(fc.constantFrom(...FATES.filter((fate) => fate !== 'wrong-gone')), { maxLength: 20 }),
    blind: fc.integer({ min: 0, max: 3 * MINUTE }).map((fromMs) => ({ fromMs, untilMs: fromMs + 4500 })),
    knownAfterMs: fc.constant(0),
  }),
  // Both, of a machine that is young.
  fc.record({
    fates: fc.array(fc.constantFrom(...FATES.filter((fate) => fate !== 'wrong-gone')), { maxLength: 20 }),
    blind: fc.constant({ fromMs: 0, untilMs: 0 }),
    knownAfterMs: fc.integer({ min: 0, max: 50_000 }),
  }),
)

it('lets no machine run unnoticed, whatever calls go wrong and whenever the process is killed', async () => {
  const schedule = fc.record({
    sight: ERRORS_OF_SIGHT,
    starts: fc.constantFrom<RentalWorld['meter']['starts'][]>('launched', 'exists', 'running'),
    deaths: fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 5 }),
    bootMs: fc.constantFrom(0, 30_000, Infinity),
    endAfterMs: fc.option(fc.integer({ min: 0, max: 10 * MINUTE })),
    rentals: fc.integer({ min: 1, max: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(schedule, async ({ sight, starts, deaths, bootMs, endAfterMs, rentals }) => {
      const world = new RentalWorld()
      Object.assign(world, { ...sight, fates: [...sight.fates], deaths: [...deaths], bootMs })
      world.meter.starts = starts
      let desk = world.open()
      for (let count = 0; count < rentals; count += 1) attempt(() => desk.launch(wanted()))
      await world.clock.pass(endAfterMs ?? MINUTE)
      if (endAfterMs !== null) for (const id of world.rows.keys()) attempt(() => desk.end(id, 'asked'))
      for (let life = 0; life <= deaths.length; life += 1) {
        await world.clock.pass(10 * MINUTE)
        desk = world.open()
      }
      await world.clock.pass(2 * HOUR)
      world.fates = []

      const search = desk.findOrphans([{ accountId: 'account-1', providerId: 'lambda' }])
      await world.clock.pass(MINUTE)
      expect(await search).toEqual({ orphans: [], unseen: [] })
      expect(world.running()).toEqual([])
      const tags = [...world.machines.values()].map(({ tag }) => tag)
      expect(new Set(tags).size, 'a rental that was launched twice').toBe(tags.length)
      for (const rental of world.rows.values()) {
        expect(Rental.parse(rental).state).toMatch(/^(ended|failed|lost)$/)
        const machine = [...world.machines.values()].find(({ tag }) => tag === rental.tag)
        if (machine === undefined || rental.charge.amountMicros === null) continue
        expect(rental.charge.amountMicros).toBeGreaterThanOrEqual(world.billMicros(machine))
      }
      expect(world.bugs).toEqual([])
    }),
    { numRuns: 150 },
  )
}, 60_000)

it('“end it again” does nothing for twenty seconds after an attempt that failed', async () => {
  const world = new RentalWorld()
  const desk = world.open()
  const { id } = desk.launch({
    providerId: 'lambda',
    request: REQUEST,
    offer: { storageHourlyMicros: null },
    trialId: null,
  })
  await world.clock.pass(3 * 60_000)
  expect(world.only().state).toBe('ready')
  const ends = (): number => world.acts.filter((act) => act === 'end').length
  world.fates = ['refused']
  desk.end(id, 'asked')
  await world.clock.pass(3000)
  expect(ends()).toBe(1)
  expect(world.only().trouble).not.toBeNull()
  desk.end(id, 'asked')
  await world.clock.pass(3000)
  expect(ends()).toBe(2)
})
