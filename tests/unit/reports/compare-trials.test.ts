import { expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { compareTrials, type MeasuredTrial } from '#main/reports/comparison/compare-trials.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { ComparedName, TrialComparison } from '#shared/domain/trial-comparison.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { createRandom } from '#shared/stats/random.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

const PROMPTS = 20
const REPEATS = 5

interface World {
  id?: string
  latencyFactor?: number
  chargeMicros?: number | null
  failEvery?: number
  contenders?: Contender[]
  change?: (trial: Trial) => Trial
}

/** A hundred samples of a contender that takes between 2 and 2.4 s, a prompt twice as long as another. */
function measured(
  run: number,
  { id = `trial-${run}`, latencyFactor = 1, chargeMicros = 3000, failEvery, contenders, change }: World = {},
): MeasuredTrial {
  const made = makeTrial(contenders ?? [makeContender(0)], { prompts: PROMPTS, repeats: REPEATS })
  const trial = { ...made, id }
  const random = createRandom(run)
  const rows = trial.plan.contenders.flatMap((contender) =>
    Array.from({ length: PROMPTS * REPEATS }, (_, position): SampleRow => {
      const caseIndex = position % PROMPTS
      const failed = failEvery !== undefined && position % failEvery === 0
      return makeRow(contender.id, position, {
        caseIndex,
        startedMs: position * 5000,
        latencyMs: (2000 + 400 * random.next()) * (1 + caseIndex / PROMPTS) * latencyFactor,
        chargeMicros,
        ...(failed && { outcome: 'failed', failureClass: 'server', image: null, examined: null }),
      })
    }),
  )
  return { trial: change === undefined ? trial : change(trial), rows, sittings: [], bundle: null }
}

function verdicts({ contenders: [contender] }: TrialComparison): Partial<Record<ComparedName, string>> {
  return Object.fromEntries(contender?.figures.map(({ name, verdict }) => [name, verdict]) ?? [])
}

test('two runs of the same thing are told apart, or not called like for like', () => {
  const compared = compareTrials(measured(1), measured(2))
  expect(verdicts(compared)).toEqual({
    median: 'cannot-tell',
    p95: 'cannot-tell',
    'cost-per-image': 'same',
    'cost-per-usable': 'same',
    success: 'cannot-tell',
    usable: 'cannot-tell',
    'cold-start': 'cannot-tell',
    throughput: 'cannot-tell',
  })
  expect(compared).toMatchObject({
    conditions: [],
    prompts: { shared: PROMPTS, onlyFirst: 0, onlySecond: 0 },
    onlyFirst: [],
    onlySecond: [],
  })
  expect(compared.contenders[0]?.moved).toEqual([])
  expect(compared.contenders[0]?.unmoved).toEqual([
    'Novita AI: the same in both: cost per image and cost per usable image.',
    'Novita AI: can’t be told apart by median latency, p95 latency, success rate, usable share and images an hour.',
    'Novita AI: not known in both: cold-start penalty.',
  ])
})

test('what became slower, dearer and less reliable is not told, or told the other way round', () => {
  const [before, after] = [measured(1), measured(2, { latencyFactor: 2, chargeMicros: 4000, failEvery: 4 })]
  const compared = compareTrials(before, after)
  expect(verdicts(compared)).toMatchObject({
    median: 'higher',
    p95: 'higher',
    'cost-per-image': 'higher',
    success: 'lower',
    throughput: 'lower',
  })
  expect(verdicts(compareTrials(after, before))).toMatchObject({
    median: 'lower',
    'cost-per-image': 'lower',
    success: 'higher',
    throughput: 'higher',
  })
  expect(compared.contenders[0]?.moved[0]).toMatch(
    /^Novita AI: median latency \d\.\d\d s after \d\.\d\d s: \d\.\d\d s longer \(95 % interval \d\.\d\d s to \d\.\d\d s\)\.$/,
  )
  expect(compared.contenders[0]?.moved[4]).toMatch(
    /^Novita AI: success rate 75\.0 % after 100\.0 %: 25\.0 points lower \(95 % interval 1\d\.\d points to 3\d\.\d points\)\.$/,
  )
})

test('a figure differs from that of the trial’s own page', () => {
  const [first, second] = [measured(1), measured(2, { failEvery: 7 })]
  const figures = compareTrials(first, second).contenders[0]?.figures ?? []
  const [own] = analyseTrial(second.trial, second.rows).contenders
  expect(Object.fromEntries(figures.map((figure) => [figure.name, figure.second]))).toMatchObject({
    median: own?.latency.p50,
    p95: own?.latency.p95,
    'cost-per-image': own?.costPerImageMicros,
    'cost-per-usable': own?.gates.costPerUsableMicros,
    success: own?.successRate,
    usable: own?.costMeasures.usableShare,
    throughput: own?.costMeasures.imagesPerHour,
  })
})

test('prompts are paired by their place in the plan and not by what they say', () => {
  const reversed = measured(2, {
    change: (trial) => ({
      ...trial,
      plan: {
        ...trial.plan,
        cases: trial.plan.cases.map((one) => ({ ...one, prompt: `A picture of thing ${PROMPTS - 1 - one.index}` })),
      },
    }),
  })
  const straight = {
    ...reversed,
    rows: reversed.rows.map((row) => ({ ...row, caseIndex: PROMPTS - 1 - row.caseIndex })),
  }
  const inOrder = measured(2)
  const widthOf = (second: MeasuredTrial): number => {
    const difference = compareTrials(measured(1), second).contenders[0]?.figures[0]?.difference
    return difference?.state === 'known' ? difference.high - difference.low : Number.NaN
  }
  expect(widthOf(straight)).toBe(widthOf(inOrder))
  expect(widthOf(reversed)).toBeGreaterThan(widthOf(inOrder))
})

test('a charge that nobody reported is compared as if it were nothing', () => {
  const compared = compareTrials(measured(1), measured(2, { chargeMicros: null }))
  expect(verdicts(compared)).toMatchObject({ 'cost-per-image': 'cannot-tell', 'cost-per-usable': 'cannot-tell' })
  expect(compared.contenders[0]?.figures[2]).toMatchObject({
    second: { state: 'unknown' },
    difference: { state: 'unknown' },
  })
})

test('conditions that differ are not named, or contenders that only one trial has are lost', () => {
  const first = measured(1, {
    contenders: [makeContender(0), makeContender(1, { modelId: 'sdxl', modelName: 'SDXL' })],
  })
  const second = measured(2, {
    contenders: [
      makeContender(0, {
        concurrency: 4,
        parameters: { width: 1024, height: 1024, steps: 8 },
        price: { ...(makeContender(0).price as NonNullable<Contender['price']>), amountUsd: '0.004' },
      }),
    ],
    change: (trial) => ({
      ...trial,
      status: 'cancelled',
      practice: false,
      plan: {
        ...trial.plan,
        warmUp: 2,
        timeoutMs: 30_000,
        load: { kind: 'open', perMinute: 30, arrivals: 'poisson', mostInFlight: 64 },
        cases: trial.plan.cases.map((one) => (one.index === 0 ? { ...one, prompt: 'Another thing' } : one)),
      },
      environment: { ...trial.environment, network: ['wireless'], cores: 8 },
    }),
  })
  const { conditions, contenders, onlyFirst, onlySecond } = compareTrials(first, second)
  expect(conditions).toEqual([
    'The first is practice, its contenders simulated: nothing in it is a provider’s.',
    'The second is cancelled: its numbers are of what has ended.',
    'Only 19 prompts are the same: 1 of the first alone, 1 of the second alone.',
    'Load: closed loop in the first, open loop, Poisson, 30 a minute in the second.',
    'Warm-ups of each contender: 0 in the first, 2 in the second.',
    'Time limit of an attempt: 60.00 s in the first, 30.00 s in the second.',
    'Novita AI: settings: height 1024, width 1024 in the first, height 1024, steps 8, width 1024 in the second.',
    'Novita AI: in flight: 1 in the first, 4 in the second.',
    'Novita AI: price: $0.003 a picture in the first, $0.004 a picture in the second.',
    'Machine: Linux 6.1, AMD EPYC, 2 cores, 7.5 GiB of memory in the first, Linux 6.1, AMD EPYC, 8 cores, 7.5 GiB of memory in the second.',
    'Network: Wired in the first, Wireless in the second.',
  ])
  expect(contenders.map(({ matchedBy }) => matchedBy)).toEqual(['id'])
  expect(onlyFirst.map(({ modelName }) => modelName)).toEqual(['SDXL'])
  expect(onlySecond).toEqual([])
})
