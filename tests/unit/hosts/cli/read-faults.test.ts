import { expect, test } from 'vitest'
import { readFaults } from '#main/hosts/cli/read-faults.ts'
import { RENTAL_FAULTS } from '#main/simulators/rentals/rental-profile.ts'

const SERVED = ['novita', 'lambda', 'vast']

test('a fault strikes another provider, or more often than was said', () => {
  expect(readFaults(['lambda=no-capacity', 'vast=end-fails:3', 'vast=end-fails'], SERVED)).toEqual({
    lambda: { 'no-capacity': 1 },
    vast: { 'end-fails': 4 },
  })
  expect(readFaults([], SERVED)).toEqual({})
})

test('a misspelt fault is ignored, or those there are stay a secret', () => {
  for (const name of Object.keys(RENTAL_FAULTS)) {
    expect(() => readFaults(['lambda=no-capasity'], SERVED)).toThrow(name)
  }
  // What every object inherits is no fault.
  expect(() => readFaults(['lambda=constructor'], SERVED)).toThrow('There is no fault "constructor"')
})

test.each([
  ['novita=no-capacity', /Those that have are lambda, runpod-pods, vast/],
  ['runpod-pods=vanish', /is not served: add runpod-pods to --provider/],
  ['lambda', /takes provider=fault or provider=fault:times/],
  ['lambda=vanish:often', /takes provider=fault or provider=fault:times/],
  ['lambda=vanish:0', /strikes 1 to 1000 times, not 0/],
  ['lambda=vanish:1001', /strikes 1 to 1000 times, not 1001/],
])('%s switches on nothing, and says nothing', (word, message) => {
  expect(() => readFaults([word], SERVED)).toThrow(
    expect.objectContaining({ code: 'BAD_USAGE', message: expect.stringMatching(message) }),
  )
})
