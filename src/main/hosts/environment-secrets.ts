import { environmentVariable } from '#main/providers/describe-provider.ts'
import type { SecretsPort } from '#main/workbench/ports.ts'

/**
 * Credentials from environment variables, under the names that the provider list shows (`ASSAY_NOVITA_API_KEY`).
 * A variable that is set to nothing counts as not set.
 */
export function environmentSecrets(environment: Readonly<Record<string, string | undefined>>): SecretsPort {
  return {
    read(providerId, field) {
      const value = environment[environmentVariable(providerId, field)]?.trim()
      return value === undefined || value === '' ? null : value
    },
  }
}
