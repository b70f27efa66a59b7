import { describeCredentials } from '#main/providers/describe-provider.ts'
import type { ProviderDescriptor } from '#main/providers/provider-adapter.ts'

/** Credentials of which the secret ones occur nowhere else in the world. */
export interface CanaryCredentials {
  providerId: string
  /** The field that they were made for. */
  field: string
  values: Record<string, string>
  secrets: string[]
}

/** Values for plain fields that a schema asks for beside a secret one. */
const PLAIN: Readonly<Record<string, string>> = { headerName: 'x-team-key' }

/**
 * Canaries for every secret field of a provider, with the other fields that its schema wants beside it.
 * @throws Error for a field that no credentials could be made for: then nothing would watch over it
 */
export function secretCanaries(descriptor: ProviderDescriptor): CanaryCredentials[] {
  const fields = describeCredentials(descriptor)
  const canary = (name: string): string => `canary-${descriptor.id}-${name}-7f3a91c4`
  return fields
    .filter(({ secret }) => secret)
    .map(({ name: field }) => {
      const values: Record<string, string> = { [field]: canary(field) }
      for (let round = 0; round <= fields.length; round += 1) {
        const issues = descriptor.credentials.safeParse(values).error?.issues ?? []
        const wanted = issues
          .map(({ path }) => fields.find(({ name }) => name === path[0]))
          .find((found) => found !== undefined)
        if (issues.length === 0) {
          const secrets = fields.flatMap(({ name, secret }) =>
            secret && values[name] !== undefined ? [values[name]] : [],
          )
          return { providerId: descriptor.id, field, values, secrets }
        }
        if (wanted === undefined || values[wanted.name] !== undefined) break
        values[wanted.name] = wanted.secret ? canary(wanted.name) : (PLAIN[wanted.name] ?? 'somebody')
      }
      throw new Error(`No credentials of ${descriptor.id} could be made for its field ${field}.`)
    })
}

/**
 * A secret in the forms in which it travels: as it is, in a URL, in hexadecimal, and in base64 (of both alphabets), wherever it
 * may begin within a longer text.
 */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const base64 = [0, 1, 2].flatMap((lead) => {
    const shifted = Buffer.concat([Buffer.alloc(lead), bytes])
    // The characters at both ends also hold bits of what stands beside the secret.
    const first = Math.ceil((lead * 8) / 6)
    const last = Math.floor((shifted.length * 8) / 6)
    return (['base64', 'base64url'] as const).map((encoding) => shifted.toString(encoding).slice(first, last))
  })
  const hex = bytes.toString('hex')
  return [...new Set([secret, encodeURIComponent(secret), hex, hex.toUpperCase(), ...base64])]
}

/** Which secrets stand in the bytes, and how. The text of the answer holds the field's name and no more. */
export function findSecrets(bytes: Uint8Array, secrets: readonly string[]): string[] {
  const searched = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return secrets.filter((secret) => formsOf(secret).some((form) => searched.includes(form)))
}
