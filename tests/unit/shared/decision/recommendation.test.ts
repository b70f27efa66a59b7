import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DecisionEvaluation } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import { evaluateDecision } from '#shared/decision/evaluate-decision.ts'
import { plainText } from '#shared/decision/parts.ts'
import { contender, evidenceOf, sampled, settingsOf, unmeasured, type Figures } from './example-evidence.ts'

/** Cost in micro-dollars, p95 in milliseconds, preference as a share. */
function full(id: string, [cost, latency, preferred]: [number, number, number], more: Figures = {}): DecisionContender {
  return contender(id, {
    cost: sampled(cost, cost * 0.05),
    latency: sampled(latency, latency * 0.04),
    quality: sampled(preferred, 0.06, 120),
    reliability: { ...sampled(1, 0), low: 0.98, spread: 'sampling' },
    ...more,
  })
}

const textOf = (sentences: readonly { parts: Parameters<typeof plainText>[0] }[]): string[] =>
  sentences.map(({ parts }) => plainText(parts))
const changesOf = (evaluation: DecisionEvaluation): string[] =>
  evaluation.recommendation.changes.map(
    ({ condition, consequence }) => `if ${plainText(condition)}, ${plainText(consequence)}`,
  )

const byId = (all: readonly { contenderId: string }[]) =>
  all.toSorted((one, other) => one.contenderId.localeCompare(other.contenderId))

const clear = evidenceOf([
  full('modal', [5000, 2000, 0.6]),
  full('novita', [13_000, 3300, 0.5]),
  full('fal', [25_000, 3500, 0.4]),
])

const titleWith = (changes: Parameters<typeof settingsOf>[0]): string =>
  plainText(evaluateDecision(clear, settingsOf(changes)).recommendation.title)

test('a clear winner is not named, or its sentences have other figures than the evidence', () => {
  const evaluation = evaluateDecision(clear, settingsOf())
  const { recommendation } = evaluation
  expect(recommendation).toMatchObject({ verdict: 'run', contenderIds: ['modal'], fallbackId: 'novita' })
  expect(plainText(recommendation.title)).toBe('Run MODAL. Keep NOVITA as the fallback.')
  expect(textOf(recommendation.reasons).slice(1, 4)).toEqual([
    'It costs $0.0050 ±0.0003 n 180 a usable picture at 50,000 a month, less than NOVITA with $0.0130 ±0.0007 n 180.',
    'Its p95 while warm is 2.00 s ±0.08 n 180, less than NOVITA with 3.30 s ±0.13 n 180.',
    'It is preferred in 60.0 % 54.0–66.0 n 120 of its pairs; it can’t be told apart from NOVITA with 50.0 % 44.0–56.0 n 120.',
  ])
  expect(recommendation.reasons[1]?.evidence).toEqual({
    source: 'measured',
    text: '180 samples',
    method: '95 % interval',
    priceVersion: null,
    count: 180,
    target: 'cost',
  })
  expect(recommendation.against).toEqual([])
  expect(DecisionEvaluation.parse(evaluation)).toEqual(evaluation)
})

test('one of two that are alike is recommended', () => {
  const { recommendation } = evaluateDecision(
    evidenceOf([full('modal', [13_000, 3340, 0.5]), full('novita', [13_100, 3350, 0.5])]),
    settingsOf(),
  )
  expect(recommendation).toMatchObject({ verdict: 'level', contenderIds: ['modal', 'novita'], fallbackId: null })
  expect(plainText(recommendation.title)).toBe(
    'MODAL and NOVITA can’t be told apart by your weights and the evidence so far.',
  )
  expect(textOf(recommendation.reasons)[1]).toMatch(/^MODAL costs .* it can’t be told apart from NOVITA with /)
})

test('a trade-off is not told: what the winner is worse in, and from which weights on another one leads', () => {
  const settings = settingsOf({ weights: { cost: 70, latency: 30 } })
  const evaluation = evaluateDecision(
    evidenceOf([full('cheap', [2000, 20_000, 0.5]), full('quick', [20_000, 2000, 0.5])]),
    settings,
  )
  expect(plainText(evaluation.recommendation.title)).toBe('Run CHEAP. Keep QUICK as the fallback.')
  expect(textOf(evaluation.recommendation.against)).toEqual([
    'Its p95 while warm is 20.00 s ±0.80 n 180, more than QUICK with 2.00 s ±0.08 n 180.',
  ])
  // Both have 1 − log₁₀(2) / 2 where they are good and half a point less where they are not: they cross at one half.
  expect(changesOf(evaluation).slice(0, 2)).toEqual(
    ['if Latency, p95 counts more than 50 %, QUICK leads', 'if Cost counts less than 50 %, QUICK leads'].toReversed(),
  )
  expect(evaluation.front.map(({ state }) => state)).toEqual(['front', 'front'])
})

test('the price at which the second draws level is another than the arithmetic says', () => {
  // By cost alone and by p95 alone they differ by one half: at 70 : 30 the second lacks 0.2, and 0.2 / 0.7 of a score of cost over two
  // decades is a factor of 10^(0.4 / 0.7): 20,000 / 3.7276 = 5,365.
  const evaluation = evaluateDecision(
    evidenceOf([full('cheap', [2000, 20_000, 0.5]), full('quick', [20_000, 2000, 0.5])]),
    settingsOf({ weights: { cost: 70, latency: 30 } }),
  )
  expect(changesOf(evaluation)).toContain(
    'if the cost per usable picture of QUICK falls from $0.0200 ±0.0010 n 180 to $0.0054, QUICK draws level with CHEAP',
  )
})

test('a limit excludes silently, excludes what the interval leaves open, or lets pass what breaks it', () => {
  const evaluation = evaluateDecision(
    evidenceOf([
      full('slow', [1000, 9340, 0.6]),
      full('near', [13_000, 8100, 0.5]),
      full('quick', [26_000, 2350, 0.4]),
      full('silent', [26_000, 2350, 0.4], { latency: unmeasured }),
    ]),
    settingsOf({ constraints: [{ criterionId: 'latency', limit: 8000 }] }),
  )
  expect(evaluation.contenders.map(({ standing, constraints }) => [standing, constraints[0]?.verdict])).toEqual([
    ['excluded', 'broken'],
    ['eligible', 'open'],
    ['eligible', 'kept'],
    ['eligible', 'open'],
  ])
  expect(evaluation.contenders[0]).toMatchObject({ total: null, wins: null })
  expect(textOf(evaluation.recommendation.limits)).toContain(
    'SLOW is excluded by your limit: p95 while warm at most 8.00 s: 9.34 s ±0.37 n 180.',
  )
  expect(evaluation.recommendation.contenderIds).not.toContain('slow')
  const told = [...evaluation.recommendation.against, ...evaluation.recommendation.limits]
  expect(textOf(told)).toContain(
    'Whether NEAR keeps a limit of yours can’t be told: p95 while warm at most 8.00 s: 8.10 s ±0.32 n 180.',
  )
  expect(textOf(told)).toContain(
    'Whether SILENT keeps a limit of yours can’t be told: p95 while warm at most 8.00 s: not known, not reported.',
  )
})

test('limits that several may keep are told contender by contender', () => {
  const ids = ['a', 'b', 'c', 'd']
  const { recommendation } = evaluateDecision(
    evidenceOf(ids.map((id, place) => full(id, [5000 * (place + 1), 2000, 0.5], { latency: unmeasured }))),
    settingsOf({ constraints: [{ criterionId: 'latency', limit: 8000 }] }),
  )
  const told = textOf(recommendation.limits).filter((words) => words.includes('limit'))
  expect(told).toEqual(['Whether B, C and D keep a limit of yours can’t be told: p95 while warm at most 8.00 s.'])
})

test('what a machine costs between idle and busy stands as one figure, or counts as its dearest', () => {
  const rented = full('rented', [1, 2000, 0.5], {
    cost: { ...sampled(36_500, 0), low: 300, high: 36_500, spread: 'range', count: 34 },
  })
  const evaluation = evaluateDecision(
    evidenceOf([rented, full('managed', [3000, 2000, 0.5])]),
    settingsOf({ weights: { cost: 1 }, references: { cost: { good: 100, unacceptable: 100_000 } } }),
  )
  // In the middle of the logarithms of both ends: 1 − log₁₀(√(300 · 36,500) / 100) / 3.
  expect(evaluation.contenders[0]?.total).toBeCloseTo(1 - Math.log10(Math.sqrt(300 * 36_500) / 100) / 3, 9)
  expect(evaluation.recommendation.verdict).toBe('level')
  expect(textOf(evaluation.recommendation.reasons).join()).toContain('$0.000300–$0.0365 n 34')
})

test('a limit on a rubric is kept by an unrated contender, or ignores what the user says of it', () => {
  const { contenders, recommendation } = evaluateDecision(
    evidenceOf([full('a', [5000, 2000, 0.5]), full('b', [5000, 2000, 0.5]), full('c', [5000, 2000, 0.5])]),
    settingsOf({
      constraints: [{ criterionId: 'operations', limit: 3 }],
      rubric: [
        { contenderId: 'a', criterionId: 'operations', level: 1, note: 'we wake up for it' },
        { contenderId: 'b', criterionId: 'operations', level: 4, note: '' },
      ],
    }),
  )
  expect(contenders.map(({ constraints }) => constraints[0]?.verdict)).toEqual(['broken', 'kept', 'open'])
  expect(textOf(recommendation.limits)[0]).toBe(
    'A is excluded by your limit: operational burden at least 3 of 4, “nobody on call, and something to keep up to date”: 1 of 4, “machines to run, with somebody on call at times”.',
  )
})

test('all failed, and one is recommended all the same', () => {
  const failed = clear.contenders.map((each) => ({ ...each, succeeded: 0, failed: 180, pictures: 0, usable: 0 }))
  const evaluation = evaluateDecision(evidenceOf(failed), settingsOf())
  expect(evaluation.recommendation).toMatchObject({ verdict: 'none', contenderIds: [], fallbackId: null, reasons: [] })
  expect(plainText(evaluation.recommendation.title)).toBe('None can be recommended: no contender gave a picture.')
  expect(textOf(evaluation.recommendation.limits)[0]).toBe('MODAL is left out: it gave no picture in 180 samples.')
})

test('limits that exclude everybody, and one is recommended all the same', () => {
  const settings = settingsOf({ constraints: [{ criterionId: 'latency', limit: 500 }] })
  expect(plainText(evaluateDecision(clear, settings).recommendation.title)).toBe(
    'None can be recommended: your limits exclude every contender.',
  )
})

test('a cost that is not known counts as 0, or as the best', () => {
  const unknown = full('dark', [1, 3300, 0.5], { cost: unmeasured })
  const evaluation = evaluateDecision(evidenceOf([full('lit', [4000, 3300, 0.5]), unknown]), settingsOf())
  const [lit, dark] = evaluation.contenders
  expect(dark?.scores.find(({ criterionId }) => criterionId === 'cost')).toEqual({
    criterionId: 'cost',
    isKnown: false,
    score: 0.5,
    low: 0,
    high: 1,
  })
  expect(lit?.wins?.near).toMatchObject({ state: 'known', count: 2000 })
  expect(evaluation.recommendation.verdict).toBe('level')
  expect(textOf(evaluation.recommendation.limits)).toContain(
    'The cost per usable picture of DARK is not known: not reported. It counts as anything between unacceptable and good enough.',
  )
})

test('what is known of nobody decides, or is left out without a word', () => {
  const needs = { ...unmeasured, reason: 'needs n 72, has n 36', neededCount: 72 }
  const { recommendation, criteria } = evaluateDecision(
    evidenceOf([
      contender('a', { cost: sampled(1000, 10), latency: needs }),
      contender('b', { cost: sampled(9000, 10), latency: needs }),
    ]),
    settingsOf({ weights: { cost: 50, latency: 50 } }),
  )
  expect(plainText(recommendation.title)).toBe('As far as it is known, run A. Keep B as the fallback.')
  expect(criteria.find(({ criterionId }) => criterionId === 'latency')).toMatchObject({
    state: 'set-aside',
    weight: 0.5,
  })
  expect(textOf(recommendation.limits)).toEqual([
    'Latency, p95: known of nobody, so it favours nobody. Your 50 % for it go to what else you weigh, in proportion.',
  ])
  expect(recommendation.changes.map(({ condition }) => plainText(condition))).toContain('A and B each have 72 samples')
})

test('nothing weighed, nothing known or nothing compared is taken for a winner', () => {
  expect(titleWith({ weights: {} })).toBe('None can be recommended: nothing is weighed.')
  expect(titleWith({ weights: { errors: 1 } })).toBe('None can be recommended: nothing that you weigh is known.')
  expect(titleWith({ weighing: 'pairwise' })).toBe('None can be recommended: nothing is weighed.')
})

test('votes that settle who is better, or how many more would, are not used', () => {
  const pair = { first: 'novita', second: 'modal', votes: 60 }
  const both = [full('modal', [5000, 2000, 0.55]), full('novita', [13_000, 3300, 0.45])]
  const settled = { ...pair, firstIsBetter: 0.01, isSettled: true, moreVotes: 0 }
  const reasons = textOf(evaluateDecision(evidenceOf(both, [settled]), settingsOf()).recommendation.reasons)
  expect(reasons).toContain(
    'It is preferred in 55.0 % 49.0–61.0 n 120 of its pairs, more than NOVITA with 45.0 % 39.0–51.0 n 120.',
  )
  const open = { ...pair, firstIsBetter: 0.2, isSettled: false, moreVotes: 140 }
  expect(changesOf(evaluateDecision(evidenceOf(both, [open]), settingsOf()))).toContain(
    'if about 140 votes more go on as so far, quality tells MODAL from NOVITA',
  )
})

test('how many samples would tell two apart is another number than intervals that narrow with the square root of n give', () => {
  // Half widths of 0.4 s each and a difference of 0.2 s: (0.4² + 0.4²) / 0.2² = 8 times 180.
  const evaluation = evaluateDecision(
    evidenceOf([
      full('a', [5000, 2000, 0.5], { latency: sampled(2000, 400) }),
      full('b', [90_000, 2200, 0.5], { latency: sampled(2200, 400) }),
    ]),
    settingsOf(),
  )
  expect(changesOf(evaluation)).toContain(
    'if about 1,440 samples of each show the same difference, p95 while warm tells A from B',
  )
})

test('what speaks against the winner is kept quiet: cold starts, unusable pictures, a lead by its own weights alone', () => {
  const cold = {
    state: 'known' as const,
    value: 41_200,
    low: 37_600,
    high: 44_800,
    count: 24,
    method: 'bootstrap-by-prompt' as const,
  }
  const [winner, ...others] = clear.contenders as [DecisionContender, ...DecisionContender[]]
  const { recommendation } = evaluateDecision(
    evidenceOf([{ ...winner, coldPenaltyMs: cold, usable: 177 }, ...others]),
    settingsOf(),
  )
  expect(textOf(recommendation.against)).toEqual([
    'A cold start costs 41.20 s ±3.60 n 24.',
    '3 of 180 pictures of MODAL are not usable.',
  ])
})

test('a volume at which another one is cheaper is not told', () => {
  const breakEvens = [
    { cheaperAboveId: 'modal', cheaperBelowId: 'novita', imagesPerMonth: 1000 },
    { cheaperAboveId: 'fal', cheaperBelowId: 'modal', imagesPerMonth: 84_000 },
    { cheaperAboveId: 'modal', cheaperBelowId: 'novita', imagesPerMonth: 12_000 },
  ]
  const changes = changesOf(evaluateDecision({ ...clear, breakEvens }, settingsOf()))
  expect(changes).toContain('if the volume stays below 12,000 a month, NOVITA costs less than MODAL')
  expect(changes).toContain('if the volume stays above 84,000 a month, FAL costs less than MODAL')
})

test('a name that holds markup, direction marks or control characters runs into the words around it', () => {
  const hostile = '<img src=x onerror=alert(1)> \u202Egro.live\u202C\u0007 [a](javascript:b) =1+1'
  const [winner, ...others] = clear.contenders as [DecisionContender, ...DecisionContender[]]
  const { recommendation } = evaluateDecision(evidenceOf([{ ...winner, name: hostile }, ...others]), settingsOf())
  const { title, reasons, against, changes, limits } = recommendation
  const sentences = [title, ...[...reasons, ...against, ...limits].map(({ parts }) => parts)]
  const parts = [...sentences, ...changes.flatMap(({ condition, consequence }) => [condition, consequence])].flat()
  expect(title[1]).toEqual({ kind: 'contender', contenderId: 'modal', text: hostile })
  expect(JSON.stringify(parts.filter(({ kind }) => kind !== 'contender'))).not.toContain('gro.live')
})

test('the order of the contenders changes the answer', () => {
  const settings = settingsOf({ references: {}, constraints: [{ criterionId: 'latency', limit: 3400 }] })
  const expected = evaluateDecision(clear, settings)
  fc.assert(
    fc.property(fc.shuffledSubarray(clear.contenders, { minLength: 3, maxLength: 3 }), (contenders) => {
      const evaluation = evaluateDecision({ ...clear, contenders }, settings)
      const { title, reasons, against, verdict } = evaluation.recommendation
      expect({ title, reasons, against, verdict }).toEqual({
        title: expected.recommendation.title,
        reasons: expected.recommendation.reasons,
        against: expected.recommendation.against,
        verdict: expected.recommendation.verdict,
      })
      expect(byId(evaluation.contenders)).toEqual(byId(expected.contenders))
      expect(evaluation.sensitivities).toEqual(expected.sensitivities)
    }),
    { numRuns: 6 },
  )
})

test('the same evidence and settings give other bytes', () => {
  const once = JSON.stringify(evaluateDecision(clear, settingsOf()))
  expect(JSON.stringify(evaluateDecision(structuredClone(clear), settingsOf()))).toBe(once)
})

test('shares of wins that do not add up to 1', () => {
  const { contenders, sensitivities } = evaluateDecision(clear, settingsOf())
  for (const kind of ['yours', 'near', 'any'] as const) {
    const sum = contenders.reduce(
      (total, { wins }) => total + (wins?.[kind].state === 'known' ? wins[kind].value : NaN),
      0,
    )
    expect(sum).toBeCloseTo(1, 9)
  }
  for (const { curve } of sensitivities)
    for (const { shares } of curve) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
})
