import { expect, test } from 'vitest'
import {
  canTakePart,
  copyContender,
  describePrice,
  listCandidates,
  listMissing,
  mergeCandidates,
} from '#renderer/features/trial-design/list-candidates.ts'
import { Plan } from '#shared/domain/plan.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'

function provider(id: string, changes: Partial<ProviderSummary>): ProviderSummary {
  return {
    id,
    name: id,
    kind: 'managed',
    website: 'https://example.com',
    documentation: 'https://example.com',
    defaultBaseUrl: 'https://api.example.com',
    credentials: [
      { name: 'apiKey', label: 'API key', secret: true, required: true, environmentVariable: 'ASSAY_X_API_KEY' },
    ],
    models: [
      {
        id: 'Model/One v1.0',
        name: 'One',
        family: 'one',
        task: 'generate',
        workflow: null,
        execution: 'synchronous',
        parameters: [],
        pollIntervalMs: null,
        maximumConcurrency: 1,
        defaultPriceId: null,
        cautions: [],
      },
    ],
    prices: [],
    otherModels: null,
    webhooks: { offered: false, signing: null },
    cancellation: { offered: 'none', note: null },
    account: { check: false, balance: false, models: false },
    sources: [],
    simulator: true,
    ready: false,
    ...changes,
  }
}

const practice = Plan.parse({
  name: 'Practice',
  contenders: [{ id: 'novita', provider: 'novita', model: 'flux', account: 'practice' }],
  prompts: [{ text: 'a vase' }],
})
const keyless = provider('novita', {})
const ready = provider('segmind', { ready: true })
const ownServer = provider('a1111', { kind: 'host', defaultBaseUrl: null, credentials: [] })

test('a provider whose key is missing is not offered, and says which variable to set', () => {
  const offered = listCandidates([keyless, ready], practice)
  expect(offered.map(({ provider, account }) => `${provider} ${account}`)).toEqual([
    'novita practice',
    'segmind environment',
  ])
  expect(listMissing([keyless, ready]).map(({ missing }) => missing[0]?.environmentVariable)).toEqual([
    'ASSAY_X_API_KEY',
  ])
})
test('a server of one’s own needs no key to be offered, only an address', () => {
  expect(canTakePart(ownServer)).toBe(true)
  expect(listMissing([ownServer])).toEqual([])
})
test('an id made from a model’s name is safe in a file name', () => {
  expect(listCandidates([ready], practice)[1]?.id).toBe('segmind-model-one-v1.0')
})
test('a draft keeps its own contenders and does not gain chosen ones by itself', () => {
  const candidates = listCandidates([ready], practice)
  const merged = mergeCandidates(
    candidates.slice(1).map((one) => ({ ...one, included: true })),
    candidates,
  )
  expect(merged.map(({ id, included }) => [id, included])).toEqual([
    ['segmind-model-one-v1.0', true],
    ['novita', false],
  ])
})
test('a copy does not take an id that is there', () => {
  const [first] = listCandidates([], practice)
  if (first === undefined) throw new Error('one candidate expected')
  const copy = copyContender(first, [first])
  expect(copyContender(first, [first, copy]).id).toBe('novita-3')
})
test('a price that is not known is not written as an amount', () => {
  expect(describePrice(null)).toBe('price not known')
})
