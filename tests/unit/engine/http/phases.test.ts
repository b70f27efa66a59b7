import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstByteOutMs, phasesOf, type ConnectionStamps } from '#main/engine/http/phases.ts'

/** Readings of the trial's clock: steps of 1/1024 ms. */
const reading = fc.integer({ min: 0, max: 2 ** 30 }).map((steps) => steps / 1024)

/** Stages of a connection in order, of which any tail may not have been reached; it may be older than the exchange. */
const connection = fc
  .record({
    readings: fc.array(reading, { minLength: 4, maxLength: 4 }),
    reached: fc.integer({ min: 0, max: 3 }),
    needsLookup: fc.boolean(),
    secure: fc.boolean(),
  })
  .map(({ readings, reached, needsLookup, secure }): ConnectionStamps => {
    const [openedMs = 0, lookedUpMs = 0, connectedMs = 0, securedMs = 0] = readings.sort((one, other) => one - other)
    return {
      openedMs,
      needsLookup,
      secure,
      lookedUpMs: needsLookup && reached >= 1 ? lookedUpMs : null,
      connectedMs: reached >= 2 ? connectedMs : null,
      securedMs: secure && reached >= 3 ? securedMs : null,
    }
  })

const exchange = fc
  .record({ readings: fc.array(reading, { minLength: 5, maxLength: 5 }), reached: fc.integer({ min: 0, max: 3 }) })
  .map(({ readings, reached }) => {
    const [askedMs = 0, startedMs = 0, sentMs = 0, firstByteMs = 0, endedMs = 0] = readings.sort(
      (one, other) => one - other,
    )
    return {
      askedMs,
      startedMs: reached >= 1 ? startedMs : null,
      sentMs: reached >= 2 ? sentMs : null,
      firstByteMs: reached >= 3 ? firstByteMs : null,
      endedMs,
    }
  })

test('time falls between two phases or is counted twice: those that happened add up exactly, none is negative', () => {
  fc.assert(
    fc.property(exchange, fc.option(connection), (stamps, socket) => {
      const phases = Object.values(phasesOf(stamps, socket)).filter((phase) => phase !== null)
      expect(phases.reduce((sum, phase) => sum + phase, 0)).toBe(stamps.endedMs - stamps.askedMs)
      expect(phases.every((phase) => phase >= 0)).toBe(true)
    }),
    { numRuns: 5000 },
  )
})

test('the first byte out is the moment of sending, whatever came before it', () => {
  fc.assert(
    fc.property(exchange, fc.option(connection), (stamps, socket) => {
      const phases = phasesOf(stamps, socket)
      expect(firstByteOutMs({ startedMs: stamps.askedMs, phases })).toBe(stamps.startedMs)
    }),
  )
})

const OPEN: ConnectionStamps = {
  openedMs: 10,
  needsLookup: true,
  secure: true,
  lookedUpMs: 12,
  connectedMs: 15,
  securedMs: 25,
}
const WHOLE = { askedMs: 10, startedMs: 26, sentMs: 27, firstByteMs: 227, endedMs: 240 }

test('a fresh connection is charged to the wrong phase', () => {
  expect(phasesOf(WHOLE, OPEN)).toEqual({
    blockedMs: 1,
    dnsMs: 2,
    connectMs: 3,
    tlsMs: 10,
    sendMs: 1,
    waitMs: 200,
    receiveMs: 13,
  })
})

test('a connection opened for another exchange is charged whole to the one that uses it: only its rest counts', () => {
  const late = { ...WHOLE, askedMs: 20 }
  expect(phasesOf(late, OPEN)).toMatchObject({ dnsMs: null, connectMs: null, tlsMs: 5, blockedMs: 1 })
})

test('a reused socket shows a connecting time of 0 instead of none', () => {
  const reused = { ...WHOLE, startedMs: 10 }
  expect(phasesOf(reused, null)).toMatchObject({
    blockedMs: null,
    dnsMs: null,
    connectMs: null,
    tlsMs: null,
    sendMs: 17,
  })
})

test('a handshake that failed is counted as waiting: the time belongs to the phase it broke in', () => {
  const failed = { askedMs: 10, startedMs: null, sentMs: null, firstByteMs: null, endedMs: 40 }
  expect(phasesOf(failed, { ...OPEN, securedMs: null })).toMatchObject({ connectMs: 3, tlsMs: 25, blockedMs: null })
  expect(phasesOf(failed, { ...OPEN, connectedMs: null, securedMs: null })).toMatchObject({ dnsMs: 2, connectMs: 28 })
  expect(phasesOf(failed, { ...OPEN, lookedUpMs: null, connectedMs: null, securedMs: null })).toMatchObject({
    dnsMs: 30,
  })
})
