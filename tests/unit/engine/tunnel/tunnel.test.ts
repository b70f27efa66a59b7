import { expect, test } from 'vitest'
import type { TunnelAccess } from '#main/engine/ports.ts'
import type { openSession } from '#main/engine/tunnel/open-session.ts'
import { createTunnel, REOPEN_AFTER_MS, REST_MS } from '#main/engine/tunnel/tunnel.ts'
import { TunnelError } from '#main/engine/tunnel/tunnel-error.ts'
import { skippingClock } from '../trial-for-test.ts'

const NEVER = new AbortController().signal
const ACCESS: TunnelAccess = {
  host: 'studio-box',
  port: 22,
  username: 'somebody',
  authentication: 'agent',
  keyFile: null,
  hostKeySha256: null,
  password: null,
  keyPassphrase: null,
  agentSocket: '/agent',
}

/** SSH by a script: each opening succeeds or fails as the next word says. */
function scripted(words: ('open' | 'busy' | 'refused')[]) {
  const pins: (string | null)[] = []
  const clock = skippingClock()
  const hostKeys: string[] = []
  const breakers: ((error: TunnelError) => void)[] = []
  const open: typeof openSession = async (_access, { pinned, broken }) => {
    pins.push(pinned)
    const word = words.shift()
    if (word !== 'open') throw new TunnelError(`${word}`, { mayPass: word === 'busy' })
    breakers.push(broken)
    return { hostKeySha256: 'key-1', connect: () => Promise.reject(new Error('unused')), close: () => undefined }
  }
  const tunnel = createTunnel({ access: ACCESS, clock, hostKeySeen: (key) => void hostKeys.push(key), open })
  return {
    tunnel,
    clock,
    pins,
    hostKeys,
    breakOff: () => breakers.at(-1)?.(new TunnelError('broken', { mayPass: true })),
  }
}

test('samples open a tunnel each, or the key that was seen first is not pinned for the next opening', async () => {
  const { tunnel, pins, hostKeys, breakOff } = scripted(['open', 'open'])
  await Promise.all([tunnel.ready(NEVER), tunnel.ready(NEVER), tunnel.ready(NEVER)])
  breakOff()
  await expect(tunnel.connect('127.0.0.1', 80)).rejects.toThrow('broken')
  await Promise.all([tunnel.ready(NEVER), tunnel.ready(NEVER)])
  expect(pins).toEqual([null, 'key-1'])
  expect(hostKeys).toEqual(['key-1'])
})

test('a tunnel that broke is not waited for, or without a pause between tries', async () => {
  const { tunnel, clock, breakOff } = scripted(['open', 'busy', 'busy', 'open'])
  await tunnel.ready(NEVER)
  breakOff()
  clock.pausesMs.length = 0
  await tunnel.ready(NEVER)
  expect(clock.pausesMs).toEqual(REOPEN_AFTER_MS.slice(0, 3))
})

test('a machine that is gone keeps every sample waiting for the whole series of tries', async () => {
  const { tunnel, clock, breakOff, pins } = scripted(['open', ...REOPEN_AFTER_MS.map(() => 'busy' as const), 'open'])
  await tunnel.ready(NEVER)
  breakOff()
  await expect(tunnel.ready(NEVER)).rejects.toThrow('busy')
  const tries = pins.length
  await expect(tunnel.ready(NEVER)).rejects.toThrow('busy')
  expect(pins).toHaveLength(tries)
  await clock.sleep(REST_MS, NEVER)
  await tunnel.ready(NEVER)
  expect(pins).toHaveLength(tries + 1)
})

test('a machine that was never reached, or that refuses the key, is knocked at again and again', async () => {
  const { tunnel, clock, pins } = scripted(['busy', 'refused', 'open'])
  await expect(tunnel.ready(NEVER)).rejects.toThrow('busy')
  expect(pins).toHaveLength(1)
  await clock.sleep(REST_MS, NEVER)
  await expect(tunnel.ready(NEVER)).rejects.toThrow('refused')
  await clock.sleep(1000 * REST_MS, NEVER)
  await expect(tunnel.ready(NEVER)).rejects.toThrow('refused')
  expect(pins).toHaveLength(2)
})

test('a cancel waits for the tunnel', async () => {
  const { tunnel, breakOff } = scripted(['open', 'busy', 'open'])
  await tunnel.ready(NEVER)
  breakOff()
  const cancel = new AbortController()
  const waiting = tunnel.ready(cancel.signal)
  cancel.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
  await expect(tunnel.ready(cancel.signal)).rejects.toThrow('cancelled')
})
