import { describeCredentials } from '#main/providers/describe-provider.ts'
import type { Credentials, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { Problem } from '#shared/errors.ts'
import type { SecretsPort } from './ports.ts'

/** The credentials of a provider as the door supplies them, and what is missing or does not fit. */
export function readCredentials(
  { descriptor }: Pick<ProviderAdapter, 'descriptor'>,
  secrets: SecretsPort,
): { credentials: Credentials; problems: Problem[] } {
  const { id, name, credentials: schema } = descriptor
  const fields = describeCredentials(descriptor)
  const entries: [string, string][] = []
  for (const field of fields) {
    const value = secrets.read(id, field.name)
    if (value !== null) entries.push([field.name, value])
  }
  const credentials = Object.fromEntries(entries)
  const parsed = schema.safeParse(credentials)
  if (parsed.success) return { credentials, problems: [] }
  const problems = parsed.error.issues.map((issue) => {
    const field = fields.find((candidate) => candidate.name === issue.path[0])
    if (field === undefined) return { path: id, message: `${name}: ${issue.message}` }
    const missing = credentials[field.name] === undefined
    return {
      path: field.environmentVariable,
      message: missing
        ? `${name} needs its ${field.label}. Set ${field.environmentVariable}.`
        : `The ${field.label} of ${name} does not fit: ${issue.message}. Correct ${field.environmentVariable}.`,
    }
  })
  return { credentials, problems }
}
