import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProviderAdapter, Reply } from '#main/providers/provider-adapter.ts'
import { providers } from '#main/providers/registry.ts'
import { CheckState, ListedModel } from '#shared/domain/account.ts'
import { Reported } from '#shared/domain/sample.ts'
import { canaryModels, completeAsk, pendingBodies } from './canary.ts'
import { describeReading, isFitToShow, messageOf, read, readFixtures, readStep, replyOf } from './fixture.ts'

const HTML = '<!doctype html><html><body>Bad gateway</body></html>'
const WORDLESS = ['', '{}', '{"detail":"x"}', 'oops', HTML]

function reply(status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: typeof body === 'string' ? new TextEncoder().encode(body) : body }
}

function steps(adapter: ProviderAdapter): ('submit' | 'poll')[] {
  return adapter.readPoll === null ? ['submit'] : ['submit', 'poll']
}

const anyReply = fc.record({
  status: fc.oneof(fc.constantFrom(200, 201, 202, 303, 400, 406, 422, 500), fc.integer({ min: 100, max: 999 })),
  headers: fc.dictionary(
    fc.constantFrom('location', 'x-cost', 'x-exec-ms', 'x-process-time', 'retry-after', 'date', 'content-type'),
    fc.oneof(fc.string(), fc.float().map(String)),
  ),
  body: fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
  ),
})

describe.each(providers.map((adapter) => ({ id: adapter.descriptor.id, adapter })))('$id', ({ id, adapter }) => {
  const modelIds = canaryModels(adapter).map((model) => model.id)
  const asks = modelIds.map((modelId) => completeAsk(adapter, modelId))

  it('has replies as documented or recorded to be read', () => {
    expect(readFixtures(id).length).toBeGreaterThan(0)
  })

  it.each(readFixtures(id))('reads $name as documented', ({ fixture }) => {
    const model = fixture.model ?? modelIds[0]!
    expect(modelIds).toContain(model)
    const reading = readStep(adapter, fixture.step, replyOf(fixture), completeAsk(adapter, model), fixture.job)
    expect(reading).toMatchObject(fixture.reading)
    expect(Reported.optional().parse(reading['reported'])).toEqual(reading['reported'])
    expect(['', messageOf(reading)].filter((message) => message !== '' && !isFitToShow(message))).toEqual([])
  })

  it.each([
    [401, 'authentication', false],
    [402, 'payment', false],
    [403, 'authentication', false],
    [404, 'invalid-request', false],
    [422, 'invalid-request', false],
    [429, 'rate-limit', true],
    [500, 'server', true],
    [502, 'server', true],
    [503, 'server', true],
    [204, 'malformed-reply', false],
    [302, 'malformed-reply', false],
  ] as const)(
    'status %i without words of its own is %s, in JSON, text and HTML alike',
    (status, expected, retryable) => {
      for (const ask of asks) {
        for (const body of WORDLESS) {
          const reading = describeReading(adapter.readSubmit(reply(status, body), ask))
          const failed = { model: ask.modelId, body, class: expected, retryable }
          expect({ model: ask.modelId, body, ...reading }).toMatchObject(failed)
          expect(messageOf(reading)).toSatisfy(isFitToShow)
          const upload = adapter.readUpload?.(reply(status, body), ask) ?? null
          expect(upload === null || (!upload.ok && upload.failure.class === expected)).toBe(true)
        }
      }
    },
  )

  it('takes a success that does not fit for malformed, and never sends it again', () => {
    for (const ask of asks) {
      for (const body of ['', '{', '[]', 'null', '{"data":7,"images":7,"task":7}', HTML]) {
        const answer = reply(200, body, { 'content-type': 'text/html' })
        for (const step of steps(adapter)) {
          if (step === 'poll' && pendingBodies(id).includes(body)) continue
          const reading = describeReading(read(adapter, step, answer, ask))
          const failed = { model: ask.modelId, step, body, class: 'malformed-reply', retryable: false }
          expect({ model: ask.modelId, step, body, ...reading }).toMatchObject(failed)
        }
        expect(adapter.readUpload?.(answer, ask).ok ?? false).toBe(false)
      }
    }
  })

  it('does not parse a JSON reply beyond the size bound', () => {
    const oversized = reply(200, new Uint8Array(64 * 1024 * 1024 + 1), { 'content-type': 'application/json' })
    for (const step of steps(adapter)) {
      const reading = read(adapter, step, oversized, asks[0]!)
      expect(describeReading(reading)).toMatchObject({ state: 'failed', class: 'malformed-reply' })
    }
  })

  it('reads any bytes with any status into a value, at every step, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...asks), anyReply, (ask, answer) => {
        for (const step of steps(adapter)) {
          expect(Reported.safeParse(read(adapter, step, answer, ask).reported).success).toBe(true)
        }
        expect(() => adapter.readUpload?.(answer, ask)).not.toThrow()
        const cancelled = adapter.readCancel?.(answer)
        expect(cancelled === 'stopped' && answer.status >= 400, 'a failed cancel stops nothing').toBe(false)
        stateOf(adapter, answer)
        const balance = adapter.balance?.read(answer) ?? null
        expect(balance === null || Number.isSafeInteger(balance)).toBe(true)
        const listed = adapter.modelList?.read(answer)?.models ?? []
        expect(listed.filter((model) => !ListedModel.safeParse(model).success)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it.runIf(adapter.accountCheck !== null)(
    'a check tells a wrong key, an empty purse, a limit and a fault apart',
    () => {
      for (const body of WORDLESS) {
        expect({ body, state: stateOf(adapter, reply(401, body)) }).toEqual({ body, state: 'refused' })
        expect({ body, state: stateOf(adapter, reply(402, body)) }).toEqual({ body, state: 'no-credit' })
        expect(['refused', 'forbidden']).toContain(stateOf(adapter, reply(403, body)))
        expect({ body, state: stateOf(adapter, reply(429, body)) }).toEqual({ body, state: 'slow-down' })
        for (const status of [500, 502, 503]) {
          expect({ body, state: stateOf(adapter, reply(status, body)) }).toEqual({ body, state: 'unclear' })
        }
      }
    },
  )

  it.runIf(adapter.accountCheck !== null && adapter.descriptor.kind === 'managed')(
    'a check does not take the page of some other server for accepted credentials',
    () => {
      for (const body of ['', 'oops', HTML]) expect(stateOf(adapter, reply(200, body))).toBe('unclear')
    },
  )
})

function stateOf(adapter: ProviderAdapter, answer: Reply): CheckState | null {
  if (adapter.accountCheck === null) return null
  const { state, message, balanceMicros } = adapter.accountCheck.read(answer)
  expect(CheckState.exclude(['unreachable']).options).toContain(state)
  expect(message).toSatisfy(isFitToShow)
  expect(balanceMicros === null || Number.isSafeInteger(balanceMicros)).toBe(true)
  return state
}
