import { z } from 'zod'
import { formatBytes } from '#shared/units/bytes.ts'
import { readPictureJson } from './read-picture-json.ts'

/** What a reply with a picture in it may weigh: 64 MiB, some ten times a 4096 × 4096 PNG of noise in base64. */
export const MAXIMUM_REPLY_BYTES = 64 * 1024 * 1024

/** What an error reply may weigh before it is no longer parsed. */
export const MAXIMUM_ERROR_BYTES = 64 * 1024

/** A picture inside a reply, in base64: its text or, where that is long, the bytes it stands for. See `decodeBase64Picture`. */
export const InlinePicture = z.union([z.string(), z.instanceof(Uint8Array)])
export type InlinePicture = z.infer<typeof InlinePicture>

export type ParsedBody<Value> = { ok: true; value: Value } | { ok: false; problem: string }

/**
 * Reads a body as JSON of the given shape. Never throws: the problem says what is wrong with the reply in words that hold
 * nothing of its text, because a reply may repeat the prompt.
 */
export function parseJsonBody<Schema extends z.ZodType>(
  body: Uint8Array,
  schema: Schema,
  maximumBytes: number,
): ParsedBody<z.output<Schema>> {
  return parseAs(body, schema, maximumBytes, (bytes) => JSON.parse(new TextDecoder().decode(bytes)))
}

/**
 * Reads a reply that holds pictures in base64, as `parseJsonBody` does any other. Where one may stand, the schema says
 * `InlinePicture`.
 */
export function parsePictureReply<Schema extends z.ZodType>(
  body: Uint8Array,
  schema: Schema,
): ParsedBody<z.output<Schema>> {
  return parseAs(body, schema, MAXIMUM_REPLY_BYTES, readPictureJson)
}

function parseAs<Schema extends z.ZodType>(
  body: Uint8Array,
  schema: Schema,
  maximumBytes: number,
  readJson: (body: Uint8Array) => unknown,
): ParsedBody<z.output<Schema>> {
  if (body.byteLength > maximumBytes) {
    return { ok: false, problem: `it weighs ${formatBytes(body.byteLength)}, more than ${formatBytes(maximumBytes)}` }
  }
  let json: unknown
  try {
    json = readJson(body)
  } catch {
    return { ok: false, problem: describeText(new TextDecoder().decode(body)) }
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return { ok: true, value: parsed.data }
  const places = parsed.error.issues.map((issue) => issue.path.join('.')).filter((path) => path !== '')
  return {
    ok: false,
    problem: places.length === 0 ? 'its JSON has another shape' : `missing or unfit: ${places.join(', ')}`,
  }
}

function describeText(text: string): string {
  const start = text.trimStart()
  if (start === '') return 'it is empty'
  return start[0] === '<' ? 'it is an HTML page instead of JSON' : 'it is not JSON'
}
