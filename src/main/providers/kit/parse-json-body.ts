import type { z } from 'zod'
import { formatBytes } from '#shared/units/bytes.ts'

/** What a reply with a picture in it may weigh: 64 MiB, some ten times a 4096 × 4096 PNG of noise in base64. */
export const MAXIMUM_REPLY_BYTES = 64 * 1024 * 1024

/** What an error reply may weigh before it is no longer parsed. */
export const MAXIMUM_ERROR_BYTES = 64 * 1024

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
  if (body.byteLength > maximumBytes) {
    return { ok: false, problem: `it weighs ${formatBytes(body.byteLength)}, more than ${formatBytes(maximumBytes)}` }
  }
  const text = new TextDecoder().decode(body)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, problem: describeText(text) }
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
