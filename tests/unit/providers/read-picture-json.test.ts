import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeBase64Picture } from '#main/providers/kit/decode-base64-picture.ts'
import { InlinePicture, parseJsonBody, parsePictureReply } from '#main/providers/kit/parse-json-body.ts'
import { readPictureJson } from '#main/providers/kit/read-picture-json.ts'

const bytes = (...parts: (string | number)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))))
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const DATA = /^data:[\w.+/;=-]{0,90};base64,/

/** What a text must become: its bytes where it is long enough and base64, with a data prefix or with none. */
function expected(text: string, shortest: number): string | Uint8Array {
  const raw = JSON.stringify(text).length - 2
  if (raw < shortest || (text.slice(0, 100).includes(',') && !DATA.test(text))) return text
  return decodeBase64Picture(text) ?? text
}

function decodeAll(value: unknown, shortest: number): unknown {
  if (typeof value === 'string') return expected(value, shortest)
  if (Array.isArray(value)) return value.map((one) => decodeAll(one, shortest))
  if (value instanceof Uint8Array) return value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, decodeAll(one, shortest)]))
}

/** Bytes of any make as plain arrays, so that they can be compared. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: [...value] }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
}

const base64 = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64'))
const text = fc.oneof(
  base64,
  base64.map((letters) => letters.replace(/=+$/, '')),
  base64.map((letters) => `data:image/png;base64,${letters}`),
  base64.map((letters) => `https://example.com/a,${letters}`),
  base64.map((letters) => `${letters}"`),
  base64.map((letters) => `${letters}\\`),
  fc.string({ unit: fc.constantFrom('"', '\\', 'A', '/', '=', '-', '_', ':', 'é', '漢', '😀', '\n', ' ') }),
  fc.string({ unit: 'binary' }),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}))

describe('reading JSON with pictures in it', () => {
  it('gives something else than JSON.parse, but for pictures', () => {
    fc.assert(
      fc.property(
        value,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(undefined, 1, '\t'),
        (any, shortest, indent) => {
          const json = JSON.stringify(any, null, indent)
          expect(plain(readPictureJson(encode(json), shortest))).toEqual(plain(decodeAll(JSON.parse(json), shortest)))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('takes bad JSON for good, or good for bad', () => {
    const broken = fc
      .tuple(value, fc.nat(), fc.constantFrom('', '"', '\\', ',', '{', ']', ':', '\u0000', 'A'), fc.nat(3))
      .map(([any, place, letter, cut]) => {
        const json = JSON.stringify(any)
        const at = place % (json.length + 1)
        return json.slice(0, at) + letter + json.slice(at + cut)
      })
    fc.assert(
      fc.property(broken, (json) => {
        const body = encode(json)
        // A picture with an escaped letter in it (`\/`) stays a text, which `decodeBase64Picture` reads as well.
        const read = attempt(() => plain(decodeAll(readPictureJson(body, 4), 4)))
        expect(read).toEqual(attempt(() => plain(decodeAll(JSON.parse(new TextDecoder().decode(body)), 4))))
      }),
      { numRuns: 1000 },
    )
  })

  it('reads other letters than a decoder of UTF-8 with its mark and its mistakes', () => {
    const picture = Buffer.alloc(60, 7).toString('base64')
    for (const body of [
      bytes(0xef, 0xbb, 0xbf, `{"a":"${picture}"}`),
      bytes('{"a":"', 0xc3, `","b":"${picture}"}`),
      bytes('{"a":"', 0xff, 0xfe, `${picture}","b":"${picture}"}`),
      bytes(`{"a":"${picture}`, 0xe6, '"}'),
    ]) {
      const json: unknown = JSON.parse(new TextDecoder().decode(body))
      expect(plain(readPictureJson(body, 40))).toEqual(plain(decodeAll(json, 40)))
    }
  })

  it('turns the name of a value into bytes, or loses the later of two values of one name', () => {
    const long = 'AAAA'.repeat(20)
    expect(readPictureJson(encode(`{"${long}" : 1, "__proto__": "${long}"}`), 40)).toEqual(
      JSON.parse(`{"${long}": 1, "__proto__": ${JSON.stringify(null)}}`, (name, one: unknown) =>
        name === '__proto__' ? Buffer.alloc(60) : one,
      ),
    )
    expect(readPictureJson(encode(`{"a":"${long}","a":"short"}`), 40)).toEqual({ a: 'short' })
  })

  it('mixes up several pictures, or takes a short text for one', () => {
    const pictures = [1, 2, 3].map((fill) => Buffer.alloc(60_000, fill))
    const images = pictures.map((picture) => picture.toString('base64'))
    const Schema = z.object({ images: z.array(InlinePicture), info: z.string() })
    const read = parsePictureReply(encode(JSON.stringify({ images: [...images, 'AAAA'], info: '{}' })), Schema)
    if (!read.ok) throw new Error(read.problem)
    expect(read.value.images.slice(0, 3).map((image) => Buffer.from(image as Uint8Array))).toEqual(pictures)
    expect(read.value.images[3]).toBe('AAAA')
  })

  it('tells of a reply that is no JSON in other words than elsewhere', () => {
    for (const body of ['', '<html>', '{"a":', `"${'A'.repeat(50_000)}`]) {
      expect(parsePictureReply(encode(body), z.string())).toEqual(parseJsonBody(encode(body), z.string(), 100_000))
    }
  })
})

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError) return 'no JSON'
    throw error
  }
}
