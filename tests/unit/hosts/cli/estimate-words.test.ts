import { expect, test } from 'vitest'
import { estimateWords } from '#main/hosts/cli/estimate-words.ts'
import type { PlanEstimate } from '#shared/contract/plan.ts'
import { Plan } from '#shared/domain/plan.ts'

const plan = Plan.parse({
  name: 'Steps',
  prompts: [{ text: 'a fox' }],
  contenders: [
    { id: 'a', name: 'Ours', provider: 'modal', model: 'flux-1-schnell', account: 'practice' },
    { id: 'b', provider: 'together', model: 'black-forest-labs/FLUX.1-schnell', account: 'practice' },
  ],
})

const estimate: PlanEstimate = {
  samples: 1202,
  load: 'closed, 1 in flight',
  byRole: [
    { role: 'measure', samples: 1200, lowMicros: 1_200_000, highMicros: 2_400_000 },
    { role: 'warm-up', samples: 2, lowMicros: 2000, highMicros: 4000 },
  ],
  cost: { lowMicros: 1_202_000, highMicros: 2_404_000 },
  askedContenders: ['a', 'b'],
  unknownPriceContenders: ['b'],
  added: null,
  perContender: [
    { contenderId: 'a', perImageMicros: 1500, basis: 'metered, from 40 earlier pictures', steps: [] },
    { contenderId: 'b', perImageMicros: null, basis: 'no price is listed', steps: [] },
  ],
  duration: { lowMs: 26_000, highMs: 42_000, idleMs: 600_000, basis: 'quartiles of earlier trials' },
  samplesPerContender: 600,
  percentiles: [{ percentile: 0.5, shown: true, neededCount: 6 }],
  advice: null,
  notes: [
    { contenderId: 'a', text: 'guidance 3 is not sent: it takes none' },
    { contenderId: null, text: 'no prompt holds {{style}}' },
  ],
  problems: [],
}

test('someone who checks a plan at a terminal is answered in JSON, or not told what is unknown', () => {
  expect(estimateWords(plan, estimate).replace(/ +$/gm, '')).toBe(
    `
Steps: 1,202 samples (pictures 1,200, warm-ups 2). Load: closed, 1 in flight.

It will cost    $1.2020 to $2.4040, without b: what a picture costs there is known after the first
It will take    26–42 s and 10 min of idle gaps after it, quartiles of earlier trials
It will show    Median: yes, n 600

contender  a picture  how it is known
Ours         $0.0015  metered, from 40 earlier pictures
b          not known  no price is listed

Ours: guidance 3 is not sent: it takes none
no prompt holds {{style}}`.trimStart(),
  )
})

test('a plan without any price is told to cost nothing', () => {
  const unpriced = { ...estimate, cost: { lowMicros: 0, highMicros: 0 }, unknownPriceContenders: ['a', 'b'] }
  const words = estimateWords(plan, { ...unpriced, duration: null })
  expect(words).toContain('It will cost    not known')
  expect(words).toContain('It will take    not known')
  expect(words).not.toContain('$0.0000')
})

test('an extension is told to cost and take what the whole plan does', () => {
  const added = {
    samples: 205,
    byRole: [
      { role: 'measure' as const, samples: 200, lowMicros: 200_000, highMicros: 200_000 },
      { role: 'seed-check' as const, samples: 5, lowMicros: 5000, highMicros: 5000 },
    ],
    cost: { lowMicros: 205_000, highMicros: 205_000 },
    askedContenders: ['a'],
    unknownPriceContenders: [],
    duration: { lowMs: 4000, highMs: 7000, idleMs: 0, basis: 'quartiles of earlier trials' },
  }
  const words = estimateWords(plan, { ...estimate, added })
  expect(words).toContain(
    'Steps: 205 samples (pictures 200, seed checks 5) to add, 1,202 samples (pictures 1,200, warm-ups 2) in all.',
  )
  expect(words).toContain('It will cost    $0.2050\n  in all        $1.2020 to $2.4040, without b')
  expect(words).toContain('It will take    4–7 s, quartiles of earlier trials\n  in all        26–42 s and 10 min')
})
