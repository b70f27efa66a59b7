import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hammingDistance } from '#shared/stats/hamming-distance.ts'
import { likeness, seedHonesty, type Fingerprint, type PicturePair } from '#shared/stats/seed-honesty.ts'

const HASH = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => bits.toString(16).padStart(16, '0'))

describe('the distance of two hashes', () => {
  test.each([
    ['0000000000000000', '0000000000000000', 0],
    ['0000000000000000', 'ffffffffffffffff', 64],
    ['8000000000000000', '0000000000000001', 2],
    ['00000000000000ff', '000000000000000F', 4],
  ])('%s and %s differ in other than %i bits', (first, second, bits) => {
    expect(hammingDistance(first, second)).toBe(bits)
  })

  test('it is not what counting the digits of both written in binary gives', () => {
    fc.assert(
      fc.property(HASH, HASH, HASH, (first, second, third) => {
        const [one, other] = [first, second].map((hash) => BigInt(`0x${hash}`).toString(2).padStart(64, '0'))
        const counted = Array.from(one ?? '').filter((digit, place) => digit !== other?.[place]).length
        expect(hammingDistance(first, second)).toBe(counted)
        expect(hammingDistance(second, first)).toBe(counted)
        expect(hammingDistance(first, third)).toBeLessThanOrEqual(counted + hammingDistance(second, third))
      }),
    )
  })

  test.each(['', 'ff', '0x00000000000000', '00000000000000000', 'gggggggggggggggg'])(
    'a hash that was cut short or is none at all has a distance: “%s”',
    (hash) => {
      expect(() => hammingDistance(hash, '0000000000000000')).toThrow(RangeError)
    },
  )
})

describe('two pictures', () => {
  test('the same pixels in another file are not the same picture', () => {
    expect(likeness(picture('a', null, 'pixels'), picture('b', null, 'pixels'))).toBe('identical')
    expect(likeness(picture('a', null), picture('b', null))).toBe('unknown')
    expect(likeness(picture('a', null), picture('a', null))).toBe('identical')
  })

  test('six bits are far, or seven are near', () => {
    expect(likeness(picture('a', '0000000000000000'), picture('b', '000000000000003f'))).toBe('near')
    expect(likeness(picture('a', '0000000000000000'), picture('b', '000000000000007f'))).toBe('different')
    expect(likeness(picture('a', '0000000000000000'), picture('b', null))).toBe('unknown')
  })
})

describe('what a contender does with a seed', () => {
  test.each([
    { made: 'iiiii', verdict: 'bit-identical' },
    { made: 'iinii', verdict: 'near' },
    { made: 'nnnnn', verdict: 'near' },
    { made: 'ddddd', verdict: 'ignored' },
    { made: 'iiiid', verdict: 'mixed' },
    { made: 'ddddn', verdict: 'mixed' },
    { made: 'iiii', verdict: 'not-enough' },
    { made: 'dddduuuu', verdict: 'not-enough' },
    { made: 'ddddduuu', verdict: 'ignored' },
    { made: '', verdict: 'not-enough' },
  ])('$made is not $verdict', ({ made, verdict }) => {
    const honesty = seedHonesty(made.split('').map((letter) => pairOf(letter)))
    const counted = { identical: 'i', near: 'n', different: 'd', unknown: 'u' } as const
    expect(honesty.verdict).toBe(verdict)
    for (const [name, letter] of Object.entries(counted))
      expect(honesty[name as keyof typeof counted]).toBe(made.split('').filter((one) => one === letter).length)
  })
})

function picture(sha256: string, perceptualHash: string | null, pixelSha256: string | null = null): Fingerprint {
  return { sha256, pixelSha256, perceptualHash }
}

function pairOf(letter: string): PicturePair {
  const first = picture('first', '0123456789abcdef')
  if (letter === 'i') return { first, second: first }
  if (letter === 'n') return { first, second: picture('second', '0123456789abcdee') }
  if (letter === 'd') return { first, second: picture('second', 'fedcba9876543210') }
  return { first, second: picture('second', null) }
}
