import { z } from 'zod'
import { ParameterRange, Task } from './generation.ts'
import { Price } from './price.ts'
import { WorkflowKind } from './workflow.ts'

/**
 * `managed`: an API that sells pictures. `host`: a server on rented or owned GPUs that the team runs itself.
 * `rental`: rents out machines and draws nothing; a host is run on them.
 */
export const ProviderKind = z.enum(['managed', 'host', 'rental'])
export type ProviderKind = z.infer<typeof ProviderKind>

export const Source = z.strictObject({ url: z.url(), retrievedOn: z.iso.date(), about: z.string() })
export type Source = z.infer<typeof Source>

export const Model = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The weights, named alike at every provider, so that like can be compared with like. */
  family: z.string(),
  task: Task,
  /** The kind of workflow that a contender must bring for this model; null where the model stands for itself. */
  workflow: WorkflowKind.nullable(),
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

/**
 * Results that the provider would send to a public address. A desktop has none, so Assay receives none: a fact for the
 * decision. `signing` says how they are signed, null where they are not or where it is not documented.
 */
export const Webhooks = z.strictObject({ offered: z.boolean(), signing: z.string().nullable() })
export type Webhooks = z.infer<typeof Webhooks>

/** Whether a job can be stopped at the provider, so that it is not paid: at `any-time`, `while-queued` only, or not. */
export const Cancellation = z.strictObject({
  offered: z.enum(['any-time', 'while-queued', 'none']),
  note: z.string().nullable(),
})
export type Cancellation = z.infer<typeof Cancellation>

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
  /** What to type as the model where the list is not all there is, e.g. "owner/name"; null where the list is complete. */
  otherModels: z.string().nullable(),
  webhooks: Webhooks,
  cancellation: Cancellation,
  /** What an account of this provider can be asked. */
  account: z.strictObject({ check: z.boolean(), balance: z.boolean(), models: z.boolean() }),
  sources: z.array(Source),
  simulator: z.boolean(),
  /** Whether every required credential is set in the environment, so that a trial can start. */
  ready: z.boolean(),
})
export type ProviderSummary = z.infer<typeof ProviderSummary>
