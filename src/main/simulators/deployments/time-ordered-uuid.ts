import { randomUUID } from 'node:crypto'

/** A UUID of version 7 (RFC 9562, 5.7): it begins with the milliseconds since 1970, so that later ids sort later. */
export function timeOrderedUuid(wallMs: number): string {
  const time = Math.floor(wallMs).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
