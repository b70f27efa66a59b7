import { z } from 'zod'
import { ParameterRange } from './generation.ts'
import { Price } from './price.ts'

/** `managed`: an API that sells pictures. `host`: a server on rented or owned GPUs that the team runs itself. */
export const ProviderKind = z.enum(['managed', 'host'])
export type ProviderKind = z.infer<typeof ProviderKind>

export const Source = z.strictObject({ url: z.url(), retrievedOn: z.iso.date(), about: z.string() })
export type Source = z.infer<typeof Source>

export const Model = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The weights, named alike at every provider, so that like can be compared with like. */
  family: z.string(),
  /** `polled`: a job is submitted and asked after until it is done. */
  execution: z.enum(['synchronous', 'polled']),
  parameters: z.array(ParameterRange),
  /** Pause between two polls; null for a synchronous model. */
  pollIntervalMs: z.int().positive().nullable(),
  /** The most requests in flight that measure the provider and not its own waiting line; null where there is no such bound. */
  maximumConcurrency: z.int().positive().nullable(),
  /** Price taken when the plan names none; null where no list price is known. */
  defaultPriceId: z.string().nullable(),
  /** What is not certain about this model, for people. */
  cautions: z.array(z.string()),
})
export type Model = z.infer<typeof Model>

/** One field of the credentials form, derived from the provider's zod schema. */
export const CredentialField = z.strictObject({
  name: z.string(),
  label: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
  environmentVariable: z.string(),
})
export type CredentialField = z.infer<typeof CredentialField>

/** What a page or a script may know of a provider: data only, no function and no secret. */
export const ProviderSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: ProviderKind,
  website: z.url(),
  documentation: z.url(),
  /** null where the address belongs to the user (an own endpoint, a rented machine). */
  defaultBaseUrl: z.url().nullable(),
  credentials: z.array(CredentialField),
  models: z.array(Model),
  prices: z.array(Price),
  webhooks: z.enum(['signed', 'unsigned', 'none']),
  cancellation: z.boolean(),
  sources: z.array(Source),
  simulator: z.boolean(),
  /** Whether every required credential is set in the environment, so that a trial can start. */
  ready: z.boolean(),
})
export type ProviderSummary = z.infer<typeof ProviderSummary>
