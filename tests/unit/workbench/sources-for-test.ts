import type { PlanSources } from '#main/workbench/plan-sources.ts'
import type { Account } from '#shared/domain/account.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Rental } from '#shared/domain/rental.ts'
import type { Workflow } from '#shared/domain/workflow.ts'

/** What a plan may name: nothing but the shipped providers, unless the test says more. Secrets by `provider.field`. */
export function sourcesForTest(
  known: {
    secrets?: Record<string, string>
    accounts?: Account[]
    pictures?: ImageRecord[]
    workflows?: Workflow[]
    rentals?: Rental[]
    /** Names of caps by account. */
    caps?: Record<string, string>
  } = {},
): PlanSources {
  const { secrets = {}, accounts = [], pictures = [], workflows = [], rentals = [], caps = {} } = known
  return {
    secrets: { read: (providerId, field) => secrets[`${providerId}.${field}`] ?? null },
    account: (accountId) => accounts.find(({ id }) => id === accountId) ?? null,
    accounts: () => accounts,
    rental: (rentalId) => rentals.find(({ id }) => id === rentalId) ?? null,
    workflow: (workflowId) => workflows.find(({ id }) => id === workflowId) ?? null,
    picture: (sha256) => pictures.find((picture) => picture.sha256 === sha256) ?? null,
    prices: ({ descriptor }) => descriptor.prices,
    capOn: (account) => caps[account] ?? null,
  }
}

export function exampleAccount(changes: Partial<Account> = {}): Account {
  return {
    id: 'account-team',
    providerId: 'novita',
    label: 'team',
    baseUrl: null,
    region: null,
    tier: null,
    concurrency: null,
    certificateSha256: null,
    tunnel: null,
    fieldsSet: ['apiKey'],
    plainFields: {},
    createdAt: '2026-11-22T12:00:00.000Z',
    lastCheck: null,
    ...changes,
  }
}

export const examplePicture: ImageRecord = {
  sha256: 'a'.repeat(64),
  format: 'png',
  width: 800,
  height: 600,
  sizeBytes: 1000,
}
