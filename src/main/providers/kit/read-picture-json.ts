import { decodeBase64 } from './decode-base64-picture.ts'

const QUOTE = '"'.charCodeAt(0)
const BACKSLASH = '\\'.charCodeAt(0)
const COLON = ':'.charCodeAt(0)
const WHITE_SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d])

/** Shorter texts are not worth the search. In bytes of JSON. */
const SHORTEST_PICTURE = 32_768

/** `data:image/png;base64,` and the like. */
const DATA_PREFIX = /^data:[\w.+/;=-]{0,90};base64,/

/** What stands for a picture while the rest is parsed. Random, so that no reply can hold it. */
const MARK = crypto.randomUUID()

/**
 * Reads JSON as `JSON.parse` does, but a long base64 text (with or without a `data:…;base64,` prefix) becomes the bytes it
 * stands for. Parsing a picture as text, only to decode it, takes eight times as long and litters the heap with megabytes.
 * @param shortest length in bytes from which on a text is looked at.
 * @throws SyntaxError where it is no JSON.
 */
export function readPictureJson(body: Uint8Array, shortest = SHORTEST_PICTURE): unknown {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const pictures: Uint8Array[] = []
  const rest: Uint8Array[] = []
  let copied = 0
  for (const { start, end } of stringsOf(bytes)) {
    if (end - start < shortest || isKey(bytes, end)) continue
    const picture = decodeText(bytes.subarray(start, end))
    if (picture === null) continue
    rest.push(bytes.subarray(copied, start), Buffer.from(`${MARK}${pictures.length}`))
    pictures.push(picture)
    copied = end
  }
  const text = new TextDecoder()
  if (pictures.length === 0) return JSON.parse(text.decode(bytes))
  rest.push(bytes.subarray(copied))
  return JSON.parse(text.decode(Buffer.concat(rest)), (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? pictures[Number(value.slice(MARK.length))] : value,
  )
}

/**
 * Where the strings of a JSON text are, without their quotes. Outside of strings a quote begins one; inside, the first quote
 * with an even number of backslashes before it ends it. A parser sees the same strings up to the first error, so that cutting
 * out their middle turns no bad JSON into good, and no good into bad. UTF-8 uses neither byte inside another letter.
 */
function* stringsOf(bytes: Buffer): Generator<{ start: number; end: number }> {
  for (let quote = bytes.indexOf(QUOTE); quote !== -1;) {
    const start = quote + 1
    let end = bytes.indexOf(QUOTE, start)
    while (end !== -1 && isEscaped(bytes, start, end)) end = bytes.indexOf(QUOTE, end + 1)
    if (end === -1) return
    yield { start, end }
    quote = bytes.indexOf(QUOTE, end + 1)
  }
}

function isEscaped(bytes: Buffer, start: number, quote: number): boolean {
  let first = quote
  while (first > start && bytes[first - 1] === BACKSLASH) first -= 1
  return (quote - first) % 2 === 1
}

/** Whether the string that ends here is the name of a value. */
function isKey(bytes: Buffer, end: number): boolean {
  let next = end + 1
  while (WHITE_SPACE.has(bytes[next] ?? 0)) next += 1
  return bytes[next] === COLON
}

function decodeText(text: Buffer): Uint8Array | null {
  const prefix = DATA_PREFIX.exec(text.toString('latin1', 0, 100))
  return decodeBase64(prefix === null ? text : text.subarray(prefix[0].length))
}
