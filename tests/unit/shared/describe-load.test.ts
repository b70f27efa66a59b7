import { expect, test } from 'vitest'
import { describeDesign } from '#shared/domain/describe-design.ts'
import { describeLoad } from '#shared/domain/describe-load.ts'
import { exampleTrial } from '#tests/support/example-trial.ts'

const { plan } = exampleTrial({ contenders: ['a', 'b'], cases: 3, repeats: 3 })
const open = { kind: 'open', arrivals: 'poisson', perMinute: 30, mostInFlight: 256 } as const

test('a latency stands without the loop that it was measured in', () => {
  expect(describeLoad(plan)).toBe('closed loop, 1 in flight')
  const contenders = [{ concurrency: 3 }, { concurrency: 1 }]
  expect(describeLoad({ load: { kind: 'closed' }, contenders })).toBe('closed loop, 1 to 3 in flight')
  expect(describeLoad({ load: { kind: 'sweep', concurrencies: [1, 2, 4, 8] }, contenders })).toBe('sweep 1/2/4/8')
  expect(describeLoad({ load: open, contenders })).toBe('open loop, Poisson, 30 a minute')
  const ramp = { kind: 'ramp', arrivals: 'constant', fromPerMinute: 10, toPerMinute: 60, mostInFlight: 9 } as const
  expect(describeLoad({ load: ramp, contenders })).toBe('ramp, evenly spaced, 10 to 60 a minute')
})

test('the report keeps silent about how the samples were arranged', () => {
  expect(describeDesign(plan)).toEqual(['Closed loop, 1 in flight.'])
  const arranged = describeDesign({
    ...plan,
    warmUp: 2,
    blocks: { count: 3, everyMinutes: 240 },
    seedChecks: { pairs: 5, contenderIds: ['a'] },
    coldProbes: { gapsMinutes: [1, 60], probes: 4 },
    stop: { errorShare: 0.5, errorWindow: 20, whenSaturated: false, afterMinutes: 90 },
  })
  expect(arranged.join(' ')).toBe(
    'Closed loop, 1 in flight. 2 warm-ups of each contender first, kept and left out of every number but the money. Repeats shared out to 3 blocks, one every 4 h. After the last picture 5 seed checks of each contender that takes a seed: a picture asked for once more, kept and left out of every number but the money. At the end 4 probes of each contender after each idle gap of 1 min, 1 h. A contender was to stop when more than 50 % of its last 20 samples failed, or when 1 h 30 min were over.',
  )
})
