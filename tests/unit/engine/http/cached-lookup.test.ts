import type { LookupAddress } from 'node:dns'
import { expect, test } from 'vitest'
import { cachedLookup, type Resolve } from '#main/engine/http/cached-lookup.ts'
import { isPrivateAddress } from '#main/engine/http/private-address.ts'

const ANSWER = [
  { address: '2606:4700::1111', family: 6 },
  { address: '93.184.216.34', family: 4 },
]

function lookUp(lookup: ReturnType<typeof cachedLookup>, options: { family?: number; all?: boolean } = {}) {
  return new Promise<string | LookupAddress[]>((resolve, reject) => {
    lookup('cdn.example', options, (error, address) => (error === null ? resolve(address) : reject(error)))
  })
}

test('every socket asks the system again, or an answer is kept for ever', async () => {
  let nowMs = 0
  let asked = 0
  const resolve: Resolve = (_hostname, told) => {
    asked += 1
    setImmediate(told, null, ANSWER)
  }
  const lookup = cachedLookup({ now: () => nowMs, resolve })
  expect(await Promise.all([lookUp(lookup), lookUp(lookup, { family: 4 }), lookUp(lookup, { all: true })])).toEqual([
    '2606:4700::1111',
    '93.184.216.34',
    ANSWER,
  ])
  nowMs = 29_999
  await lookUp(lookup)
  expect(asked).toBe(1)
  nowMs = 30_001
  await lookUp(lookup)
  expect(asked).toBe(2)
})

test('a failed lookup poisons the trial: it is told, and asked again next time', async () => {
  let asked = 0
  const resolve: Resolve = (_hostname, told) => {
    asked += 1
    if (asked === 1) told(new Error('EAI_AGAIN'), [])
    else told(null, ANSWER)
  }
  const lookup = cachedLookup({ now: () => 0, resolve })
  await expect(lookUp(lookup)).rejects.toThrow('EAI_AGAIN')
  expect(await lookUp(lookup, { family: 4 })).toBe('93.184.216.34')
})

test.each([['127.0.0.1'], ['10.0.0.1'], ['169.254.169.254'], ['::1']])(
  'a public name that leads to %s is followed, even where it has a public address too',
  async (address) => {
    const mixed = [...ANSWER, { address, family: address.includes(':') ? 6 : 4 }]
    const lookup = cachedLookup({
      now: () => 0,
      resolve: (_hostname, told) => told(null, mixed),
      refuse: isPrivateAddress,
    })
    await expect(lookUp(lookup, { family: 4 })).rejects.toThrow(address)
  },
)

test('a name without an address of the family asked for connects to nothing in silence', async () => {
  const lookup = cachedLookup({ now: () => 0, resolve: (_hostname, told) => told(null, ANSWER.slice(0, 1)) })
  await expect(lookUp(lookup, { family: 4 })).rejects.toMatchObject({ code: 'ENOTFOUND' })
})
