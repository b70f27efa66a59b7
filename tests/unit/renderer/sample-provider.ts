import type { Account } from '#shared/domain/account.ts'
import type { Model, ProviderSummary } from '#shared/domain/provider.ts'

export function model(id: string, changes: Partial<Model> = {}): Model {
  return {
    id,
    name: id,
    family: 'one',
    task: 'generate',
    workflow: null,
    execution: 'synchronous',
    parameters: [],
    pollIntervalMs: null,
    maximumConcurrency: 1,
    defaultPriceId: null,
    cautions: [],
    ...changes,
  }
}

/** A provider with one model, whose key is not in the environment. */
export function provider(id: string, changes: Partial<ProviderSummary> = {}): ProviderSummary {
  return {
    id,
    name: id,
    kind: 'managed',
    website: 'https://example.com',
    documentation: 'https://example.com',
    defaultBaseUrl: 'https://api.example.com',
    credentials: [
      { name: 'apiKey', label: 'API key', secret: true, required: true, environmentVariable: 'ASSAY_X_API_KEY' },
    ],
    models: [model('Model/One v1.0')],
    prices: [],
    otherModels: null,
    webhooks: { offered: false, signing: null },
    cancellation: { offered: 'none', note: null },
    account: { check: false, balance: false, models: false },
    sources: [],
    simulator: true,
    ready: false,
    ...changes,
  }
}

export function account(id: string, providerId: string, changes: Partial<Account> = {}): Account {
  return {
    id,
    providerId,
    label: 'team',
    baseUrl: null,
    region: null,
    tier: null,
    concurrency: null,
    certificateSha256: null,
    tunnel: null,
    fieldsSet: [],
    plainFields: {},
    createdAt: '2026-11-22T09:00:00.000Z',
    lastCheck: null,
    ...changes,
  }
}
