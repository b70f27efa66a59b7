import type { z } from 'zod'
import type { CheckState, ListedModel } from '#shared/domain/account.ts'
import type { GenerationParameters, ParameterWarning } from '#shared/domain/generation.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { NodeProblem } from '#shared/domain/node-problem.ts'
import type { Charge, Price } from '#shared/domain/price.ts'
import type { Cancellation, Model, ProviderKind, Source, Webhooks } from '#shared/domain/provider.ts'
import type { FailureClass, Reported } from '#shared/domain/sample.ts'
import type { ComfyGraph, WorkflowContent } from '#shared/domain/workflow.ts'
import type { Micros } from '#shared/units/money.ts'

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
  /** What to type as the model where `models` is not all there is; null where it is. See `ProviderAdapter.describeModel`. */
  otherModels: string | null
  prices: readonly Price[]
  webhooks: Webhooks
  cancellation: Cancellation
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
  /** For models that need one. */
  workflow: WorkflowContent | null
  /** The picture to be changed, for every task but `generate`. Its bytes are put in where the request holds `pictureAs`. */
  picture: ImageRecord | null
  /** What the provider called the picture when it was uploaded (see `buildUpload`); null where nothing was. */
  uploaded: string | null
  /** Names this client to a provider with a progress socket; null without one. */
  clientId: string | null
  /**
   * A UUID of this try and no other, where the engine gives one: names the job to a provider that lets its callers, and keeps
   * one that caches by name from answering with an old result.
   */
  attemptId?: string
}

/**
 * A header's value, with a place for the secret instead of the secret: a recorded request can never contain one.
 * The engine fills it in when it sends. A header whose optional credential is not set is left out.
 */
export type HeaderTemplate =
  string | { credential: string; prefix?: string } | { basic: { username: string; password: string } }

/** Stands in a JSON body for the bytes of `Ask.picture`; the engine puts the text in when it sends. */
export interface PicturePlaceholder {
  $picture: 'base64' | 'data-uri'
}

/** `pictureAs('data-uri')` anywhere in a JSON body becomes the input picture. */
export function pictureAs(form: PicturePlaceholder['$picture']): PicturePlaceholder {
  return { $picture: form }
}

/** Stands in a form for a UUID that is made anew each time the form is sent: for a provider whose caller names the job. */
export interface FreshIdPlaceholder {
  $fresh: 'uuid'
}

/** A form with texts and, after them, one file at most: the input picture (RFC 7578). */
export interface MultipartBody {
  fields: Record<string, string | FreshIdPlaceholder>
  /** null for a form of texts alone. */
  picture: { field: string; fileName: string } | null
}

/** A request as an adapter describes it. `path` is joined to the account's base URL, or is an absolute URL of the same origin. */
export interface RequestTemplate {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  headers: Record<string, HeaderTemplate>
  /** Credential fields that hold the name and the value of a header of the user's own; left out where they are not set. */
  ownHeader?: { name: string; value: string }
  /** Sent as JSON; null where there is no body. */
  body: Record<string, unknown> | null
  /** Sent instead of `body`. */
  multipart?: MultipartBody
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

/** A picture in a reply. `fetch`: it is got with a request of its own to the account's host, credentials included. */
export type PictureSource =
  { kind: 'bytes'; bytes: Uint8Array } | { kind: 'url'; url: string } | { kind: 'fetch'; request: RequestTemplate }

/** `retryable` is the adapter's word on whether the same call may be sent again without being paid twice. */
export interface ReadFailure {
  class: FailureClass
  message: string
  retryable: boolean
  /** How long the provider asks to wait; null where it does not say. */
  retryAfterMs: number | null
}

/**
 * What a reply means: finished, pending (ask there), or failed. `ended`: the job itself has ended, and what is asked next is
 * only its result, so that the time until then is no polling slack.
 */
export type Reading =
  /** `warnings`: what only the reply tells of how the ask was carried out. They join those of the request. */
  | { state: 'finished'; pictures: PictureSource[]; reported: Reported; warnings?: ParameterWarning[] }
  | { state: 'pending'; job: RemoteJob; pollAfterMs: number | null; ended?: true; reported: Reported }
  | { state: 'failed'; failure: ReadFailure; reported: Reported }

/** What a sample used, for the price. Nulls are "not reported". */
export interface Usage {
  ask: Ask
  pictureCount: number
  /** Width times height of each picture that came, as read from its bytes; empty where none could be read. */
  picturePixels: readonly number[]
  reported: Reported
  /** The last attempt as we measured it, in milliseconds; a host without a meter of its own is costed by it. */
  serviceMs: number
}

/** The cheapest call that needs the credentials, and what its answer says of them. */
export interface AccountCheckCall {
  request: RequestTemplate
  read(reply: Reply): { state: CheckState; message: string; balanceMicros: Micros | null }
}

/** A call whose answer tells what is left to spend; null where the answer does not say. */
export interface BalanceCall {
  request: RequestTemplate
  read(reply: Reply): Micros | null
}

/** The provider's own list of models, page by page. */
export interface ModelListCall {
  /** @param cursor of the page before; null for the first page */
  request(cursor: string | null): RequestTemplate
  read(reply: Reply): { models: ListedModel[]; next: string | null } | null
}

/** Two pictures and a question, for a model that sees and answers in text. */
export interface VisionAsk {
  modelId: string
  instructions: string
  /** In the order in which the model is to read them. A picture is a `data:` address. */
  parts: readonly ({ text: string } | { picture: string })[]
  /** JSON Schema that the answer is to be held to; null where the server can't. */
  answer: { name: string; schema: Record<string, unknown> } | null
  /** null: as the model has it. */
  temperature: number | null
  mostOutputTokens: number
  /** Whether the account is at the provider itself, and not at another server that speaks its contract. */
  atProvider: boolean
}

/** `refused`: the model, or a filter, would not answer, which is billed all the same. `cutOff`: its tokens ran out before it had ended. */
export type VisionReading =
  | {
      state: 'answered' | 'refused'
      text: string
      cutOff: boolean
      tokens: { input: number; output: number } | null
      answeringModel: string | null
      requestId: string | null
    }
  /** `words`: the server's own, which may repeat a key; null where it gave none. */
  | { state: 'failed'; failure: ReadFailure; words: string | null; requestId: string | null }

/** A call to a model that is shown pictures and answers in text. */
export interface VisionCall {
  request(ask: VisionAsk): RequestTemplate
  read(reply: Reply): VisionReading
}

/** A call that tells which nodes an account's server has. */
export interface GraphCheckCall {
  request: RequestTemplate
  /** What that server would find wrong with a graph, before anything is queued; null where the answer can't be read. */
  read(reply: Reply, graph: ComfyGraph): NodeProblem[] | null
}

/** A WebSocket on which the provider tells of its jobs while they run. It only says when to ask: results are always polled. */
export interface ProgressSocket {
  /** Joined to the base URL, with http(s) turned into ws(s). */
  path(clientId: string): string
  headers: Record<string, HeaderTemplate>
  ownHeader?: RequestTemplate['ownHeader']
  /** @returns null for a frame that says nothing of a job */
  read(frame: string): { jobId: string; state: 'started' | 'working' | 'ended' } | null
}

/**
 * One provider. Pure: no socket, no clock, no environment, no file. The engine owns sockets, clocks, retries, polling,
 * downloads and secrets. An answer that does not fit the wire schema is a `malformed-reply` failure, never an exception.
 */
export interface ProviderAdapter {
  descriptor: ProviderDescriptor
  /** The model behind an id that `descriptor.models` does not list; null where there can be none. Absent: the list is complete. */
  describeModel?(modelId: string): Model | null
  /**
   * Why a workflow can't be used for a model, one sentence a problem, with the place in the workflow; empty where it can. A
   * prompt or a picture that would not reach it is such a reason. Absent: the provider takes none.
   */
  checkWorkflow?(workflow: WorkflowContent, model: Pick<Model, 'name' | 'task'>): { path: string; message: string }[]
  /** Puts the input picture at the provider before the ask; null for an ask that needs no upload. */
  buildUpload?(ask: Ask): RequestTemplate | null
  /** What the picture is called from now on (`Ask.uploaded`). */
  readUpload?(reply: Reply, ask: Ask): { ok: true; uploaded: string } | { ok: false; failure: ReadFailure }
  /** The request that submits the ask. Parameters that cannot be sent as asked come back as warnings. */
  buildSubmit(ask: Ask): BuiltRequest
  /** The request that asks after a job; null for providers without jobs. */
  buildPoll: ((job: RemoteJob, ask: Ask) => RequestTemplate) | null
  readSubmit(reply: Reply, ask: Ask): Reading
  readPoll: ((reply: Reply, job: RemoteJob, ask: Ask) => Reading) | null
  /** The request that stops a job, so that it is not paid; absent where the provider offers none, null where this ask does not. */
  buildCancel?(job: RemoteJob, ask: Ask): RequestTemplate | null
  /** A call that is given up before it was answered is stopped as well, by `buildCancel` with a job that has no id. */
  cancelsUnansweredCalls?: true
  /** A further request, sent after `buildCancel` whatever that was answered, where one alone reaches only a waiting or only a running job. */
  buildSecondCancel?(job: RemoteJob, ask: Ask): RequestTemplate
  /** Whether the answer confirms that the job is stopped; `too-late` where it had ended. */
  readCancel?(reply: Reply): 'stopped' | 'asked' | 'too-late' | 'unclear'
  progressSocket?: ProgressSocket
  /** The charge for one sample that gave pictures. An amount reported by the provider beats the list price. */
  priceSample(usage: Usage, price: Price | null): Charge
  /** Worst case for one sample before it is sent, for estimate and budget; `amountMicros` null where it can't be known. */
  estimateSample(ask: Ask, price: Price | null): Charge
  /** null where no call tells anything of the credentials without being paid. */
  accountCheck: AccountCheckCall | null
  balance?: BalanceCall
  modelList?: ModelListCall
  /** For servers that describe their nodes. */
  graphCheck?: GraphCheckCall
  /** For servers that have models which see: one of them can judge pictures. */
  visionCall?: VisionCall
}

/** Values of an account’s credential fields by name. In memory only; never stored, logged or sent to the page. */
export type Credentials = Readonly<Record<string, string>>
