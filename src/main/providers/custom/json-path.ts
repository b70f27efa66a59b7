/**
 * The value at a path of names and indices with dots, such as `data.0.url`; the empty path is the whole.
 * @returns undefined where there is none
 */
export function valueAtPath(json: unknown, path: string): unknown {
  if (path === '') return json
  return path.split('.').reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return /^\d{1,6}$/.test(key) ? (value as unknown[])[Number(key)] : undefined
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return undefined
    return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  }, json)
}

/** A text, or a number as a text: what ids, states and seeds come as. Null for anything else. */
export function textAtPath(json: unknown, path: string): string | null {
  const value = valueAtPath(json, path)
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value === 'boolean') return String(value)
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

/** A number that is not negative, or a text of one; null for anything else, and without a path. */
export function numberAtPath(json: unknown, path: string | null): number | null {
  if (path === null) return null
  const value = valueAtPath(json, path)
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : null
}
