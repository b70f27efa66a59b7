import { expect, test } from 'vitest'
import { machinePrice } from '#shared/economics/machine-price.ts'
import { DOLLAR, makePrice } from './make-basis.ts'

test.each([
  { unit: 'compute-second', amountUsd: '0.000694', hourly: 2.4984, idleIsBilled: false },
  { unit: 'instance-hour', amountUsd: '1.29', hourly: 1.29, idleIsBilled: true },
] as const)(
  '$amountUsd a $unit is an hour of another price, or idles otherwise',
  ({ unit, amountUsd, ...expected }) => {
    const read = machinePrice(makePrice(unit, amountUsd))
    expect((read?.hourlyMicros ?? 0) / DOLLAR).toBeCloseTo(expected.hourly, 9)
    expect(read?.idleIsBilled).toBe(expected.idleIsBilled)
  },
)

test('a price a picture is taken for machine time', () => {
  expect(machinePrice(makePrice('image', '0.003'))).toBeNull()
  expect(machinePrice(makePrice('megapixel-step', '0.0001'))).toBeNull()
})
