import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderSamples } from '#main/engine/order-samples.ts'
import { isAsked, stageCount } from '#shared/domain/lane-load.ts'
import type { Load } from '#shared/domain/load.ts'
import type { Case, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { plannedCounts } from '#shared/domain/planned-counts.ts'
import { casesForTest, contenderForTest, planForTest } from './trial-for-test.ts'

const samplesInOrder = (plan: FrozenPlan): PlannedSample[] => [...orderSamples(plan)]

const load = fc.oneof(
  fc.constant<Load>({ kind: 'closed' }),
  fc.constant<Load>({ kind: 'sweep', concurrencies: [1, 2, 4] }),
  fc.constant<Load>({ kind: 'open', arrivals: 'poisson', perMinute: 30, mostInFlight: 16 }),
  fc.constant<Load>({ kind: 'ramp', arrivals: 'constant', fromPerMinute: 10, toPerMinute: 50, mostInFlight: 16 }),
)

const plan = fc
  .record({
    contenderCount: fc.integer({ min: 1, max: 8 }),
    caseCount: fc.integer({ min: 1, max: 12 }),
    repeats: fc.integer({ min: 1, max: 5 }),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    seeds: fc.constantFrom('per-prompt' as const, 'per-repeat' as const),
    load,
    warmUp: fc.integer({ min: 0, max: 3 }),
    coldProbes: fc.constantFrom<FrozenPlan['coldProbes'][]>(null, { gapsMinutes: [1, 10], probes: 3 }),
    checks: fc.integer({ min: 0, max: 12 }),
    blocks: fc.constantFrom(null, { count: 2, everyMinutes: 60 }, { count: 3, everyMinutes: 60 }),
    skipSeed: fc.integer({ min: 0, max: 6 }),
  })
  .map(({ contenderCount, caseCount, skipSeed, checks, blocks, ...rest }): FrozenPlan => {
    const contenders = Array.from({ length: contenderCount }, (_none, position) =>
      contenderForTest('http://127.0.0.1', { id: `c${position}`, position }),
    )
    // Two values of one axis for every prompt; some combinations are left out for a contender, never for all.
    const cases = casesForTest(caseCount).map((asked, index): Case => {
      const skipped = `c${(index * 5 + skipSeed) % 7}`
      const leaves = skipSeed > 0 && contenderCount > 1 && contenders.some(({ id }) => id === skipped)
      return { ...asked, promptIndex: Math.floor(index / 2), ...(leaves && { skippedFor: [skipped] }) }
    })
    return planForTest(contenders, {
      cases,
      ...rest,
      // Every third takes no seed.
      ...(checks > 0 && {
        seedChecks: {
          pairs: checks,
          contenderIds: contenders.filter(({ position }) => position % 3 < 2).map(({ id }) => id),
        },
      }),
      blocks: blocks === null || blocks.count > rest.repeats ? null : blocks,
    })
  })

function rank({ role, block, stage }: PlannedSample): number {
  if (role === 'cold-probe') return 1e6
  return role === 'seed-check' ? 1e5 : block * 100 + (role === 'warm-up' ? 0 : 1 + stage)
}

function measured(order: readonly PlannedSample[]): PlannedSample[] {
  return order.filter(({ role }) => role === 'measure')
}

test('a cell of the trial is left out, or sent twice, or sent though it was left out', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const order = samplesInOrder(drawn)
      const cells = measured(order).map(
        ({ contenderId, caseIndex, repeat, stage }) => `${contenderId} ${caseIndex} ${repeat} ${stage}`,
      )
      const asked = drawn.contenders.flatMap(({ id }) =>
        drawn.cases
          .filter((one) => isAsked(id, one))
          .flatMap(({ index }) =>
            Array.from({ length: drawn.repeats }, (_r, repeat) =>
              Array.from({ length: stageCount(drawn) }, (_s, stage) => `${id} ${index} ${repeat} ${stage}`),
            ).flat(),
          ),
      )
      expect(cells.toSorted()).toEqual(asked.toSorted())
      expect(order.map(({ position }) => position)).toEqual(order.map((_sample, index) => index))
    }),
  )
})

test('the page counts other samples than are sent', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const order = samplesInOrder(drawn)
      for (const { id } of drawn.contenders) {
        for (const [role, count] of Object.entries(plannedCounts(id, drawn)))
          expect(order.filter((sample) => sample.contenderId === id && sample.role === role)).toHaveLength(count)
      }
    }),
  )
})

test('the time of day hits one contender more than another: they stand side by side in each cell', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const order = measured(samplesInOrder(drawn))
      let at = 0
      while (at < order.length) {
        const first = order[at] as PlannedSample
        const asked = drawn.cases[first.caseIndex] as Case
        const width = drawn.contenders.filter(({ id }) => isAsked(id, asked)).length
        const cell = order.slice(at, at + width)
        expect(new Set(cell.map(({ contenderId }) => contenderId)).size).toBe(width)
        expect(new Set(cell.map(({ caseIndex, repeat, stage }) => `${caseIndex} ${repeat} ${stage}`)).size).toBe(1)
        at += width
      }
    }),
  )
})

test('a warm-up comes after what it warms up for, a stage before the one before it, or a probe before the end', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const order = samplesInOrder(drawn)
      const ranks = order.map(rank)
      expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
      const blockCount = drawn.blocks?.count ?? 1
      expect(new Set(measured(order).map(({ block }) => block)).size).toBe(blockCount)
      for (const sample of order) {
        expect(sample.idleMs === null).toBe(sample.role !== 'cold-probe')
        const isOpen = drawn.load.kind === 'open' || drawn.load.kind === 'ramp'
        expect(sample.arrivalMs === null).toBe(!isOpen || sample.role !== 'measure')
      }
    }),
  )
})

test('the arrivals of a contender go back in time within a block, or are those of another', () => {
  const contenders = ['a', 'b'].map((id, position) => contenderForTest('http://127.0.0.1', { id, position }))
  const cases = casesForTest(20)
  const open = { kind: 'open', arrivals: 'poisson', perMinute: 30, mostInFlight: 16 } as const
  const order = samplesInOrder(
    planForTest(contenders, { cases, repeats: 2, load: open, blocks: { count: 2, everyMinutes: 60 } }),
  )
  const arrivals = (id: string, block: number): (number | null)[] =>
    order.filter((sample) => sample.contenderId === id && sample.block === block).map(({ arrivalMs }) => arrivalMs)
  for (const [id, block] of [
    ['a', 0],
    ['a', 1],
    ['b', 0],
    ['b', 1],
  ] as const) {
    const own = arrivals(id, block)
    expect(own).toHaveLength(20)
    expect(own[0]).toBe(0)
    expect(own).toEqual(own.toSorted((one, other) => Number(one) - Number(other)))
  }
  expect(arrivals('a', 0)).not.toEqual(arrivals('b', 0))
  expect(arrivals('a', 0)).not.toEqual(arrivals('a', 1))
  const casesInOrder = (id: string) =>
    order.filter(({ contenderId }) => contenderId === id).map(({ caseIndex }) => caseIndex)
  expect(casesInOrder('a')).toEqual(casesInOrder('b'))
})

test('a trial can’t be repeated: the same plan gives another order', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      expect(samplesInOrder(drawn)).toEqual(samplesInOrder(structuredClone(drawn)))
    }),
  )
})

test('contenders or cells of one prompt are given different seeds, or a repeat draws the same picture again', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const seeds = new Map<string, Set<number>>()
      for (const { caseIndex, repeat, seed } of measured(samplesInOrder(drawn))) {
        expect(seed).toBeGreaterThanOrEqual(0)
        expect(seed).toBeLessThanOrEqual(2 ** 31 - 1)
        const { promptIndex } = drawn.cases[caseIndex] as Case
        const cell = drawn.seeds === 'per-repeat' ? `${promptIndex} ${repeat}` : `${promptIndex}`
        seeds.set(cell, (seeds.get(cell) ?? new Set()).add(seed))
      }
      for (const cell of seeds.values()) expect(cell.size).toBe(1)
      expect(new Set([...seeds.values()].flatMap((cell) => [...cell])).size).toBe(seeds.size)
    }),
  )
})

test('a seed check asks what was never asked, comes right behind what it asks again, or moves the order of all else', () => {
  fc.assert(
    fc.property(plan, (drawn) => {
      const order = samplesInOrder(drawn)
      const { seedChecks: _seedChecks, ...without } = drawn
      const unplaced = order.filter(({ role }) => role !== 'seed-check').map((one) => ({ ...one, position: 0 }))
      expect(unplaced).toEqual(samplesInOrder(without).map((one) => ({ ...one, position: 0 })))
      for (const { id } of drawn.contenders) {
        const own = order.filter(({ contenderId, role }) => contenderId === id && role !== 'warm-up')
        const count = measured(own).length
        const cells = new Set(measured(own).map(({ caseIndex, seed }) => `${caseIndex} ${seed}`))
        const checks = own.filter(({ role }) => role === 'seed-check')
        const asked = Map.groupBy(checks, ({ caseIndex, seed }) => `${caseIndex} ${seed}`)
        // As many different pictures as there are checks and pictures for.
        expect(asked.size).toBe(Math.min(checks.length, cells.size))
        for (const check of checks) {
          const first = own.findIndex(({ caseIndex, seed }) => caseIndex === check.caseIndex && seed === check.seed)
          const partner = own[first] as PlannedSample
          expect(partner).toMatchObject({ role: 'measure', repeat: check.repeat })
          // Every other picture of a first repeat stands between them at the least.
          expect(own.indexOf(check) - first).toBeGreaterThanOrEqual(Math.min(cells.size, count / drawn.repeats))
        }
        expect(checks).toHaveLength(plannedCounts(id, drawn)['seed-check'])
      }
    }),
  )
})

test('every gap is not probed as often as asked, or contenders are probed with different seeds', () => {
  const contenders = ['a', 'b', 'c'].map((id, position) => contenderForTest('http://127.0.0.1', { id, position }))
  const order = samplesInOrder(
    planForTest(contenders, { coldProbes: { gapsMinutes: [1, 5, 20], probes: 4 }, cases: casesForTest(3) }),
  )
  const probes = (id: string) => order.filter(({ role, contenderId }) => role === 'cold-probe' && contenderId === id)
  for (const id of ['a', 'b', 'c']) {
    const gaps = Map.groupBy(probes(id), ({ idleMs }) => idleMs)
    expect([...gaps.keys()].toSorted((one, other) => Number(one) - Number(other))).toEqual([60_000, 300_000, 1_200_000])
    for (const gap of gaps.values()) expect(new Set(gap.map(({ repeat }) => repeat))).toEqual(new Set([0, 1, 2, 3]))
  }
  const seeds = (id: string) => probes(id).map(({ seed, caseIndex }) => `${seed} ${caseIndex}`)
  expect(seeds('a')).toEqual(seeds('b'))
  expect(probes('a').map(({ idleMs }) => idleMs)).not.toEqual(probes('b').map(({ idleMs }) => idleMs))
})

test('the order is not shuffled: one contender always goes first', () => {
  const contenders = ['a', 'b', 'c'].map((id, position) => contenderForTest('http://127.0.0.1', { id, position }))
  const order = samplesInOrder(planForTest(contenders, { repeats: 300 }))
  const first = Map.groupBy(
    order.filter(({ position }) => position % 3 === 0),
    ({ contenderId }) => contenderId,
  )
  for (const id of ['a', 'b', 'c']) expect(first.get(id)?.length).toBeGreaterThan(70)
})
