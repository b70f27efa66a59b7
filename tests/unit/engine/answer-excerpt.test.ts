import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerExcerpt, endsOf } from '#main/engine/answer-excerpt.ts'

const KEY = 'sk-live-0123456789abcdef'
const redact = (text: string): string => text.replaceAll(KEY, '•••')
const excerptOf = (text: string): string | null => answerExcerpt(endsOf(new TextEncoder().encode(text)), redact)

describe('a provider’s answer', () => {
  test('that is short is changed, or loses what it says', () => {
    const answer = '{"images":[{"url":"https://pictures.example.com/a.png"}],"seed":7,"timings":{"inference":1.4}}'
    expect(excerptOf(answer)).toBe(answer)
  })
  test('keeps a key, the key to a picture, or a picture of a megabyte', () => {
    const picture = 'iVBORw0KGgo'.repeat(100_000)
    const answer = `{"data":[{"b64_json":"${picture}"}],"echo":"${KEY}","url":"https://cdn.example.com/x.png?X-Signature=abc\\u0026e=1","usage":{"total":3}}`
    const kept = excerptOf(answer) ?? ''
    expect(kept).not.toContain(KEY)
    expect(kept).not.toContain('X-Signature')
    expect(kept).toContain('{"data":[{"b64_json":"(')
    expect(kept).toContain('"url":"https://cdn.example.com/x.png?…","usage":{"total":3}}')
    expect(kept).toContain('1,100,')
    expect(kept.length).toBeLessThan(400)
  })
  test('that is the picture itself is kept as text', () => {
    expect(answerExcerpt(endsOf(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1])), redact)).toBeNull()
    expect(answerExcerpt(endsOf(new Uint8Array()), redact)).toBeNull()
  })
  test('of any length and script keeps a key that lies anywhere in it, or grows without bound', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('😀'), fc.constant('é')),
        fc.nat(2500),
        fc.nat(2500),
        (filling, before, after) => {
          const kept = excerptOf(`${`${filling} `.repeat(before)}${KEY}${` ${filling}`.repeat(after)}`)
          expect(kept ?? '').not.toContain(KEY)
          expect(kept ?? '').not.toContain('live')
          expect(kept ?? '').not.toContain('cdef')
          expect((kept ?? '').length).toBeLessThan(6100)
        },
      ),
    )
  })
})
