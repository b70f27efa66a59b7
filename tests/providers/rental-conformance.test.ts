import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeCredentials } from '#main/providers/describe-provider.ts'
import type { Reply } from '#main/providers/provider-adapter.ts'
import type { RentalAdapter, RentalResult } from '#main/providers/rental-adapter.ts'
import { findRentalProvider, rentalProviders } from '#main/providers/rental-registry.ts'
import { rentalSimulators } from '#main/simulators/rentals/registry.ts'
import { RentalOffer, type RentalRequest } from '#shared/domain/rental.ts'

const SECRET = 'sk_canary-0123456789'
const PORT = 8188
const FOLDER = ['descriptor.ts', 'index.ts', 'request.ts', 'response.ts', 'schemas.ts', 'simulator.ts']

/** A reply as documented, and what it must be read as. */
const RentalReply = z.strictObject({
  about: z.string().min(10),
  source: z.url(),
  retrieved: z.iso.date(),
  kind: z.enum(['documentation', 'recorded']),
  step: z.enum(['offers', 'launch', 'read', 'end']),
  reply: z.strictObject({ status: z.int(), json: z.unknown() }),
  reading: z.looseObject({ ok: z.boolean() }),
})

function replies(providerId: string): z.infer<typeof RentalReply>[] {
  const file = join(import.meta.dirname, providerId, 'rental-replies.json')
  return z.array(RentalReply).parse(JSON.parse(readFileSync(file, 'utf8')))
}

function replyOf(status: number, body: string): Reply {
  return { status, headers: {}, body: new TextEncoder().encode(body) }
}

const STEPS = ['offers', 'launch', 'read', 'list', 'end'] as const

function readAs(adapter: RentalAdapter, step: (typeof STEPS)[number], reply: Reply): RentalResult<unknown> {
  if (step === 'offers') return adapter.readOffers(reply)
  if (step === 'launch') return adapter.readLaunch(reply)
  if (step === 'read') return adapter.readMachine(reply, 'machine-1', PORT)
  return step === 'list' ? adapter.readList(reply) : adapter.readEnd(reply)
}

const REQUEST: RentalRequest = {
  accountId: 'account-1',
  offerId: '7700101',
  machine: 'gpu_1x_a10',
  region: 'us-east-1',
  hourlyMicros: 1,
  image: 'practice/comfyui:1',
  startScript: 'python main.py',
  sshKey: 'practice',
  workerPort: PORT,
  workerProvider: 'comfyui',
  reach: { by: 'address' },
  startMinutes: 20,
  leaseMinutes: 60,
  budgetMicros: null,
  endWithTrial: false,
}

describe('the registry of machines', () => {
  it('finds each provider by its id, has no id twice, and a simulator of each', () => {
    for (const adapter of rentalProviders) expect(findRentalProvider(adapter.descriptor.id)).toBe(adapter)
    expect(findRentalProvider('toString')).toBeNull()
    expect(rentalSimulators.map(({ providerId }) => providerId)).toEqual(
      rentalProviders.map(({ descriptor }) => descriptor.id),
    )
  })
})

describe.each(rentalProviders.map((adapter) => ({ id: adapter.descriptor.id, adapter })))('$id', ({ id, adapter }) => {
  it('has the files that every such folder has, dated sources, and prices by the hour', () => {
    const folder = join(import.meta.dirname, '../../src/main/providers', id)
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(FOLDER))
    expect(adapter.descriptor.sources.length).toBeGreaterThan(0)
    expect(adapter.descriptor.prices.map(({ unit }) => unit)).toEqual(
      adapter.descriptor.prices.map(() => 'instance-hour'),
    )
    expect(adapter.meter.words.length).toBeGreaterThan(20)
    expect(Math.min(...Object.values(adapter.minimumIntervalMs))).toBeGreaterThan(0)
  })

  it('puts a credential where the secret goes, and never a secret; the tag rides in every launch', () => {
    const requests = [
      adapter.buildOffers({ gpu: null, region: null }),
      adapter.buildLaunch(REQUEST, 'assay-1'),
      adapter.buildRead('machine-1', PORT),
      adapter.buildList(null),
      adapter.buildEnd('machine-1'),
      adapter.accountCheck.request,
    ]
    const secrets = describeCredentials(adapter.descriptor).filter(({ secret }) => secret)
    expect(secrets).toHaveLength(1)
    for (const request of requests) {
      expect(request.headers['authorization']).toEqual({ credential: secrets[0]?.name, prefix: 'Bearer ' })
      expect(JSON.stringify(request)).not.toContain(SECRET)
      expect(request.path).toMatch(/^\/api\/v\d\/|^\/v2\//)
    }
    expect(JSON.stringify(adapter.buildLaunch(REQUEST, 'assay-1').body)).toContain('assay-1')
    expect(adapter.buildRead('../other?x=1', PORT).path).not.toContain('../')
    expect(adapter.buildEnd('a/b').path).not.toContain('a/b')
  })

  it.each(replies(id))('reads: $about', ({ step, reply, reading }) => {
    const result = readAs(adapter, step, replyOf(reply.status, JSON.stringify(reply.json)))
    expect(result).toMatchObject(reading)
    const offers = result.ok && step === 'offers' ? result.value : []
    expect(z.array(RentalOffer).parse(offers)).toEqual(offers)
  })

  it.each([
    [401, 'authentication'],
    [402, 'payment'],
    [403, 'authentication'],
    [429, 'rate-limit'],
    [500, 'server'],
    [503, 'server'],
  ] as const)('reads %i as %s at every step, without repeating the answer', (status, failureClass) => {
    for (const step of STEPS) {
      const result = readAs(adapter, step, replyOf(status, `<html>${SECRET}</html>`))
      expect(result).toMatchObject({ ok: false, failure: { class: failureClass } })
      expect(JSON.stringify(result)).not.toContain(SECRET)
    }
  })

  it('takes no bare 404 for a machine that is gone: a gateway answers like that, too', () => {
    for (const body of ['', '{}', '<html>Not found</html>']) {
      expect(readAs(adapter, 'read', replyOf(404, body)).ok).toBe(false)
      expect(readAs(adapter, 'end', replyOf(404, body)).ok).toBe(false)
    }
  })

  it('looks for the machine wherever a launch may have made one', () => {
    for (const [status, body] of [
      [500, ''],
      [502, '<html>'],
      [200, 'oops'],
      [200, '{}'],
    ] as const) {
      expect(adapter.readLaunch(replyOf(status, body))).toMatchObject({ ok: false, failure: { mayExist: true } })
    }
    for (const status of [400, 401, 403, 429]) {
      expect(adapter.readLaunch(replyOf(status, ''))).toMatchObject({ ok: false, failure: { mayExist: false } })
    }
  })

  it('never throws, never shows a secret and never calls a machine gone, whatever comes', () => {
    const anyReply = fc.record({
      status: fc.oneof(fc.constantFrom(200, 201, 204, 400, 404, 500), fc.integer({ min: 100, max: 999 })),
      headers: fc.dictionary(fc.constantFrom('retry-after', 'content-type'), fc.string()),
      body: fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
    })
    fc.assert(
      fc.property(anyReply, fc.constantFrom(...STEPS), (reply, step) => {
        const result = readAs(adapter, step, reply)
        expect(result.ok ? result.value : null).not.toMatchObject({ state: 'gone' })
        expect(result.ok ? 'Fine.' : result.failure.message).toMatch(/^[A-Za-z].*\.$/)
      }),
      { numRuns: 500 },
    )
  })
})
