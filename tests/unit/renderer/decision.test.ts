import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addWeight,
  chooseScenario,
  evenWeights,
  moveWeight,
  rate,
  removeOwnCriterion,
  removeWeight,
  setConstraint,
  setOwnCriterion,
} from '#renderer/features/decision/edit-settings.ts'
import { readLimit, readReference, typedLimit } from '#renderer/features/decision/limit-units.ts'
import { prepareTradeOff, type TradeOffMeasure } from '#renderer/features/decision/prepare-trade-off.ts'
import { prepareWins } from '#renderer/features/decision/prepare-wins.ts'
import { prepareWinShares } from '#renderer/features/decision/prepare-win-shares.ts'
import { createSettingsKeeper, type Unsaved } from '#renderer/features/decision/settings-keeper.ts'
import { criteriaOf, type Criterion } from '#shared/decision/criteria.ts'
import { evaluateDecision } from '#shared/decision/evaluate-decision.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'
import { DecisionSettings, type KeptDecision } from '#shared/domain/decision-settings.ts'
import { contender, evidenceOf, sampled } from '../shared/decision/example-evidence.ts'

const percent = fc.double({ min: 0, max: 100, noNaN: true })

describe('weights', () => {
  test('add up to something else than 100 %, or the others lose their proportions', () => {
    fc.assert(
      fc.property(percent, percent, percent, percent, (cost, latency, quality, moved) => {
        fc.pre(latency + quality > 1e-6)
        const weights = moveWeight({ cost, latency, quality }, 'cost', moved)
        const sum = Object.values(weights).reduce<number>((total, weight) => total + (weight ?? 0), 0)
        expect(weights.cost).toBe(moved)
        expect(sum).toBeCloseTo(100, 9)
        expect((weights.latency ?? 0) * quality).toBeCloseTo((weights.quality ?? 0) * latency, 6)
      }),
    )
  })

  test('others that had none get nothing, or one alone is less than all', () => {
    expect(moveWeight({ cost: 100, latency: 0, quality: 0 }, 'cost', 40)).toEqual({
      cost: 40,
      latency: 30,
      quality: 30,
    })
    expect(moveWeight({ cost: 100 }, 'cost', 40)).toEqual({ cost: 100 })
  })

  test('one that is added or taken away changes what the others have to each other', () => {
    const added = addWeight({ cost: 60, latency: 40 }, 'errors').weights
    expect(added).toEqual({ cost: expect.closeTo(40, 9), latency: expect.closeTo(80 / 3, 9), errors: 100 / 3 })
    expect(removeWeight(added ?? {}, 'errors').weights).toEqual({
      cost: expect.closeTo(60, 9),
      latency: expect.closeTo(40, 9),
    })
    expect(evenWeights({ cost: 90, latency: 10 })).toEqual({ cost: 50, latency: 50 })
  })
})

test('settings changed by hand still bear the name of a scenario', () => {
  const steady = chooseScenario(firstSettings(), 'steady')
  expect(steady).toMatchObject({ scenario: 'steady', constraints: [{ criterionId: 'latency', limit: 8000 }, {}] })
  expect(setConstraint(steady.constraints, { criterionId: 'latency', limit: 5000 })).toMatchObject({
    scenario: 'own',
    constraints: [{ criterionId: 'latency', limit: 5000 }, { criterionId: 'reliability' }],
  })
})

test('a criterion that is taken away leaves a weight, a rating, a limit or a comparison behind', () => {
  const own = { id: 'own-1' as const, name: 'Support', words: ['a', 'b', 'c', 'd', 'e'] }
  const begun = { ...firstSettings(), ...setOwnCriterion(firstSettings(), own) }
  const full: DecisionSettings = {
    ...begun,
    constraints: [{ criterionId: 'own-1', limit: 2 }],
    references: { 'own-1': { good: 4, unacceptable: 1 } },
    comparisons: [{ first: 'cost', second: 'own-1', ratio: 3 }],
    ...rate(begun.rubric, { contenderId: 'a', criterionId: 'own-1', level: 3, note: '' }),
  }
  expect(DecisionSettings.safeParse(full).success).toBe(true)
  const left = { ...full, ...removeOwnCriterion(full, 'own-1') }
  expect(DecisionSettings.safeParse(left).success).toBe(true)
  expect(JSON.stringify(left)).not.toContain('own-1')
  expect(left.weights).toEqual({
    cost: expect.closeTo(35, 9),
    latency: expect.closeTo(25, 9),
    quality: expect.closeTo(25, 9),
    reliability: expect.closeTo(15, 9),
  })
})

test('a rating that is taken back hides what is described', () => {
  const rated = rate([], { contenderId: 'a', criterionId: 'errors', level: 2, note: '' }).rubric ?? []
  expect(rated).toHaveLength(1)
  expect(rate(rated, { contenderId: 'a', criterionId: 'errors', level: null, note: '' }).rubric).toEqual([])
  expect(rate(rated, { contenderId: 'a', criterionId: 'errors', level: null, note: 'why' }).rubric).toHaveLength(1)
})

test.each([
  ['latency', '8', 8000],
  ['latency', '0.35', 350],
  ['moneyPerImage', '0.0025', 2500],
  ['share', '98', 0.98],
  ['share', '99.5', 0.995],
] as const)('a limit of %s typed as %s is another number', (quantity, typed, limit) => {
  expect(readLimit(typed, { quantity })).toBe(limit)
  expect(typedLimit(limit, { quantity })).toBe(typed)
})

test('good enough can be worse than unacceptable, or 0 where logarithms are taken', () => {
  const cost = { quantity: 'moneyPerImage', better: 'less', scale: 'logarithmic' } as const
  expect(readReference({ good: '0.002', unacceptable: '0.02' }, cost)).toEqual({ good: 2000, unacceptable: 20_000 })
  expect(readReference({ good: '0.02', unacceptable: '0.002' }, cost)).toBe('Good enough is better than unacceptable')
  expect(readReference({ good: '0', unacceptable: '0.02' }, cost)).toBe('Type numbers above 0')
  const rate = { quantity: 'share', better: 'more', scale: 'linear' } as const
  expect(readReference({ good: '99', unacceptable: '80' }, rate)).toEqual({ good: 0.99, unacceptable: 0.8 })
})

test('something that is no limit is taken for one', () => {
  for (const typed of ['', '-1', 'eight', '101']) expect(readLimit(typed, { quantity: 'share' })).toBeNull()
})

const evidence = evidenceOf([
  contender('a', { cost: sampled(2000, 100), latency: sampled(4000, 200) }),
  contender('b', { cost: sampled(4000, 100), latency: sampled(2000, 200) }),
  contender('c', { cost: sampled(5000, 100), latency: sampled(5000, 200) }),
  contender('d', { cost: sampled(1000, 100) }),
])
const axis = (id: TradeOffMeasure) =>
  criteriaOf(firstSettings()).find((each): each is Criterion & { id: TradeOffMeasure } => each.id === id)!

test('the front leaves out one that none beats, or keeps one that another beats in both', () => {
  const front = [{ contenderId: 'c', state: 'dominated' as const, by: ['a', 'b'] }]
  const { chart, notDrawn } = prepareTradeOff(evidence.contenders, front, [axis('cost'), axis('latency')])
  expect(notDrawn).toEqual([{ name: 'D', reason: 'p95 while warm: not reported' }])
  expect(chart?.front).toEqual([
    { x: 2000, y: 6000 },
    { x: 2000, y: 4000 },
    { x: 4000, y: 4000 },
    { x: 4000, y: 2000 },
    { x: 6000, y: 2000 },
  ])
  expect(chart?.points.map(({ contenderId, isDominated }) => [contenderId, isDominated])).toEqual(
    expect.arrayContaining([
      ['a', false],
      ['b', false],
      ['c', true],
    ]),
  )
  expect(chart?.points.find(({ contenderId }) => contenderId === 'a')).toMatchObject({
    xBars: [100, 100],
    yBars: [200, 200],
  })
})

test('one that never wins, or can’t, stands among those that do', () => {
  const settings = { ...firstSettings(), constraints: [{ criterionId: 'cost' as const, limit: 4500 }] }
  const evaluation = evaluateDecision(evidence, settings)
  const { rows, leftOut } = prepareWins(evaluation.contenders, evidence.contenders, 'near')
  expect(leftOut).toEqual(['C'])
  expect(rows.map(({ share }) => share.value)).toEqual(
    rows.map(({ share }) => share.value).toSorted((one, other) => other - one),
  )
  expect(rows.every(({ share }) => share.value > 0)).toBe(true)
})

test('bands do not add up to all, or a name stands outside of its band', () => {
  const [sensitivity] = evaluateDecision(evidence, firstSettings()).sensitivities
  const { bands, points } = prepareWinShares(sensitivity!, evidence.contenders)
  for (const { shares } of points)
    expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  for (const [place, { contenderId, named }] of bands.entries()) {
    if (named === null) continue
    const { shares } = points.find(({ weight }) => weight === named.weight)!
    const base = bands.slice(0, place).reduce((sum, band) => sum + (shares[band.contenderId] ?? 0), 0)
    expect(named.height).toBeGreaterThan(base)
    expect(named.height).toBeLessThan(base + (shares[contenderId] ?? 0))
  }
})

const volume = (imagesPerMonth: number) => ({ ...firstSettings(), imagesPerMonth })

async function settled(keeper: { now: () => { state: string } }, state: string): Promise<void> {
  await expect.poll(() => keeper.now().state).toBe(state)
}

test('settings of a bundle are saved, or what was moved is taken for what the bundle holds', async () => {
  const settings = firstSettings()
  const kept: KeptDecision = { trialId: 'bundle-1', version: 2, savedAt: '2026-11-14T10:00:00.000Z', settings }
  const shelf = { read: () => null, write: () => undefined }
  const waiting: unknown[] = []
  const later = (run: () => void) => {
    waiting.push(run)
    return () => undefined
  }
  const keeper = createSettingsKeeper({ kept, save: null, shelf, later })
  keeper.change(volume(5))
  keeper.flush()
  expect(waiting).toEqual([])
  expect(keeper.now()).toMatchObject({ state: 'explored', version: 2, settings: { imagesPerMonth: 5 } })
  // The bundle is read again when its other screen opens.
  keeper.meet(kept)
  expect(keeper.now().state).toBe('explored')
  keeper.change(settings)
  expect(keeper.now().state).toBe('kept')
  keeper.change(volume(5))
  keeper.load(kept)
  expect(keeper.now()).toMatchObject({ state: 'kept', settings })
})

describe('saving', () => {
  const kept: KeptDecision = { trialId: 'trial-1', version: 0, savedAt: null, settings: firstSettings() }
  function keeperOn(
    save: (basedOn: number, settings: DecisionSettings) => Promise<KeptDecision>,
    left: Unsaved | null = null,
    met = kept,
  ) {
    const shelf = { left }
    const waiting: (() => void)[] = []
    const asked: [number, number][] = []
    const keeper = createSettingsKeeper({
      kept: met,
      save: ({ basedOn, settings }) => {
        asked.push([basedOn, settings.imagesPerMonth])
        return save(basedOn, settings)
      },
      shelf: {
        read: () => shelf.left,
        write: (unsaved) => {
          shelf.left = unsaved
        },
      },
      later: (run) => {
        waiting.push(run)
        return () => waiting.splice(waiting.indexOf(run), waiting.includes(run) ? 1 : 0)
      },
    })
    return { keeper, shelf, asked, runWaiting: () => waiting.splice(0).forEach((run) => run()) }
  }
  const savedAs = (basedOn: number, settings: DecisionSettings): Promise<KeptDecision> =>
    Promise.resolve({ ...kept, version: basedOn + 1, savedAt: '2026-11-14T10:00:00.000Z', settings })

  test('every step of a slider is a version of its own', async () => {
    const { keeper, asked, runWaiting } = keeperOn(savedAs)
    for (const step of [1, 2, 3]) keeper.change(volume(step))
    runWaiting()
    await settled(keeper, 'kept')
    expect(asked).toEqual([[0, 3]])
  })

  test('what is changed while a save is on its way is lost, or overtakes it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { keeper, asked, shelf, runWaiting } = keeperOn(async (basedOn, settings) => {
      if (basedOn === 0) await promise
      return savedAs(basedOn, settings)
    })
    keeper.change(volume(1))
    keeper.flush()
    keeper.change(volume(2))
    resolve()
    await settled(keeper, 'unsaved')
    expect(shelf.left).toMatchObject({ basedOn: 1, settings: { imagesPerMonth: 2 } })
    runWaiting()
    await settled(keeper, 'kept')
    expect(asked).toEqual([
      [0, 1],
      [1, 2],
    ])
    expect(shelf.left).toBeNull()
  })

  test('a save that failed loses what was set, here or after a reload', async () => {
    let works = false
    const { keeper, shelf } = keeperOn((basedOn, settings) =>
      works ? savedAs(basedOn, settings) : Promise.reject(new TypeError('fetch failed')),
    )
    keeper.change(volume(7))
    keeper.flush()
    await settled(keeper, 'failed')
    expect(keeper.now()).toMatchObject({ settings: { imagesPerMonth: 7 }, failure: { code: 'OFFLINE' } })
    const { keeper: anew, runWaiting } = keeperOn(savedAs, shelf.left)
    expect(anew.now()).toMatchObject({ settings: { imagesPerMonth: 7 }, state: 'unsaved' })
    runWaiting()
    await settled(anew, 'kept')
    works = true
    keeper.flush()
    await settled(keeper, 'kept')
    expect(keeper.now().version).toBe(1)
  })

  test('a page that is loaded anew while a save was on its way finds itself overtaken by itself', async () => {
    const arrived = { ...kept, version: 1, settings: volume(5) }
    const { keeper, asked, shelf } = keeperOn(savedAs, { basedOn: 0, settings: volume(5), sent: volume(5) }, arrived)
    expect(keeper.now()).toMatchObject({ state: 'kept', version: 1 })
    expect(shelf.left).toBeNull()
    const further = keeperOn(savedAs, { basedOn: 0, settings: volume(6), sent: volume(5) }, arrived)
    further.runWaiting()
    await settled(further.keeper, 'kept')
    expect([...asked, ...further.asked]).toEqual([[1, 6]])
  })

  test('what the workbench has replaces what is not saved yet', () => {
    const { keeper } = keeperOn(savedAs)
    keeper.change(volume(3))
    keeper.meet({ ...kept, version: 4, settings: volume(9) })
    expect(keeper.now().settings.imagesPerMonth).toBe(3)
    keeper.load({ ...kept, version: 4, settings: volume(9) })
    expect(keeper.now()).toMatchObject({ settings: { imagesPerMonth: 9 }, version: 4, state: 'kept' })
  })
})
