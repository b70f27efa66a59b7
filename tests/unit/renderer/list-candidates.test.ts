import { expect, test } from 'vitest'
import {
  addContender,
  canTakePart,
  copyContender,
  listCandidates,
  listMissing,
  mergeCandidates,
} from '#renderer/features/trial-design/list-candidates.ts'
import { describePrice } from '#shared/units/price-words.ts'
import { Plan } from '#shared/domain/plan.ts'
import { account, model, provider } from './sample-provider.ts'

const practice = Plan.parse({
  name: 'Practice',
  contenders: [{ id: 'novita', provider: 'novita', model: 'flux', account: 'practice' }],
  prompts: [{ text: 'a vase' }],
})
const keyless = provider('novita', {})
const ready = provider('segmind', { ready: true })
const ownServer = provider('a1111', { kind: 'host', defaultBaseUrl: null, credentials: [] })

test('a provider whose key is missing is not offered, and is named as one without an account', () => {
  const offered = listCandidates([keyless, ready], practice, [])
  expect(offered.map(({ provider, account }) => `${provider} ${account}`)).toEqual([
    'novita practice',
    'segmind environment',
  ])
  expect(listMissing([keyless, ready], []).map(({ id }) => id)).toEqual(['novita'])
})
test('a server of one’s own needs no key to be offered, only an address', () => {
  expect(canTakePart(ownServer)).toBe(true)
  expect(listMissing([ownServer], [])).toEqual([])
})
test('an id made from a model’s name is safe in a file name', () => {
  expect(listCandidates([ready], practice, [])[1]?.id).toBe('segmind-model-one-v1.0')
})
test('a draft keeps its own contenders and does not gain chosen ones by itself', () => {
  const candidates = listCandidates([ready], practice, [])
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
  const [first] = listCandidates([], practice, [])
  if (first === undefined) throw new Error('one candidate expected')
  const copy = copyContender(first, [first])
  expect(copyContender(first, [first, copy]).id).toBe('novita-3')
})
test('a price that is not known is not written as an amount', () => {
  expect(describePrice(null)).toBe('price not known')
})

test('an account is offered once, and two of one label do not share an id', () => {
  const accounts = [account('account-1', 'novita'), account('account-2', 'novita')]
  const offered = listCandidates([keyless], practice, accounts).slice(1)
  expect(offered.map(({ id, account: choice }) => [id, choice])).toEqual([
    ['novita-team', 'account-1'],
    ['novita-team-2', 'account-2'],
  ])
  expect(listMissing([keyless], accounts)).toEqual([])
})
test('a provider that only rents out machines is offered as a contender', () => {
  expect(listCandidates([provider('lambda', { kind: 'rental', models: [], ready: true })], practice, [])).toHaveLength(
    1,
  )
})
test('one more contender begins with a model that draws, not with an upscaler', () => {
  const both = provider('fal', { models: [model('esrgan', { task: 'upscale' }), model('flux')] })
  expect(addContender(both, 'practice', []).model).toBe('flux')
})
