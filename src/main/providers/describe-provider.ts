import { z } from 'zod'
import type { Price } from '#shared/domain/price.ts'
import type { CredentialField, ProviderSummary } from '#shared/domain/provider.ts'
import type { ProviderAdapter, ProviderDescriptor } from './provider-adapter.ts'

/** What a credential's schema says of itself in `.meta()`. */
const FieldMeta = z.object({ label: z.string(), secret: z.boolean() })

/**
 * A provider as data, for pages and scripts.
 * @param circumstances what the provider folder cannot know: whether its required credentials are set, whether there is a
 * simulator of it, and its prices where they are not the shipped ones alone
 */
export function describeProvider(
  adapter: Pick<ProviderAdapter, 'descriptor' | 'accountCheck' | 'balance' | 'modelList'>,
  circumstances: { ready: boolean; simulator: boolean; prices?: readonly Price[] },
): ProviderSummary {
  const { descriptor } = adapter
  return {
    id: descriptor.id,
    name: descriptor.name,
    kind: descriptor.kind,
    website: descriptor.website,
    documentation: descriptor.documentation,
    defaultBaseUrl: descriptor.defaultBaseUrl,
    credentials: describeCredentials(descriptor),
    models: [...descriptor.models],
    otherModels: descriptor.otherModels,
    webhooks: descriptor.webhooks,
    cancellation: descriptor.cancellation,
    account: {
      check: adapter.accountCheck !== null,
      balance: adapter.balance !== undefined,
      models: adapter.modelList !== undefined,
    },
    sources: [...descriptor.sources],
    ready: circumstances.ready,
    simulator: circumstances.simulator,
    prices: [...(circumstances.prices ?? descriptor.prices)],
  }
}

/** The fields of the credentials form, in the order of the schema. */
export function describeCredentials(descriptor: Pick<ProviderDescriptor, 'id' | 'credentials'>): CredentialField[] {
  return Object.entries(descriptor.credentials.shape).map(([name, schema]) => ({
    name,
    ...FieldMeta.parse(schema.meta()),
    required: !schema.safeParse(undefined).success,
    environmentVariable: environmentVariable(descriptor.id, name),
  }))
}

/** `ASSAY_<PROVIDER>_<FIELD>`: `environmentVariable('novita', 'apiKey') === 'ASSAY_NOVITA_API_KEY'`. */
export function environmentVariable(providerId: string, field: string): string {
  const words = [providerId, field].map((name) =>
    name
      .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
      .replaceAll(/[^A-Za-z0-9]+/g, '_')
      .toUpperCase(),
  )
  return `ASSAY_${words.join('_')}`
}
