import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Ask, ProviderAdapter, Reading, RemoteJob, Reply } from '#main/providers/provider-adapter.ts'
import { CheckState, ListedModel } from '#shared/domain/account.ts'
import { FailureClass, Reported } from '#shared/domain/sample.ts'
import { CANARY_PROMPT, CANARY_SECRET, canaryJob } from './canary.ts'

/** The calls of an adapter whose replies a fixture can hold. */
export const FixtureStep = z.enum(['upload', 'submit', 'poll', 'cancel', 'check', 'balance', 'models'])
export type FixtureStep = z.infer<typeof FixtureStep>

/**
 * A reply as documented or recorded, and what it must be read as. `{{prompt}}` and `{{secret}}` stand for the canaries.
 * The readings of the steps: upload: uploaded or failed · submit, poll: finished, pending or failed · cancel: cancel ·
 * check: account · balance: balance · models: models.
 */
export const Fixture = z.strictObject({
  about: z.string().min(10),
  source: z.url(),
  retrieved: z.iso.date(),
  kind: z.enum(['documentation', 'recorded']),
  /** The provider's first model where the step is not about one. */
  model: z.string().optional(),
  step: FixtureStep,
  /** The job that was asked after; that of the provider's canary if absent. */
  job: z.strictObject({ jobId: z.string(), statusUrl: z.string().nullable() }).optional(),
  reply: z.strictObject({
    status: z.int(),
    headers: z.record(z.string().regex(/^[a-z0-9-]+$/), z.string()),
    json: z.unknown().optional(),
    text: z.string().optional(),
    base64: z.base64().optional(),
  }),
  reading: z.discriminatedUnion('state', [
    z.strictObject({
      state: z.literal('finished'),
      pictures: z.array(z.enum(['bytes', 'url', 'fetch'])),
      reported: Reported.partial(),
    }),
    z.strictObject({
      state: z.literal('pending'),
      jobId: z.string(),
      statusUrl: z.string().nullable().optional(),
      pollAfterMs: z.number().nullable(),
      reported: Reported.partial().optional(),
    }),
    z.strictObject({
      state: z.literal('failed'),
      class: FailureClass,
      retryable: z.boolean(),
      retryAfterMs: z.number().nullable().optional(),
    }),
    z.strictObject({ state: z.literal('uploaded'), uploaded: z.string() }),
    z.strictObject({ state: z.literal('cancel'), answer: z.enum(['stopped', 'asked', 'too-late', 'unclear']) }),
    z.strictObject({
      state: z.literal('account'),
      check: CheckState,
      balanceMicros: z.number().nullable().optional(),
    }),
    z.strictObject({ state: z.literal('balance'), amountMicros: z.number().nullable() }),
    /** `models` null: the reply cannot be read. */
    z.strictObject({
      state: z.literal('models'),
      models: z.array(ListedModel).nullable(),
      next: z.string().nullable().optional(),
    }),
  ]),
})
export type Fixture = z.infer<typeof Fixture>

export function readFixtures(providerId: string): { name: string; fixture: Fixture }[] {
  const directory = join(import.meta.dirname, providerId, 'fixtures')
  if (!existsSync(directory)) return []
  return readdirSync(directory)
    .sort()
    .map((name) => ({ name, fixture: Fixture.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))) }))
}

export function replyOf({ reply }: Fixture): Reply {
  return { status: reply.status, headers: reply.headers, body: bodyOf(reply) }
}

function bodyOf({ json, text, base64 }: Fixture['reply']): Uint8Array {
  if (base64 !== undefined) return Buffer.from(base64, 'base64')
  if (json !== undefined) {
    return encode(JSON.stringify(json), inJson(CANARY_PROMPT), inJson(CANARY_SECRET))
  }
  return encode(text ?? '', CANARY_PROMPT, CANARY_SECRET)
}

/** A text as it stands inside a JSON string. */
function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1)
}

function encode(text: string, prompt: string, secret: string): Uint8Array {
  return new TextEncoder().encode(text.replaceAll('{{prompt}}', () => prompt).replaceAll('{{secret}}', () => secret))
}

/** Hands a reply to submit or poll to the adapter. */
export function read(
  adapter: ProviderAdapter,
  step: 'submit' | 'poll',
  reply: Reply,
  ask: Ask,
  job: RemoteJob = canaryJob(adapter.descriptor.id),
): Reading {
  if (step === 'submit') return adapter.readSubmit(reply, ask)
  if (adapter.readPoll === null) throw new Error(`${adapter.descriptor.id} has no jobs to ask after.`)
  return adapter.readPoll(reply, job, ask)
}

/** Hands a reply of any step to the part of the adapter that it is for. @returns it in the terms of `Fixture.reading` */
export function readStep(
  adapter: ProviderAdapter,
  step: FixtureStep,
  reply: Reply,
  ask: Ask,
  job?: RemoteJob,
): Record<string, unknown> {
  if (step === 'submit' || step === 'poll') return describeReading(read(adapter, step, reply, ask, job))
  const described = DESCRIBE[step](adapter, reply, ask)
  if (described === undefined) throw new Error(`${adapter.descriptor.id} has no such call as ${step}.`)
  return described
}

type Describe = (adapter: ProviderAdapter, reply: Reply, ask: Ask) => Record<string, unknown> | undefined

/** Undefined where the adapter has no such call. */
const DESCRIBE: Readonly<Record<Exclude<FixtureStep, 'submit' | 'poll'>, Describe>> = {
  upload(adapter, reply, ask) {
    const upload = adapter.readUpload?.(reply, ask)
    if (upload === undefined) return undefined
    return upload.ok ? { state: 'uploaded', uploaded: upload.uploaded } : { state: 'failed', ...upload.failure }
  },
  cancel(adapter, reply) {
    const answer = adapter.readCancel?.(reply)
    return answer === undefined ? undefined : { state: 'cancel', answer }
  },
  check(adapter, reply) {
    if (adapter.accountCheck === null) return undefined
    const { state: check, ...rest } = adapter.accountCheck.read(reply)
    return { state: 'account', check, ...rest }
  },
  balance: ({ balance }, reply) => balance && { state: 'balance', amountMicros: balance.read(reply) },
  models: ({ modelList }, reply) => modelList && { state: 'models', ...(modelList.read(reply) ?? { models: null }) },
}

/** A reading in the terms of a fixture, so that the two can be compared. */
export function describeReading(reading: Reading): Record<string, unknown> {
  const { state, reported } = reading
  if (state === 'finished') return { state, reported, pictures: reading.pictures.map((picture) => picture.kind) }
  if (state === 'pending') return { state, reported, ...reading.job, pollAfterMs: reading.pollAfterMs }
  return { state, reported, ...reading.failure }
}

/** Whether a text may be shown to people: whole sentences, and nothing of what was sent or came. */
export function isFitToShow(message: string): boolean {
  return /^[A-Za-z].*\.$/.test(message) && !message.includes(CANARY_PROMPT) && !message.includes(CANARY_SECRET)
}

/** What people would be shown; empty where there is nothing to say. */
export function messageOf(described: Record<string, unknown>): string {
  return typeof described['message'] === 'string' ? described['message'] : ''
}
