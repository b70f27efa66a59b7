import { expect, test } from 'vitest'
import { cachedLookup } from '#main/engine/http/cached-lookup.ts'
import { DIRECT, type HostConnection, type TunnelAccess } from '#main/engine/ports.ts'
import { createStepBuilder } from '#main/engine/step-builder.ts'
import { adapterForTest, contenderForTest, skippingClock } from './trial-for-test.ts'

const now = (): number => 0

function tunnelTo(port: number): HostConnection {
  const tunnel: TunnelAccess = {
    host: '192.0.2.7',
    port,
    username: 'root',
    authentication: 'agent',
    keyFile: null,
    hostKeySha256: null,
    password: null,
    keyPassphrase: null,
    agentSocket: null,
  }
  return { certificateSha256: null, tunnel }
}

test('machines that have the same address, each behind a tunnel of its own, wait for each other', async () => {
  const connections: Record<string, HostConnection> = { one: tunnelTo(22), two: tunnelTo(23), again: tunnelTo(23) }
  const builder = createStepBuilder({
    trialId: 'trial-1',
    adapters: () => adapterForTest(),
    access: ({ id }) => ({ credentials: {}, connection: connections[id] ?? DIRECT }),
    clock: skippingClock(),
    now,
    lookup: cachedLookup({ now }),
    publicLookup: cachedLookup({ now }),
    connections: ({ concurrency }) => concurrency,
    hostKeySeen: () => undefined,
    fail: (error) => {
      throw error
    },
  })
  const stepOf = (id: string) =>
    builder.steps(contenderForTest('http://127.0.0.1:8188', { id, account: 'environment', accountConcurrency: 1 }))[0]
  const [one, two, again] = [stepOf('one'), stepOf('two'), stepOf('again')]
  expect(one?.gate).not.toBe(two?.gate)
  expect(one?.tunnel).not.toBe(two?.tunnel)
  // Two contenders on one machine share what it takes, and the way there.
  expect(again?.gate).toBe(two?.gate)
  expect(again?.tunnel).toBe(two?.tunnel)
  await builder.close()
})
