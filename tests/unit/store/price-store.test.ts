import { describe, expect, it } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import type { Price } from '#shared/domain/price.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const price: Price = {
  id: 'own/price-1',
  label: 'Negotiated',
  models: ['sdxl'],
  unit: 'image',
  amountUsd: '0.0021',
  tiers: [{ fromUnits: 10_000, amountUsd: '0.0018' }],
  source: null,
  retrievedOn: '2026-11-22',
  confidence: 'typed-in',
}

describe('prices of the user’s own', () => {
  it('come back as they were put, also after the folder was closed, and are replaced under the same id', async () => {
    const options = { directory: await temporaryDirectory(), clock: { now: () => new Date('2026-11-22T00:00:00Z') } }
    const first = openStore(options)
    first.prices.put({ providerId: 'novita', price })
    first.prices.put({ providerId: 'novita', price: { ...price, id: 'own/price-2' } })
    first.prices.put({ providerId: 'novita', price: { ...price, amountUsd: '0.0019' } })
    first.close()
    const second = openStore(options)
    expect(second.prices.list()).toEqual([
      { providerId: 'novita', price: { ...price, amountUsd: '0.0019' } },
      { providerId: 'novita', price: { ...price, id: 'own/price-2' } },
    ])
    expect([second.prices.remove('own/price-1'), second.prices.remove('own/price-1')]).toEqual([true, false])
    expect(second.prices.list()).toHaveLength(1)
    second.close()
  })
})
