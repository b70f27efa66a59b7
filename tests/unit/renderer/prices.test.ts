import { expect, test } from 'vitest'
import { describePriceRules, groupPrices } from '#renderer/features/prices/describe-price-rules.ts'
import { draftOfPrice, NEW_PRICE, priceFromDraft } from '#renderer/features/prices/price-draft.ts'
import { PriceDraft } from '#shared/domain/own-price.ts'
import type { Price } from '#shared/domain/price.ts'
import { provider } from './sample-provider.ts'

const price: Price = {
  id: 'own/1',
  label: 'Contract of 2026',
  models: ['a', 'b'],
  unit: 'image',
  amountUsd: '0.0025',
  minimumIncrement: 1,
  tiers: [{ fromUnits: 100_000, amountUsd: '0.0015' }],
  peakHours: { timeZone: 'UTC', fromHour: 8, untilHour: 18, amountUsd: '0.003' },
  effectiveFrom: '2026-01-01',
  note: 'by mail',
  source: null,
  retrievedOn: '2026-11-22',
  confidence: 'typed-in',
}

test('a price loses a tier, its hours or a digit on its way through the form', () => {
  const { id: _id, source: _source, retrievedOn: _retrievedOn, confidence: _confidence, ...draft } = price
  expect(priceFromDraft(draftOfPrice(price), price).price).toEqual(draft)
  expect(PriceDraft.safeParse(draft).success).toBe(true)
})
test('a price that is not typed yet counts as nothing', () => {
  expect(priceFromDraft(NEW_PRICE, null).problems.map(({ path }) => path)).toEqual(['draft.label', 'draft.amountUsd'])
  const odd = { ...NEW_PRICE, label: 'x', amountUsd: '-1', minimumIncrement: '0', effectiveFrom: 'May' }
  expect(priceFromDraft(odd, null).problems.map(({ path }) => path)).toEqual([
    'draft.amountUsd',
    'draft.minimumIncrement',
    'draft.effectiveFrom',
  ])
})
test('what else decides an amount is left out of the table', () => {
  expect(describePriceRules(price)).toEqual([
    'in whole multiples of 1 pictures',
    '$0.0015 from 100,000 pictures a month on',
    '$0.003 from 8:00 to 18:00, UTC',
    'from 2026-01-01',
  ])
})
test('a claim is listed among prices', () => {
  const claim = {
    id: 'x',
    providers: ['novita'],
    topic: 'price' as const,
    text: 'From $0.001',
    amount: { unit: 'image' as const, amountUsd: '0.001' },
    contradiction: null,
  }
  const [chapter] = groupPrices([{ providerId: 'novita', own: true, price }], [provider('novita')], [claim])
  expect(chapter?.prices.map((booked) => booked.price.id)).toEqual(['own/1'])
  expect(chapter?.claims.map(({ amountWords }) => amountWords)).toEqual(['$0.001 a picture'])
})
