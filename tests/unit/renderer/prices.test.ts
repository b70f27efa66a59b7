import { expect, test } from 'vitest'
import { describePriceRules, groupPrices, listClaims } from '#renderer/features/prices/describe-price-rules.ts'
import { draftOfPrice, NEW_PRICE, newPeak, priceFromDraft } from '#renderer/features/prices/price-draft.ts'
import { ClaimFile } from '#shared/domain/claim.ts'
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
  expect(priceFromDraft(draftOfPrice(price)).price).toEqual(draft)
  expect(PriceDraft.safeParse(draft).success).toBe(true)
})
test('a price that is not typed yet counts as nothing', () => {
  expect(priceFromDraft(NEW_PRICE).problems.map(({ path }) => path)).toEqual(['draft.label', 'draft.amountUsd'])
  const odd = { ...NEW_PRICE, label: 'x', amountUsd: '-1', minimumIncrement: '0', effectiveFrom: 'May' }
  expect(priceFromDraft(odd).problems.map(({ path }) => path)).toEqual([
    'draft.amountUsd',
    'draft.minimumIncrement',
    'draft.effectiveFrom',
  ])
})
test('peak hours can’t be typed, or are kept without their amount or zone', () => {
  const named = { ...NEW_PRICE, label: 'x', amountUsd: '0.01' }
  const peak = { ...newPeak(), amountUsd: '0.02' }
  const { price: read } = priceFromDraft({ ...named, peakHours: peak })
  expect(read?.peakHours).toEqual({ fromHour: 8, untilHour: 20, timeZone: peak.timeZone, amountUsd: '0.02' })
  expect(PriceDraft.safeParse(read).success).toBe(true)
  expect(priceFromDraft({ ...named, peakHours: { ...newPeak(), timeZone: 'Mars/Olympus' } }).problems).toEqual([
    { path: 'draft.peakHours.timeZone', message: expect.any(String) },
    { path: 'draft.peakHours.amountUsd', message: expect.any(String) },
  ])
  expect(priceFromDraft({ ...draftOfPrice(price), peakHours: null }).price).not.toHaveProperty('peakHours')
})
test('what else decides an amount is left out of the table', () => {
  expect(describePriceRules(price)).toEqual([
    'in whole multiples of 1 pictures',
    '$0.0015 from 100,000 pictures a month on',
    '$0.003 from 8:00 to 18:00, UTC',
    'from 2026-01-01',
  ])
})
const file = (url: string | null): ClaimFile => ({
  source: 'A comparison',
  url,
  retrievedOn: '2026-11-22',
  claims: [
    {
      id: 'x',
      providers: ['novita'],
      topic: 'price',
      text: 'From $0.001',
      amount: { unit: 'image', amountUsd: '0.001' },
    },
  ],
})
test('a claim is listed among prices, or loses where it was read', () => {
  const claims = listClaims([file('https://example.org/a'), file(null)], [])
  const [chapter] = groupPrices([{ providerId: 'novita', own: true, price }], [provider('novita')], claims)
  expect(chapter?.prices.map((booked) => booked.price.id)).toEqual(['own/1'])
  expect(chapter?.claims.map(({ amountWords, url, retrievedOn }) => [amountWords, url, retrievedOn])).toEqual([
    ['$0.001 a picture', 'https://example.org/a', '2026-11-22'],
    ['$0.001 a picture', null, '2026-11-22'],
  ])
})
test('a claim’s address runs a script when it is followed', () => {
  expect(ClaimFile.safeParse(file('https://example.org/a')).success).toBe(true)
  expect(ClaimFile.safeParse(file('javascript:alert(1)')).success).toBe(false)
})
