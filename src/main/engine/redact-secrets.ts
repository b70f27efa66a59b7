import type { Credentials } from '#main/providers/provider-adapter.ts'
import { basicToken } from './http/fill-template.ts'

export type Redact = (text: string) => string

/** Shorter values occur in ordinary text; a key that short protects nothing. */
const SHORTEST_SECRET = 6

/**
 * Takes credential values out of text that comes from outside: some providers repeat the key in their error message.
 * Covers each value as it is, URL-encoded, and every pair of them as a Basic token.
 */
export function createRedact(credentials: Credentials): Redact {
  const values = Object.values(credentials).filter((value) => value !== '')
  const pairs = values.flatMap((username) => values.map((password) => basicToken(username, password)))
  const secrets = [...values, ...values.map(encodeURIComponent), ...pairs].filter(
    (secret) => secret.length >= SHORTEST_SECRET,
  )
  // Longest first, so that no secret leaves the rest of a longer one behind.
  const ordered = [...new Set(secrets)].sort((one, other) => other.length - one.length)
  return (text) => {
    let clean = text
    for (const secret of ordered) if (clean.includes(secret)) clean = clean.replaceAll(secret, '[credential]')
    return clean
  }
}
