import { describe, expect, it } from 'vitest'
import { novita } from '#main/providers/novita/index.ts'
import { providers } from '#main/providers/registry.ts'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import { pricesInEffect } from '#main/workbench/price-book.ts'
import { PriceDraft } from '#shared/domain/own-price.ts'
import type { Price } from '#shared/domain/price.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

const draft = { label: 'Negotiated', models: ['sdxl'], unit: 'image' as const, amountUsd: '0.0021' }

/** Whether a price for November is offered on a day. */
function hasOwnPrice(day: string): boolean {
  const own: Price = { ...draft, id: 'own/1', source: null, retrievedOn: day, confidence: 'typed-in' }
  const price = { ...own, effectiveFrom: '2026-11-01', effectiveUntil: '2026-11-30' }
  const store = { prices: { list: () => [{ providerId: 'novita', price }] } }
  const ports = { clock: { now: () => new Date(day) } }
  return pricesInEffect(novita, { ports, store }).some(({ id }) => id === 'own/1')
}

describe('the price book', () => {
  it('holds what ships, and the user’s own prices beside it: dated, without a source, and under an id of their own', async () => {
    const { client } = await testWorkbench()
    const shipped = await client.price.list()
    expect(shipped.map(({ price }) => price.id)).toEqual(
      [...providers, ...rentalProviders].flatMap(({ descriptor }) => descriptor.prices.map(({ id }) => id)),
    )
    const saved = await client.price.save({ providerId: 'novita', draft })
    expect(saved).toMatchObject({ providerId: 'novita', own: true, price: { ...draft, source: null } })
    expect(saved.price.id).toMatch(/^own\/price-/)
    expect(await client.price.list()).toHaveLength(shipped.length + 1)
    expect((await client.price.list()).filter(({ own }) => own)).toEqual([saved])
  })

  it('replaces and removes a price of the user’s own, and none that ships', async () => {
    const { client } = await testWorkbench()
    const { price } = await client.price.save({ providerId: 'novita', draft })
    const cheaper = { ...draft, amountUsd: '0.0018' }
    const again = await client.price.save({ priceId: price.id, providerId: 'novita', draft: cheaper })
    expect(again.price).toMatchObject({ id: price.id, amountUsd: '0.0018' })
    await client.price.remove({ priceId: price.id })
    await expect(client.price.remove({ priceId: price.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const shipped = { priceId: 'novita/flux-1-schnell', providerId: 'novita', draft }
    await expect(client.price.save(shipped)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(client.price.save({ providerId: 'nobody', draft })).rejects.toMatchObject({ code: 'UNKNOWN_PROVIDER' })
  })

  it('lets a plan name a price of the user’s own, and estimates with it', async () => {
    const { client } = await testWorkbench()
    const { price } = await client.price.save({ providerId: 'novita', draft })
    const estimate = await client.plan.estimate({
      name: 'Own price',
      prompts: [{ text: 'a fox' }],
      contenders: [{ id: 'sdxl', provider: 'novita', model: 'sdxl', account: 'practice', priceId: price.id }],
    })
    expect(estimate).toMatchObject({ problems: [], perContender: [{ perImageMicros: 2100 }] })
  })

  it('offers a plan no price before its first day or after its last', () => {
    expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map(hasOwnPrice)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
})

describe('a price that the user types in', () => {
  it.each([
    [
      'tiers that do not ascend',
      {
        tiers: [
          { fromUnits: 10, amountUsd: '1' },
          { fromUnits: 10, amountUsd: '0.5' },
        ],
      },
    ],
    ['a last day before the first', { effectiveFrom: '2026-11-02', effectiveUntil: '2026-11-01' }],
    [
      'a time zone that there is not',
      { peakHours: { timeZone: 'Mars/Olympus', fromHour: 8, untilHour: 20, amountUsd: '1' } },
    ],
    ['an amount that is no decimal', { amountUsd: '1,5' }],
    ['no name', { label: ' ' }],
  ])('is refused with %s', (_, changes) => {
    expect(PriceDraft.safeParse({ ...draft, ...changes }).success).toBe(false)
  })
})

describe('claims', () => {
  it('are dated and about providers that exist, and none of them is in the price book', async () => {
    const { client } = await testWorkbench()
    const files = await client.claim.list()
    const claims = files.flatMap((file) => file.claims)
    const known = [...providers, ...rentalProviders].map(({ descriptor }) => descriptor.id)
    expect(claims.flatMap((claim) => claim.providers).filter((id) => !known.includes(id))).toEqual([])
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length)
    const booked = (await client.price.list()).map(({ price }) => price.id)
    expect(claims.filter(({ id }) => booked.includes(id))).toEqual([])
  })
})
