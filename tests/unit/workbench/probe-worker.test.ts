import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { ReachableRental } from '#main/rentals/ports.ts'
import { openStore } from '#main/store/open-store.ts'
import { connectToRental } from '#main/workbench/connect-to-rental.ts'
import { probeWorker } from '#main/workbench/probe-worker.ts'
import { createHostPorts } from '#main/hosts/create-host-ports.ts'
import type { WorkerReach } from '#shared/domain/rental.ts'
import { exampleRental } from '#tests/support/example-rental.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

const signal = new AbortController().signal
const ssh = { host: '127.0.0.1', port: 22, username: 'ubuntu' }
const example = exampleRental()

/** A worker that gives one answer to all, and what a probe needs to ask it. */
async function scene(status: number, body = '{}') {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const directory = await temporaryDirectory()
  const clock = { now: () => new Date('2026-11-22T12:00:00Z') }
  const store = openStore({ directory, clock })
  onTestFinished(() => store.close())
  const ports = createHostPorts({ host: 'command-line', dataDirectory: directory, environment: {} })
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, context: { store, ports } }
}

function simulated({ store }: { store: ReturnType<typeof openStore> }): void {
  store.accounts.put({
    id: example.accountId,
    providerId: 'lambda',
    label: 'team',
    baseUrl: 'http://127.0.0.1:9',
    region: null,
    tier: null,
    concurrency: null,
    certificateSha256: null,
    tunnel: null,
    fieldsSet: [],
    plainFields: {},
    createdAt: '2026-11-22T12:00:00.000Z',
    lastCheck: null,
  })
}

function reached(by: WorkerReach, changes: Partial<ReachableRental>): ReachableRental {
  const request = example.request && { ...example.request, reach: by }
  return { ...example, workerUrl: 'http://127.0.0.1:8188', request, ...changes }
}

test('a reply that names an address of our own network makes us call there, by HTTP or by SSH', async () => {
  const { asked, url, context } = await scene(200)
  const direct = await probeWorker(reached({ by: 'address' }, { workerUrl: url }), context, signal)
  const through = await probeWorker(reached({ by: 'ssh', keyFile: '/nowhere' }, { ssh }), context, signal)
  const refusal = { trouble: expect.stringContaining('in a private network (127.0.0.1)'), hostKeySha256: null }
  expect([direct, through]).toEqual([refusal, refusal])
  // The worker's own 127.0.0.1 is another's: it is the machine that must not be here. The key file ends it before any call.
  const elsewhere = reached({ by: 'ssh', keyFile: '/nowhere' }, { ssh: { ...ssh, host: '8.8.8.8' } })
  expect((await probeWorker(elsewhere, context, signal)).trouble).toContain("can't be read")
  expect(asked).toEqual([])
})

test('a worker that wants a password is not believed to answer, or something else is taken for it', async () => {
  for (const [status, trouble] of [
    [401, null],
    [403, null],
    [502, 'What answers there is not ComfyUI, or not ready yet (HTTP 502).'],
    [404, 'What answers there is not ComfyUI, or not ready yet (HTTP 404).'],
  ] as const) {
    const { asked, url, context } = await scene(status)
    simulated(context)
    const answer = await probeWorker(reached({ by: 'address' }, { workerUrl: url }), context, signal)
    expect(answer).toEqual({ trouble, hostKeySha256: null })
    expect(asked).toHaveLength(1)
  }
})

test('a key file that can not be read is told as a worker that does not answer, or ends the keeping', async () => {
  const { context } = await scene(200)
  simulated(context)
  const answer = await probeWorker(reached({ by: 'ssh', keyFile: '/nowhere' }, { ssh }), context, signal)
  expect(answer.trouble).toContain("The key file /nowhere can't be read (ENOENT)")
})

test('a worker through SSH is asked without a tunnel, with a secret, or by another way than was chosen', () => {
  const agent = { sshAgentSocket: '/run/agent' }
  const common = { ...ssh, hostKeySha256: 'pinned', password: null, keyPassphrase: null, agentSocket: '/run/agent' }
  const rental = (by: WorkerReach) => reached(by, { ssh, hostKeySha256: 'pinned' })
  expect(connectToRental(rental({ by: 'ssh', keyFile: '/keys/mine' }), agent)?.tunnel).toEqual({
    ...common,
    authentication: 'key-file',
    keyFile: '/keys/mine',
  })
  expect(connectToRental(rental({ by: 'ssh', keyFile: null }), agent)?.tunnel).toEqual({
    ...common,
    authentication: 'agent',
    keyFile: null,
  })
  expect(connectToRental(rental({ by: 'address' }), agent)?.tunnel).toBeNull()
  expect(connectToRental(reached({ by: 'ssh', keyFile: null }, { ssh: null }), agent)).toBeNull()
})
