import type { ProviderDescriptor } from '#main/providers/provider-adapter.ts'
import { describeCredentials } from '#main/providers/describe-provider.ts'
import { TUNNEL_SECRETS, type Account } from '#shared/domain/account.ts'
import { AssayError } from '#shared/errors.ts'
import { didYouMean } from './account-providers.ts'

/** Changed fields, sorted by where they are kept; null removes one. */
export interface FieldChanges {
  plain: Record<string, string | null>
  secret: Record<string, string | null>
}

/**
 * Sorts what was entered into plain and secret fields.
 * @throws AssayError BAD_USAGE for a field that the provider does not have
 */
export function sortFields(descriptor: ProviderDescriptor, entered: Readonly<Record<string, string>>): FieldChanges {
  const known = describeCredentials(descriptor)
  const changes: FieldChanges = { plain: {}, secret: {} }
  for (const [name, text] of Object.entries(entered)) {
    const field = known.find((candidate) => candidate.name === name)
    // What is pasted often brings a blank along, and no key has one at its ends; a password may.
    const value = (isTunnelSecret(name) ? text : text.trim()) || null
    if (field?.secret === true || isTunnelSecret(name)) changes.secret[name] = value
    else if (field !== undefined) changes.plain[name] = value
    else {
      const names = [...known.map((candidate) => candidate.name), ...TUNNEL_SECRETS]
      const message = `${descriptor.name} has no field "${name}". ${didYouMean(name, names)}Known: ${names.join(', ')}.`
      throw new AssayError('BAD_USAGE', message, { problems: [{ path: `fields.${name}`, message }] })
    }
  }
  return changes
}

export function isTunnelSecret(name: string): boolean {
  return TUNNEL_SECRETS.some((secret) => secret === name)
}

/** What is left of the values after the changes. */
export function applyChanges(
  values: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string | null>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries({ ...values, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}

/** Names of the secrets that an account says are in the vault. */
export function secretsSet({ fieldsSet, plainFields }: Pick<Account, 'fieldsSet' | 'plainFields'>): string[] {
  return fieldsSet.filter((name) => !Object.hasOwn(plainFields, name))
}

/** Values that do not fit their field, each with a sentence; what is not set is no problem here. No message repeats a value. */
export function judgeFields(
  descriptor: ProviderDescriptor,
  values: Readonly<Record<string, string>>,
): { path: string; message: string }[] {
  const credentials = withoutTunnel(values)
  const parsed = descriptor.credentials.safeParse(credentials)
  if (parsed.success) return []
  const fields = describeCredentials(descriptor)
  return parsed.error.issues.flatMap((issue) => {
    const field = fields.find((candidate) => candidate.name === issue.path[0])
    if (field === undefined) return [{ path: 'fields', message: `${descriptor.name}: ${issue.message}.` }]
    if (credentials[field.name] === undefined) return []
    const message = `The ${field.label} of ${descriptor.name} does not fit: ${issue.message}.`
    return [{ path: `fields.${field.name}`, message }]
  })
}

/** The provider's own fields alone. */
export function withoutTunnel(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isTunnelSecret(name)))
}
