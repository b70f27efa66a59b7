import { describe, expect, test } from 'vitest'
import { chargeSample, type ChargeableAttempt } from '#main/engine/charge-sample.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Attempt, Exchange, Failure } from '#shared/domain/sample.ts'
import { adapterForTest, NOTHING_REPORTED } from './trial-for-test.ts'

const NO_PHASES = {
  blockedMs: null,
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  sendMs: null,
  waitMs: null,
  receiveMs: null,
}

function exchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    purpose: 'submit',
    method: 'POST',
    url: 'https://api.example.com/',
    startedMs: 0,
    totalMs: 2000,
    phases: { ...NO_PHASES, sendMs: 0, waitMs: 2000 },
    status: 200,
    socketReused: true,
    alpnProtocol: null,
    remoteAddress: null,
    bytesOut: 1,
    bytesIn: 1,
    requestId: null,
    ...changes,
  }
}

function attempt(
  failure: Partial<Failure> | null,
  changes: Partial<Attempt> = {},
  retryable = false,
): ChargeableAttempt {
  const whole: Failure = { class: 'server', message: '', status: 500, rawBody: null, ...failure }
  return {
    attempt: {
      number: 1,
      step: 0,
      startedMs: 0,
      finishedMs: 2000,
      failure: failure === null ? null : whole,
      reported: NOTHING_REPORTED,
      answer: null,
      cancellation: null,
      exchanges: [exchange({ status: whole.status })],
      ...changes,
    },
    deliveredCount: failure === null ? 1 : null,
    picturePixels: [],
    retryable,
  }
}

const ASK: Ask = {
  modelId: 'any',
  prompt: 'a fox',
  seed: 1,
  parameters: { width: 64, height: 64 },
  workflow: null,
  picture: null,
  uploaded: null,
  clientId: null,
}
const managed = adapterForTest()
const free = adapterForTest({ descriptor: { ...managed.descriptor, freeFailures: 'bills status 200 only' } })
/** 100 micros a second of service time. */
const host = adapterForTest({
  descriptor: { ...managed.descriptor, kind: 'host' },
  priceSample: ({ serviceMs }) => ({
    amountMicros: serviceMs / 10,
    basis: 'metered',
    priceId: null,
    evidence: `${serviceMs} ms`,
  }),
})
const microsOf = (attempts: ChargeableAttempt[], adapter = managed): number | null =>
  chargeSample(attempts, { adapter, ask: ASK, price: null }).amountMicros

const perPicture: Price = {
  id: 'any/picture',
  label: 'a picture',
  models: [],
  unit: 'image',
  amountUsd: '0.003',
  source: 'https://example.com/pricing',
  retrievedOn: '2026-11-22',
  confidence: 'official',
}
const charged = (failure: Partial<Failure>, price: Price): number | null =>
  chargeSample([attempt(failure)], { adapter: managed, ask: ASK, price }).amountMicros

describe('a managed provider', () => {
  test('a failure whose cost is not reported is written as free', () => {
    expect(microsOf([attempt({ class: 'content-policy', status: 200 })])).toBeNull()
    expect(microsOf([attempt({ class: 'timeout', status: null })])).toBeNull()
    expect(microsOf([attempt({ class: 'cancelled', status: null })])).toBeNull()
  })

  test('a cost that is reported with a failure is lost', () => {
    const reported = { ...NOTHING_REPORTED, costMicros: 42 }
    expect(microsOf([attempt({}, { reported })])).toBe(42)
  })

  test('an error counts as unknown where the contract says that errors are free, and only such an error does not', () => {
    expect(microsOf([attempt({ status: 422 })], free)).toBe(0)
    expect(microsOf([attempt({ status: 200, class: 'malformed-reply' })], free)).toBeNull()
    expect(microsOf([attempt({ status: null, class: 'network' })], free)).toBeNull()
  })

  test('a refusal counts as unknown at a price per picture, or a failure of the server counts as free there', () => {
    expect(charged({ class: 'content-policy', status: 400 }, perPicture)).toBe(0)
    expect(charged({ status: 500 }, perPicture)).toBeNull()
    expect(charged({ class: 'timeout', status: null }, perPicture)).toBeNull()
    expect(charged({ class: 'content-policy', status: 400 }, { ...perPicture, unit: 'compute-second' })).toBeNull()
  })
  test('a job that may still run is free because a question about it was answered with an error', () => {
    const exchanges = [exchange(), exchange({ purpose: 'poll', status: 503 })]
    expect(microsOf([attempt({ status: 503 }, { exchanges })], free)).toBeNull()
  })

  test('a picture that was lost on its way to us is not paid for', () => {
    expect(microsOf([{ ...attempt({ class: 'malformed-reply' }), deliveredCount: 1 }])).toBe(3000)
  })

  test('a failure that was allowed to be sent again makes the whole sample’s cost unknown', () => {
    expect(microsOf([attempt({}, {}, true), attempt(null)])).toBe(3000)
    expect(microsOf([attempt({}, {}, true), attempt({}, {}, true)])).toBeNull()
  })
})

test('a request that was never sent has an unknown cost', () => {
  const exchanges = [exchange({ phases: NO_PHASES, status: null })]
  const never = attempt({ class: 'network', status: null }, { exchanges }, true)
  expect(microsOf([never, never])).toBe(0)
  expect(microsOf([never, attempt(null)])).toBe(3000)
  expect(microsOf([never], host)).toBe(0)
  expect(chargeSample([], { adapter: host, ask: ASK, price: null })).toMatchObject({ amountMicros: 0 })
})

describe('a rented host', () => {
  test('the machine’s time is free where it failed, or where it failed first', () => {
    expect(microsOf([attempt({})], host)).toBe(200)
    expect(chargeSample([attempt({}, {}, true), attempt(null)], { adapter: host, ask: ASK, price: null })).toEqual({
      amountMicros: 400,
      basis: 'metered',
      priceId: null,
      evidence: '2000 ms; no picture came + 2000 ms',
    })
  })

  test('the time until we hung up is taken for the time it worked', () => {
    expect(microsOf([attempt({ class: 'timeout', status: null })], host)).toBeNull()
    expect(microsOf([attempt({ class: 'cancelled', status: null })], host)).toBeNull()
  })
})
