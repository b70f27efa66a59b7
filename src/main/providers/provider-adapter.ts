import type { z } from 'zod'
import type { GenerationParameters, ParameterWarning } from '#shared/domain/generation.ts'
import type { Charge, Price } from '#shared/domain/price.ts'
import type { Model, ProviderKind, Source } from '#shared/domain/provider.ts'
import type { FailureClass, Reported } from '#shared/domain/sample.ts'

/**
 * What a provider folder says of its provider. Data and a zod schema; no function that does anything.
 * `credentials` names each field; a field's `.meta({ label, secret })` says how it is shown and kept.
 */
export interface ProviderDescriptor {
  id: string
  name: string
  kind: ProviderKind
  website: string
  documentation: string
  defaultBaseUrl: string | null
  credentials: z.ZodObject<Record<string, z.ZodType<string | undefined>>>
  models: readonly Model[]
  prices: readonly Price[]
  webhooks: 'signed' | 'unsigned' | 'none'
  cancellation: boolean
  /** Where the provider's contract says that a call which it answered with a failure costs nothing: its words, as evidence. */
  freeFailures?: string
  sources: readonly Source[]
}

/** What is asked of a model, in canonical terms. */
export interface Ask {
  modelId: string
  prompt: string
  seed: number
  parameters: GenerationParameters
}

/**
 * A header's value, with a place for the secret instead of the secret: a recorded request can never contain one.
 * The engine fills it in when it sends. A header whose optional credential is not set is left out.
 */
export type HeaderTemplate =
  string | { credential: string; prefix?: string } | { basic: { username: string; password: string } }

/** A request as an adapter describes it. `path` is joined to the account's base URL, or is an absolute URL of the same origin. */
export interface RequestTemplate {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, HeaderTemplate>
  /** Sent as JSON; null where there is no body. */
  body: Record<string, unknown> | null
}

export interface BuiltRequest {
  request: RequestTemplate
  warnings: ParameterWarning[]
}

/** A job the provider has accepted. `statusUrl` where the provider names the place to ask (same origin only). */
export interface RemoteJob {
  jobId: string
  statusUrl: string | null
}

/** A reply as the engine hands it over. Header names are in lower case. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

export type PictureSource = { kind: 'bytes'; bytes: Uint8Array } | { kind: 'url'; url: string }

/** `retryable` is the adapter's word on whether the same call may be sent again without being paid twice. */
export interface ReadFailure {
  class: FailureClass
  message: string
  retryable: boolean
  /** How long the provider asks to wait; null where it does not say. */
  retryAfterMs: number | null
}

/** What a reply means: finished, pending (ask there), or failed. */
export type Reading =
  | { state: 'finished'; pictures: PictureSource[]; reported: Reported }
  | { state: 'pending'; job: RemoteJob; pollAfterMs: number | null; reported: Reported }
  | { state: 'failed'; failure: ReadFailure; reported: Reported }

/** What a sample used, for the price. Nulls are "not reported". */
export interface Usage {
  ask: Ask
  pictureCount: number
  reported: Reported
  /** The last attempt as we measured it, in milliseconds; a host without a meter of its own is costed by it. */
  serviceMs: number
}

/**
 * One provider. Pure: no socket, no clock, no environment, no file. The engine owns sockets, clocks, retries, polling,
 * downloads and secrets. An answer that does not fit the wire schema is a `malformed-reply` failure, never an exception.
 */
export interface ProviderAdapter {
  descriptor: ProviderDescriptor
  /** The request that submits the ask. Parameters that cannot be sent as asked come back as warnings. */
  buildSubmit(ask: Ask): BuiltRequest
  /** The request that asks after a job; null for providers without jobs. */
  buildPoll: ((job: RemoteJob, ask: Ask) => RequestTemplate) | null
  readSubmit(reply: Reply, ask: Ask): Reading
  readPoll: ((reply: Reply, job: RemoteJob, ask: Ask) => Reading) | null
  /** The charge for one sample that gave pictures. An amount reported by the provider beats the list price. */
  priceSample(usage: Usage, price: Price | null): Charge
  /** Worst case for one sample before it is sent, for estimate and budget; `amountMicros` null where it can't be known. */
  estimateSample(ask: Ask, price: Price | null): Charge
}

/** Values of an account’s credential fields by name. In memory only; never stored, logged or sent to the page. */
export type Credentials = Readonly<Record<string, string>>
