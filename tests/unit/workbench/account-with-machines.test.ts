import { createServer, type IncomingMessage } from 'node:http'
import { ORPCError } from '@orpc/server'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startRentalSimulators } from '#main/simulators/rentals/start-rental-simulators.ts'
import type { Rental } from '#shared/domain/rental.ts'
import { quickClock } from '#tests/support/quick-clock.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { listen } from '#tests/unit/engine/scripted-server.ts'
import { practiceDirectory } from '#tests/unit/simulators/quick-simulator.ts'
import { StandInKeychain } from '#tests/unit/vault/vault-for-test.ts'

const KEY = 'practice-lambda-key'

async function lambda() {
  const simulators = await startRentalSimulators({
    seed: 1,
    providers: ['lambda'],
    profiles: { lambda: { bootMs: 20, workerMs: 5, endMs: 20, listedMs: 50 } },
    practiceDirectory,
  })
  onTestFinished(() => simulators.close())
  return { machines: () => simulators.machines(), baseUrl: simulators.simulators[0]!.baseUrl }
}

/** One address of a provider with two accounts: which of them is meant, and whether a key is good, is told by the key alone. */
async function providerOfTwo(): Promise<{ baseUrl: string; keys: Map<string, string>; machines: () => unknown[] }> {
  const ours = await lambda()
  const theirs = await lambda()
  const keys = new Map([
    [KEY, ours.baseUrl],
    ['another-key', ours.baseUrl],
    ['a-key-of-a-stranger', theirs.baseUrl],
  ])
  const server = createServer((request, response) => {
    const key = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const account = keys.get(key)
    const forward = async (): Promise<void> => {
      const answer = await fetch(`${account ?? ours.baseUrl}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { authorization: `Bearer ${account === undefined ? 'wrong' : KEY}` },
        ...(request.method === 'POST' && { body: await bodyOf(request) }),
      })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
    }
    forward().catch(() => response.destroy())
  })
  const port = await listen(server)
  onTestFinished(() => void server.close())
  return { baseUrl: `http://127.0.0.1:${port}`, keys, machines: ours.machines }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** An account with a machine that is ready. */
async function openScene() {
  const provider = await providerOfTwo()
  const { client } = await testWorkbench({ keychain: new StandInKeychain(), rentalClock: quickClock(200) })
  const fields = { apiKey: KEY }
  const account = await client.account.save({
    providerId: 'lambda',
    label: 'research',
    baseUrl: provider.baseUrl,
    fields,
  })
  const { offers } = await client.rental.offers({ accountId: account.id })
  const offer = offers.find(({ available }) => available)!
  const { id: rentalId } = await client.rental.launch({
    accountId: account.id,
    offerId: offer.id,
    machine: offer.machine,
    region: offer.region,
    hourlyMicros: offer.hourlyMicros,
    image: null,
    startScript: 'python main.py --listen --port 18190',
    sshKey: 'practice',
    workerPort: 18_190,
    workerProvider: 'comfyui',
    leaseMinutes: 43_200,
    budgetMicros: null,
    endWithTrial: false,
  })
  const until = (state: Rental['state']): Promise<Rental> =>
    vi.waitFor(
      async () => {
        const rental = await client.rental.get({ rentalId })
        if (rental.state !== state) throw new Error(`It is ${rental.state}: ${rental.trouble}`)
        return rental
      },
      { timeout: 15_000, interval: 10 },
    )
  const { machineId } = await until('ready')
  return { provider, client, account, accountId: account.id, rentalId, machineId: machineId!, until }
}

async function refusalOf(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await call.then(() => null).catch((caught: unknown) => caught)
  if (!(error instanceof ORPCError)) throw new Error(`Expected an error of the contract, got ${String(error)}.`)
  return { code: error.code as string, message: error.message }
}

test('an account that rents a machine loses the way to end it: by another address, a removal, or a key that does not see it', async () => {
  const { provider, client, account, accountId, rentalId, machineId, until } = await openScene()
  const named = expect.stringMatching(
    new RegExp(`^"research" still rents .*${machineId}.*${rentalId}.*end it first`, 's'),
  )
  const save = (change: object) => client.account.save({ accountId, ...change })

  expect(await refusalOf(save({ baseUrl: 'https://cloud.example' }))).toEqual({ code: 'BAD_USAGE', message: named })
  expect(await refusalOf(save({ baseUrl: null }))).toMatchObject({ code: 'BAD_USAGE' })
  expect(await refusalOf(client.account.remove({ accountId }))).toEqual({ code: 'BAD_USAGE', message: named })
  const stranger = await refusalOf(save({ fields: { apiKey: 'a-key-of-a-stranger' } }))
  expect(stranger).toEqual({ code: 'BAD_USAGE', message: named })
  expect(stranger.message).not.toContain('a-key-of-a-stranger')
  const wrong = await refusalOf(save({ fields: { apiKey: 'wrong' } }))
  expect(wrong).toMatchObject({ code: 'CALL_FAILED', message: expect.stringContaining(machineId) })
  expect(await refusalOf(save({ fields: { apiKey: '' } }))).toMatchObject({ code: 'CALL_FAILED' })
  expect(await client.account.list()).toEqual([account])

  await client.rental.end({ rentalId })
  await until('ended')
  expect(provider.machines()).toMatchObject([{ state: 'gone' }])
  expect(await save({ baseUrl: 'https://cloud.example' })).toMatchObject({ baseUrl: 'https://cloud.example' })
  expect(await client.account.remove({ accountId })).toEqual({ removed: true })
})

test('a new key of the same account is refused, or the machine is ended with the old one that was revoked', async () => {
  const { provider, client, accountId, rentalId, until } = await openScene()
  provider.keys.delete(KEY)
  await client.account.save({ accountId, fields: { apiKey: 'another-key' } })
  await client.rental.end({ rentalId })
  await until('ended')
  expect(provider.machines()).toMatchObject([{ state: 'gone' }])
})

test('what does not touch the way to the machine needs the vault, or is refused', async () => {
  const { client, account, accountId, rentalId, until } = await openScene()
  const same = await client.account.save({ accountId, baseUrl: account.baseUrl, fields: { apiKey: KEY } })
  expect(same.fieldsSet).toEqual(['apiKey'])
  await client.vault.lock()
  expect(await client.account.save({ accountId, label: 'spare', tier: 'team' })).toMatchObject({ label: 'spare' })
  await client.vault.unlock({ passphrase: null })
  await client.rental.end({ rentalId })
  await until('ended')
})
