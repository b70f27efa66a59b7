import { decodeBase64Picture } from '../kit/decode-base64-picture.ts'
import type { PictureSource } from '../provider-adapter.ts'

/**
 * Under what names workers put a picture, or a list of them: RunPod's own models `image_url`; worker-comfyui `images`, each
 * with `data`, and before 5.0.0 `message`; AUTOMATIC1111 `images`; the rest is what others are known to use.
 */
const NAMES = ['images', 'image', 'image_url', 'data', 'url', 'message', 'result', 'output'] as const

/** How deep a picture is looked for: `output.images[0].data`. */
const DEEPEST = 3

/**
 * The pictures in a finished job's output: base64 (with or without a `data:` prefix) or addresses, alone, in a list, or under
 * one of the known names.
 * @param name of the one output that holds them; null takes the first known name that has any
 * @returns empty where there are none
 */
export function readOutput(output: unknown, name: string | null): PictureSource[] {
  return name === null ? find(output, DEEPEST) : find(isRecord(output) ? output[name] : undefined, DEEPEST)
}

function find(value: unknown, depth: number): PictureSource[] {
  if (typeof value === 'string' || value instanceof Uint8Array) {
    const source = sourceOf(value)
    return source === null ? [] : [source]
  }
  if (depth === 0) return []
  if (Array.isArray(value)) return value.flatMap((item: unknown) => find(item, depth - 1))
  if (!isRecord(value)) return []
  for (const name of NAMES) {
    const found = Object.hasOwn(value, name) ? find(value[name], depth - 1) : []
    if (found.length > 0) return found
  }
  return []
}

/** Fewer letters than any picture takes: `ok`, `done` and the like are base64, too. */
const SHORTEST_PICTURE = 64

function sourceOf(value: string | Uint8Array): PictureSource | null {
  if (typeof value === 'string' && /^https?:\/\//i.test(value))
    return URL.canParse(value) ? { kind: 'url', url: value } : null
  if (value.length < SHORTEST_PICTURE) return null
  const bytes = decodeBase64Picture(value)
  return bytes === null ? null : { kind: 'bytes', bytes }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}
