import { describe, expect, it } from 'vitest'
import { decodeBase64Picture } from '#main/providers/kit/decode-base64-picture.ts'
import { readDecimal, readSecondsAsMs } from '#main/providers/kit/read-decimal.ts'

describe('numbers in headers', () => {
  it.each(['', 'NaN', '1e5', '-1', '0x10', 'Infinity', '1,5', '12345678901234'])(
    '“%s” is not known, not a number',
    (text) => {
      expect(readDecimal(text)).toBeNull()
    },
  )

  it('turns seconds into milliseconds without the noise of binary fractions', () => {
    expect(readSecondsAsMs('0.7512')).toBe(751.2)
    expect(readSecondsAsMs('1.1')).toBe(1100)
    expect(readSecondsAsMs(undefined)).toBeNull()
  })
})

describe('decodeBase64Picture', () => {
  it('reads base64 with and without a data prefix', () => {
    const bytes = Uint8Array.from([137, 80, 78, 71])
    expect([...(decodeBase64Picture('iVBORw==') ?? [])]).toEqual([...bytes])
    expect([...(decodeBase64Picture('data:image/png;base64,iVBORw==') ?? [])]).toEqual([...bytes])
  })

  it.each([
    '',
    '=',
    'iVBO Rw',
    'iVBORw**',
    'iVB=Rw==',
    'iVBORw===',
    'iVBO-_',
    'iVBOR',
    'iVBšRw',
    '<html>',
    'data:image/png;base64,',
  ])('refuses “%s” instead of skipping letters', (text) => {
    expect(decodeBase64Picture(text)).toBeNull()
  })

  it('reads a picture of ten megabytes without running out of stack', () => {
    expect(decodeBase64Picture('A'.repeat(10_000_000))?.byteLength).toBe(7_500_000)
  })
})
