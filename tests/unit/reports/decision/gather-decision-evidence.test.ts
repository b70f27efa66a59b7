import { expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { coldStartWait } from '#main/reports/decision/cold-start-wait.ts'
import { costAtVolume } from '#main/reports/decision/cost-at-volume.ts'
import { decideTrial } from '#main/reports/decision/decide-trial.ts'
import { describedLevels } from '#main/reports/decision/described-levels.ts'
import { gatherDecisionEvidence } from '#main/reports/decision/gather-decision-evidence.ts'
import { providers } from '#main/providers/registry.ts'
import type { ColdStartAnalysis, ContenderAnalysis } from '#shared/domain/analysis.ts'
import type { Estimate } from '#shared/domain/estimate.ts'
import type { RatingAnalysis } from '#shared/domain/rating.ts'
import { plainText } from '#shared/decision/parts.ts'
import { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'
import { HOURLY_PRICE, makeContender, makeRow, makeRows, makeTrial } from '../make-trial.ts'

const facts = providers.map(({ descriptor }) => descriptor)
const settingAt = (imagesPerMonth: number, changes = {}) =>
  prepareSetting(CostAssumptions.parse({ imagesPerMonth, ...changes }))
const known = (value: number, low: number, high: number, count = 24): Estimate => ({
  state: 'known',
  value,
  low,
  high,
  count,
  method: 'bootstrap-by-prompt',
})

function levelsOf(providerId: string, changes: Parameters<typeof makeContender>[1] = {}) {
  return describedLevels(makeContender(0, { providerId, modelId: 'none', price: null, ...changes }), facts)
}

const rated = (contenderId: string) => ({
  contenderId,
  preferred: known(0.6, 0.5, 0.7, 40),
  ranks: { best: 1, worst: 2 },
  votes: 40,
  wins: 24,
  losses: 16,
  ties: 0,
  bothBad: 0,
})

/** 90 pictures of nine prompts, in so many milliseconds and more. */
const latencies = (from: number): number[] => Array.from({ length: 90 }, (_, index) => from + index)

function twoContenders() {
  const trial = makeTrial([makeContender(0), makeContender(1, { providerId: 'segmind' })], { repeats: 10 })
  const rows = [
    ...makeRows('contender-0', latencies(1000)),
    ...makeRows('contender-1', latencies(3000), (index) => ({ chargeMicros: 2000 + (index % 9) * 100 })),
  ]
  return { trial, analysis: analyseTrial(trial, rows), ratings: [], providers: facts }
}

test('figures of the evidence that are others than those of the analysis, or lack what they rest on', () => {
  const sources = twoContenders()
  const [first, second] = gatherDecisionEvidence(sources, firstSettings()).contenders
  const own = sources.analysis.contenders[1] as ContenderAnalysis
  expect(second).toMatchObject({ contenderId: 'contender-1', asked: 90, pictures: 90, usable: 90, open: 0 })
  expect(second?.measures.latency).toEqual({
    state: 'known',
    value: own.latency.p95.state === 'known' ? own.latency.p95.value : NaN,
    low: own.latency.p95.state === 'known' ? own.latency.p95.low : NaN,
    high: own.latency.p95.state === 'known' ? own.latency.p95.high : NaN,
    spread: 'sampling',
    count: 90,
    evidence: {
      source: 'measured',
      text: '90 samples, closed loop, 1 in flight',
      method: 'exact interval of an order statistic',
      priceVersion: null,
    },
  })
  // All prompts cost the same at the one, from $0.0020 to $0.0028 at the other: $0.0024 on average.
  expect(first?.measures.cost).toMatchObject({ value: 3000, low: expect.closeTo(3000, 0) as number })
  // 90 of 90 were usable, which may be 96 of 100.
  expect(first?.measures.cost.high).toBeGreaterThan(3000)
  expect(second?.measures.cost).toMatchObject({
    value: 2400,
    spread: 'sampling',
    count: 90,
    evidence: { text: '90 usable pictures', priceVersion: 'novita/flux of 12 Nov 2026' },
  })
  expect(second?.measures.reliability).toMatchObject({ value: 1, evidence: { text: '90 pictures and 0 failures' } })
  expect(second?.measures.quality).toMatchObject({ state: 'unknown', reason: 'nobody has voted' })
  expect(second?.measures.documentation).toMatchObject({ state: 'unknown', reason: 'nobody has rated it' })
})

test('a decision from rows to words: the quicker and dearer one is told with what speaks against it', () => {
  const settings = { ...firstSettings(), weights: { latency: 90, cost: 10 } }
  const { recommendation } = decideTrial(twoContenders(), settings).evaluation
  expect(plainText(recommendation.title)).toBe('Run Novita AI. Keep Segmind as the fallback.')
  expect(recommendation.reasons.map(({ parts }) => plainText(parts))[1]).toBe(
    'Its p95 while warm is 1.08 s −0.01 n 90, less than Segmind with 3.08 s −0.01 n 90.',
  )
  expect(recommendation.against.map(({ parts }) => plainText(parts))[0]).toMatch(
    /^It costs \$0\.0030 \+0\.0001 n 90 a usable picture at 50,000 a month, more than Segmind with \$0\.0024 ±/,
  )
})

test('a charge that nobody told makes a cost of what is left', () => {
  const trial = makeTrial([makeContender(0)], { repeats: 2 })
  const rows = makeRows('contender-0', latencies(1000).slice(0, 18), (index) =>
    index === 4 ? { chargeMicros: null } : {},
  )
  const [own] = analyseTrial(trial, rows).contenders
  expect(costAtVolume(makeContender(0), own as ContenderAnalysis, settingAt(1000))).toMatchObject({
    state: 'unknown',
    reason: 'what a picture costs is not known',
  })
})

test('pictures that are not usable, or not looked at, are paid for by nobody', () => {
  const host = makeContender(0, { kind: 'host', price: HOURLY_PRICE })
  const trial = makeTrial([host], { repeats: 4 })
  const rows = makeRows(
    'contender-0',
    latencies(3600)
      .slice(0, 36)
      .map(() => 3600),
    (index) => ({
      startedMs: index * 3600,
      flags: index < 9 ? ['black'] : [],
    }),
  )
  const [own] = analyseTrial(trial, rows).contenders as [ContenderAnalysis]
  expect(own.imagesPerHour).toBeCloseTo(1000, 6)
  // 27 of 36 are usable: 75,000 of 100,000 pictures a month. One machine all month is $941.70.
  const cost = costAtVolume(host, own, settingAt(100_000))
  expect(cost).toMatchObject({
    state: 'known',
    spread: 'sampling',
    count: 27,
    evidence: { text: '27 usable pictures and machines kept on all month' },
  })
  expect(cost.state === 'known' && cost.value).toBeCloseTo(941_700_000 / 75_000, 6)
  const open = { ...own, gates: { ...own.gates, open: 3 } }
  expect(costAtVolume(host, open, settingAt(100_000))).toMatchObject({
    state: 'unknown',
    reason: '3 pictures are not examined yet',
  })
  const none = { ...own, gates: { ...own.gates, usable: 0 } }
  expect(costAtVolume(host, none, settingAt(100_000))).toMatchObject({
    state: 'unknown',
    reason: 'it gave no usable picture',
  })
})

function coldStartOf(penaltyMs: Estimate, shares: [minutes: number, share: Estimate][]): ColdStartAnalysis {
  return {
    gaps: shares.map(([minutes, coldShare]) => ({ gapMs: minutes * 60_000, cold: 6, warm: 18, unknown: 0, coldShare })),
    penaltyMs,
    failed: 0,
    basis: { reported: 24, byRule: 0, unknown: 0 },
    rule: null,
  }
}

test('the wait for cold starts is of another pause than the user’s, or forgets how few pictures come after one', () => {
  const cold = coldStartOf(known(40_000, 36_000, 44_000), [
    [1, known(0, 0, 0.1)],
    [15, known(0.5, 0.3, 0.7)],
    [60, known(1, 0.86, 1)],
  ])
  // 40 s × ½ × one in ten.
  expect(coldStartWait(cold, { gapMinutes: 12, shareAfterGap: 0.1 }, null)).toMatchObject({
    value: expect.closeTo(2000, 6),
    low: expect.closeTo(36_000 * 0.3 * 0.1, 6),
    high: expect.closeTo(44_000 * 0.7 * 0.1, 6),
    count: 24,
    evidence: { text: '24 probes after 15 min of idling, for pauses of 12 min' },
  })
  expect(coldStartWait(cold, { gapMinutes: 12, shareAfterGap: 0 }, null)).toMatchObject({ value: 0, high: 0 })
})

test('without a probe, or without a cold one, the wait for cold starts is 0 for certain', () => {
  const traffic = { gapMinutes: 15, shareAfterGap: 0.5 }
  expect(coldStartWait(null, traffic, null)).toMatchObject({
    state: 'unknown',
    reason: 'the trial has no probes after idling',
  })
  const never = coldStartOf({ state: 'too-few', count: 0, neededCount: 6 }, [[15, known(0, 0, 0.14)]])
  expect(coldStartWait(never, traffic, 44_000)).toMatchObject({
    value: 0,
    low: 0,
    high: expect.closeTo(0.14 * 44_000 * 0.5, 6),
  })
  // Nobody started cold: up to 14 in 100 may, and nothing says what it would cost.
  expect(coldStartWait(never, traffic, null)).toMatchObject({
    state: 'unknown',
    reason: 'no probe started cold, so what a cold start costs is not known',
  })
  const once = coldStartOf({ state: 'too-few', count: 1, neededCount: 6 }, [[15, known(0.04, 0, 0.2)]])
  expect(coldStartWait(once, traffic, null)).toMatchObject({ state: 'unknown', reason: 'needs n 6, has n 1' })
})

test('what a description leaves out is held against a provider, or what it says is not used', () => {
  expect(levelsOf('fal').jobs).toMatchObject({ state: 'known', value: 4, evidence: { source: 'described' } })
  expect(levelsOf('novita').jobs).toMatchObject({ value: 3 })
  expect(levelsOf('comfy-cloud').jobs).toMatchObject({ value: 2 })
  expect(levelsOf('openai-images').jobs).toMatchObject({ value: 0 })
  expect(levelsOf('fal').comfyui).toMatchObject({ state: 'unknown', low: null })
  expect(levelsOf('comfy-cloud').comfyui).toMatchObject({ value: 3 })
  expect(levelsOf('comfyui').comfyui).toMatchObject({ value: 4 })
  expect(levelsOf('runflow').comfyui).toMatchObject({ state: 'unknown', low: 2, high: 4 })
  expect(levelsOf('comfyui').catalogue).toMatchObject({ value: 4 })
  expect(levelsOf('segmind').catalogue).toMatchObject({ state: 'unknown', high: 4 })
  expect(levelsOf('fal').operations).toMatchObject({ value: 4 })
  expect(levelsOf('modal', { price: { ...HOURLY_PRICE, unit: 'compute-second' } }).operations).toMatchObject({
    value: 2,
  })
  expect(levelsOf('comfyui').operations).toMatchObject({ state: 'unknown', low: 0, high: 1 })
})

test('a pipeline is as good as its best step', () => {
  const pipeline = makeContender(0, {
    providerId: 'fal',
    modelId: 'none',
    furtherSteps: [makeContender(1, { providerId: 'openai-images', modelId: 'none' })],
  })
  expect(describedLevels(pipeline, facts).jobs).toMatchObject({ state: 'known', value: 0 })
})

test('contenders that no vote connects are held against each other', () => {
  const pair = {
    first: 'contender-0',
    second: 'contender-1',
    firstIsBetter: 0.9,
    isSettled: false,
    votes: 40,
    moreVotes: 60,
  }
  const rating = {
    question: 'preferred',
    groups: [
      { contenders: [rated('contender-2')], pairs: [] },
      { contenders: [rated('contender-0'), rated('contender-1')], pairs: [pair] },
    ],
    voteCount: 40,
    promptCount: 9,
    reviewers: [{ reviewer: 'Ada', votes: 40 }],
  } as unknown as RatingAnalysis
  const contenders = [0, 1, 2].map((position) => makeContender(position))
  const trial = makeTrial(contenders)
  const rows = contenders.map(({ id }, position) => makeRow(id, position))
  const sources = { trial, analysis: analyseTrial(trial, rows), ratings: [rating], providers: facts }
  const evidence = gatherDecisionEvidence(sources, firstSettings())
  expect(evidence.contenders.map(({ measures }) => measures.quality.state)).toEqual(['known', 'known', 'unknown'])
  expect(evidence.contenders[0]?.measures.quality).toMatchObject({
    evidence: { source: 'votes', text: '40 votes of 1 reviewer on 9 prompts' },
  })
  expect(evidence.pairs).toEqual([pair])
})
