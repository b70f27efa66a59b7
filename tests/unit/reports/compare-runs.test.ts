import { expect, test } from 'vitest'
import { compareRuns } from '#main/reports/compare-runs.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { createRandom } from '#shared/stats/random.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

const PROMPTS = 20
const TRIAL = makeTrial([makeContender(0), makeContender(1)], { prompts: PROMPTS, repeats: 2 })

interface World {
  latencyFactor: number
  chargeMicros: number
  /** Another number is another model. */
  model: number
  honoursSeeds: boolean
}
const BEFORE: World = { latencyFactor: 1, chargeMicros: 3000, model: 1, honoursSeeds: true }

/** Two samples of each prompt with one seed, from a contender that takes between 2 and 2.4 s. */
function rowsOf(world: World, run: number): SampleRow[] {
  const random = createRandom(run)
  return Array.from({ length: 2 * PROMPTS }, (_, position) => {
    const caseIndex = position % PROMPTS
    const drawn = world.honoursSeeds ? `${world.model}${caseIndex}` : `${run}${position}9`
    const sha256 = drawn.padStart(64, '0')
    return makeRow('contender-0', position, {
      caseIndex,
      seed: 100 + caseIndex,
      latencyMs: (2000 + 400 * random.next()) * world.latencyFactor,
      chargeMicros: world.chargeMicros,
      image: { sha256, format: 'jpeg', width: 1024, height: 1024, sizeBytes: 1 },
      perceptualHash: looksOf(sha256),
    })
  })
}

/** As far apart as two numbers can be in their bits. */
function looksOf(sha256: string): string {
  const bits = BigInt(sha256) * 0x9e3779b97f4a7c15n
  return BigInt.asUintN(64, bits).toString(16).padStart(16, '0')
}

function compare(now: Partial<World>, before: Partial<World> = {}) {
  const first = { trial: TRIAL, rows: rowsOf({ ...BEFORE, ...before }, 1) }
  const again = { trial: TRIAL, rows: rowsOf({ ...BEFORE, ...before, ...now }, 2) }
  const [contender] = compareRuns(first, again)
  return contender
}

test('a contender that is as it was is said to have changed', () => {
  expect(compare({})).toMatchObject({
    latency: { verdict: 'unchanged' },
    price: { verdict: 'unchanged', baselineMicros: 3000, repeatMicros: 3000 },
    output: { verdict: 'unchanged', across: { alike: PROMPTS, count: PROMPTS } },
    changes: [],
  })
})

test('a slower, dearer or other model goes unnoticed', () => {
  expect(compare({ latencyFactor: 1.6 })?.changes).toEqual([
    expect.stringMatching(
      /^Novita AI takes 1\.\d\d times as long as in the first run \(1\.\d\d–1\.\d\d, 20 prompts\)\.$/,
    ),
  ])
  expect(compare({ chargeMicros: 3100 })?.changes).toEqual([
    'A picture of Novita AI costs $0.0031; in the first run it was $0.0030.',
  ])
  expect(compare({ model: 2 })?.changes).toEqual([
    'Novita AI draws other pictures from the same seeds: 0 of 20 are like those of the first run, where 20 of 20 were like ' +
      'each other. The model was changed.',
  ])
})

test('a contender that ignores seeds is said to have another model', () => {
  expect(compare({ model: 2 }, { honoursSeeds: false })).toMatchObject({
    output: { verdict: 'cannot-tell' },
    changes: [],
  })
})

test('a contender that the first run did not have, or that gave nothing, breaks the comparison', () => {
  const first = { trial: TRIAL, rows: rowsOf(BEFORE, 1) }
  const contenders = compareRuns(first, { trial: TRIAL, rows: [] })
  expect(contenders).toHaveLength(2)
  expect(contenders[0]).toMatchObject({
    latency: { verdict: 'cannot-tell' },
    median: { state: 'too-few' },
    changes: [],
  })
  const alone = makeTrial([makeContender(1)])
  expect(compareRuns({ trial: alone, rows: [] }, first).map(({ contenderId }) => contenderId)).toEqual(['contender-1'])
})
