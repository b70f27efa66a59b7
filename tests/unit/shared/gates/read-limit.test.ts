import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GateName } from '#shared/domain/trial-gate.ts'
import { limitText } from '#shared/gates/gate-text.ts'
import { readLimit } from '#shared/gates/read-limit.ts'

test.each([
  ['max-p95', '8s', 8000],
  ['max-p95', '8 s', 8000],
  ['max-p50', '800ms', 800],
  ['max-p95', '1.1s', 1100],
  ['max-cold-start-penalty', '2min', 120_000],
  ['max-cost-per-image', '0.01', 10_000],
  ['max-cost-per-image', '$0.0031', 3100],
  ['max-cost-per-usable', '$ 0.000001', 1],
  ['min-success', '99%', 0.99],
  ['min-success', '99.9 %', 0.999],
  ['min-usable', '0.99', 0.99],
  ['min-usable', '1', 1],
] as const)('%s %s is read as another limit', (gate, text, limit) => {
  expect(readLimit(gate, text)).toBe(limit)
})

test.each<[GateName, string, string]>([
  ['max-p95', '8', 'a time without its unit'],
  ['max-p95', '-8s', 'a negative time'],
  ['max-p95', '8h', 'a unit nobody waits'],
  ['max-p95', '1e3ms', 'an exponent'],
  ['max-cost-per-image', '€0.01', 'another currency'],
  ['max-cost-per-image', '1 cent', 'another unit of money'],
  ['max-cost-per-image', '0.0000001', 'less than a millionth'],
  ['max-cost-per-image', '1%', 'a share'],
  ['min-success', '99', 'percent without their sign'],
  ['min-success', '101%', 'more than all'],
  ['min-success', '', 'nothing'],
])('%s %s, %s, is guessed at', (gate, text) => {
  expect(readLimit(gate, text)).toBeNull()
})

test('a limit that is written and read again is another one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (steps) => {
      for (const [gate, limit] of [
        ['max-p95', steps],
        ['max-cost-per-image', steps],
        ['min-success', steps / 100_000],
      ] as const) {
        expect(readLimit(gate, limitText({ gate, limit }))).toBe(limit)
      }
    }),
  )
})
