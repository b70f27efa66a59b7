import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Ask, ProviderAdapter, Reading, Reply } from '#main/providers/provider-adapter.ts'
import { FailureClass, Reported } from '#shared/domain/sample.ts'

/** A prompt full of words that adapters look for in error texts: none of them may be taken for the provider's. */
export const CANARY_PROMPT = 'a “credit” card beside a content policy leaflet, nsfw, out of memory, spend limit'
export const CANARY_SECRET = 'sk_canary-0123456789'

/** The job that a poll fixture is the answer about. */
const JOB = { jobId: 'job-1', statusUrl: '/v1/images/generations?__modal_function_call_id=job-1' }

/** A reply as documented or recorded, and what it must be read as. `{{prompt}}` and `{{secret}}` stand for the canaries. */
export const Fixture = z.strictObject({
  about: z.string().min(10),
  source: z.url(),
  retrieved: z.iso.date(),
  kind: z.enum(['documentation', 'recorded']),
  model: z.string(),
  step: z.enum(['submit', 'poll']),
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
      pictures: z.array(z.enum(['bytes', 'url'])),
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
  ]),
})
export type Fixture = z.infer<typeof Fixture>

export function readFixtures(providerId: string): { name: string; fixture: Fixture }[] {
  const directory = join(import.meta.dirname, providerId, 'fixtures')
  return readdirSync(directory)
    .sort()
    .map((name) => ({ name, fixture: Fixture.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))) }))
}

export function canaryAsk(modelId: string, parameters: Partial<Ask['parameters']> = {}): Ask {
  return { modelId, prompt: CANARY_PROMPT, seed: 42, parameters: { width: 1024, height: 1024, ...parameters } }
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

/** Hands a reply to the adapter, to the half of it that the fixture is about. */
export function read(adapter: ProviderAdapter, step: Fixture['step'], reply: Reply, ask: Ask): Reading {
  if (step === 'submit') return adapter.readSubmit(reply, ask)
  if (adapter.readPoll === null) throw new Error(`${adapter.descriptor.id} has no jobs to ask after.`)
  return adapter.readPoll(reply, JOB, ask)
}

/** A reading in the terms of a fixture, so that the two can be compared. */
export function describeReading(reading: Reading): Record<string, unknown> {
  const { state, reported } = reading
  if (state === 'finished') return { state, reported, pictures: reading.pictures.map((picture) => picture.kind) }
  if (state === 'pending') return { state, reported, ...reading.job, pollAfterMs: reading.pollAfterMs }
  return { state, reported, ...reading.failure }
}

/** What people would be shown; empty where nothing failed. */
export function messageOf(reading: Reading): string {
  return reading.state === 'failed' ? reading.failure.message : ''
}
