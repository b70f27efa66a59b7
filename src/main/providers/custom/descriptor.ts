import { hostCredentials } from '../kit/host-credentials.ts'
import type { ProviderDescriptor } from '../provider-adapter.ts'
import { MODELS } from './models.ts'

/** Any HTTP API that draws or changes pictures, described by a template. Its address and its prices are the team’s own. */
export const descriptor = {
  id: 'custom',
  name: 'Your HTTP API',
  kind: 'host',
  website: 'https://www.rfc-editor.org',
  documentation: 'https://www.rfc-editor.org/rfc/rfc9110',
  defaultBaseUrl: null,
  credentials: hostCredentials,
  models: MODELS,
  otherModels: null,
  prices: [],
  webhooks: { offered: false, signing: null },
  cancellation: {
    offered: 'any-time',
    note: 'Where the template says how; whether a stopped job is billed is known to the team.',
  },
  sources: [
    {
      url: 'https://www.rfc-editor.org/rfc/rfc9110',
      retrievedOn: '2026-11-22',
      about: 'what statuses and headers mean where an API says nothing of its own',
    },
  ],
} satisfies ProviderDescriptor
