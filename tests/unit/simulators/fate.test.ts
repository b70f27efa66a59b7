import { describe, expect, it } from 'vitest'
import { decideFate, type FateKey } from '#main/simulators/fate.ts'
import { simulators } from '#main/simulators/registry.ts'

const profile = {
  ...simulators[0]!.profile,
  refusalRate: 0.1,
  serverErrorRate: 0.1,
  rateLimitRate: 0.1,
  blackRate: 0.1,
  smallerRate: 0.1,
}
const key: FateKey = { runSeed: 1, providerId: 'p', modelId: 'm', prompt: 'a lake', seed: 7, repetition: 0 }
const fates = Array.from({ length: 4000 }, (_, seed) => decideFate(profile, { ...key, seed }))
const share = (holds: (fate: (typeof fates)[number]) => boolean): number => fates.filter(holds).length / fates.length

describe('the fate of a call', () => {
  it('is the same for the same call of the same run', () => {
    expect(decideFate(profile, { ...key })).toEqual(decideFate(profile, key))
  })

  it.each([
    ['run', { runSeed: 2 }],
    ['provider', { providerId: 'q' }],
    ['model', { modelId: 'n' }],
    ['prompt', { prompt: 'a vase' }],
    ['picture seed', { seed: 8 }],
    ['repetition', { repetition: 1 }],
  ])('differs with another %s', (_, change) => {
    expect(decideFate(profile, { ...key, ...change }).serviceMs).not.toBe(decideFate(profile, key).serviceMs)
  })

  it('follows the rates of the profile (0.1 each, less what an earlier question took)', () => {
    expect(share(({ outcome }) => outcome === 'rate-limited')).toBeCloseTo(0.1, 1)
    expect(share(({ outcome }) => outcome === 'refused')).toBeCloseTo(0.09, 1)
    expect(share(({ outcome }) => outcome === 'server-error')).toBeCloseTo(0.081, 1)
    expect(share(({ flaw }) => flaw === 'black')).toBeCloseTo(0.1, 1)
    expect(share(({ flaw }) => flaw === 'smaller')).toBeCloseTo(0.1, 1)
  })

  it('lets a retry escape a server error, but not a refusal, nor a flaw of the picture', () => {
    const calls = Array.from({ length: 400 }, (_, seed) => [0, 1].map((repetition) => ({ ...key, seed, repetition })))
    const pairs = calls.map((pair) => pair.map((call) => decideFate({ ...profile, rateLimitRate: 0 }, call)))
    for (const [first, second] of pairs) {
      expect(second!.outcome === 'refused').toBe(first!.outcome === 'refused')
      expect(second!.flaw).toBe(first!.flaw)
    }
    expect(pairs.some(([first, second]) => first!.outcome === 'server-error' && second!.outcome === 'served')).toBe(
      true,
    )
  })
})
