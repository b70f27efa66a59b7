import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { expect, onTestFinished, test } from 'vitest'
import { openServer } from '#main/hosts/http/open-server.ts'
import { findInstallation } from '#main/hosts/installation.ts'
import { describeCredentials, environmentVariable } from '#main/providers/describe-provider.ts'
import type { ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { providers } from '#main/providers/registry.ts'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import { startSimulatorThread } from '#main/simulators/start-simulator-thread.ts'
import type { Contract } from '#shared/contract.ts'
import type { PlannedContender } from '#shared/domain/planned-contender.ts'
import type { Model } from '#shared/domain/provider.ts'
import { completeAsk } from '#tests/providers/canary.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { unzipped } from '../unit/store/bundle/example-bundle.ts'
import { startEchoServer } from './echo-server.ts'
import { findSecrets, formsOf, secretCanaries } from './secret-canaries.ts'

const PASSPHRASE = 'canary passphrase of four words'
const SSH_SECRETS = {
  sshPassword: 'canary-ssh-password-7f3a91c4',
  sshKeyPassphrase: 'canary-ssh-key-passphrase-7f3a91c4',
}
/** As many as a plan may hold. */
const CONTENDERS = 8

type Contender = Pick<PlannedContender, 'provider' | 'model' | 'account' | 'workflow'>

test('a key that is searched for is not found in some form, and every other test of this file is blind', () => {
  const secret = 'canary-novita-apiKey-7f3a91c4'
  const places = [
    secret,
    `https://h/?key=${encodeURIComponent(secret)}`,
    Buffer.from(secret).toString('hex'),
    ...['', 'u', 'us'].map((user) => Buffer.from(`${user}:${secret}!`).toString('base64')),
    Buffer.from(`{"a":"${secret}"}`).toString('base64url'),
  ]
  for (const place of places) expect(findSecrets(Buffer.from(`before ${place} after`), [secret])).toEqual([secret])
  expect(findSecrets(Buffer.from('canary-novita-apiKey'), [secret])).toEqual([])
  expect(formsOf('ä/b').length).toBeGreaterThan(5)
})

test('a key stands anywhere on the disk, or in anything that is sent to the page', async () => {
  const simulators = await startSimulatorThread({
    seed: 5,
    practiceDirectory: join(findInstallation().resourcesDirectory, 'practice'),
    timeScale: 0.02,
  })
  onTestFinished(() => simulators.close())
  const echo = await startEchoServer()
  onTestFinished(() => echo.close())

  const canaries = [...providers, ...rentalProviders].flatMap(({ descriptor }) => secretCanaries(descriptor))
  // In the environment there is one set of credentials for a provider: that of its first secret field.
  const environment: Record<string, string> = {}
  const environmentSecrets: string[] = []
  for (const { descriptor } of providers) {
    const [first] = canaries.filter(({ providerId }) => providerId === descriptor.id)
    for (const [name, value] of Object.entries(first?.values ?? {})) {
      const isSecret = first?.secrets.includes(value) === true
      const own = isSecret ? value.replace('canary-', 'canary-environment-') : value
      environment[environmentVariable(descriptor.id, name)] = own
      if (isSecret) environmentSecrets.push(own)
    }
  }
  for (const { descriptor } of providers) environment[environmentVariable(descriptor.id, 'baseUrl')] = echo.baseUrl
  const practiceSecrets = providers.flatMap(({ descriptor }) => {
    const credentials = simulators.simulators.find(({ providerId }) => providerId === descriptor.id)?.credentials ?? {}
    return describeCredentials(descriptor).flatMap(({ name, secret }) => (secret ? (credentials[name] ?? []) : []))
  })
  const secrets = [
    ...canaries.flatMap((canary) => canary.secrets),
    ...environmentSecrets,
    ...practiceSecrets,
    ...Object.values(SSH_SECRETS),
    PASSPHRASE,
  ]

  const dataDirectory = await temporaryDirectory()
  const bugs: unknown[] = []
  const server = await openServer({ dataDirectory, port: 0, environment, reportBug: (error) => bugs.push(error) })
  let closed = false
  onTestFinished(async () => {
    if (!closed) await server.close()
  })
  const page = await openPage(server.url)
  const { client } = page
  await client.vault.setUp({ protection: 'passphrase', passphrase: PASSPHRASE })

  // An account for every secret field: at the simulator, which refuses it, and at a server that repeats all it was sent.
  const workflows = new Map<string, string>()
  for (const adapter of providers) {
    const { id, workflow } = drawingModel(adapter)
    const content = workflow === null ? null : completeAsk(adapter, id).workflow
    if (content !== null) {
      workflows.set(adapter.descriptor.id, (await client.workflow.save({ name: adapter.descriptor.id, content })).id)
    }
  }
  const contenders: Contender[] = []
  const enter = async (providerId: string, baseUrl: string, fields: Record<string, string>): Promise<string> => {
    const { id } = await client.account.save({ providerId, label: providerId, baseUrl, fields })
    await page.tried(client.account.check({ accountId: id }))
    await page.tried(client.account.balance({ accountId: id }))
    await page.tried(client.account.models({ accountId: id, cursor: null }))
    return id
  }
  const addressOf = (providerId: string) =>
    simulators.simulators.find((simulator) => simulator.providerId === providerId) ?? {
      baseUrl: echo.baseUrl,
      credentials: {},
    }
  for (const adapter of providers) {
    const providerId = adapter.descriptor.id
    const { baseUrl, credentials } = addressOf(providerId)
    contenders.push(contenderOf(adapter, await enter(providerId, baseUrl, { ...credentials }), workflows))
    contenders.push(contenderOf(adapter, 'environment', workflows))
    for (const canary of canaries.filter((candidate) => candidate.providerId === providerId)) {
      contenders.push(contenderOf(adapter, await enter(providerId, baseUrl, canary.values), workflows))
      contenders.push(contenderOf(adapter, await enter(providerId, echo.baseUrl, canary.values), workflows))
    }
  }
  for (const { descriptor } of rentalProviders) {
    for (const { values } of canaries.filter(({ providerId }) => providerId === descriptor.id)) {
      await enter(descriptor.id, echo.baseUrl, values)
    }
  }
  const tunnelled = await client.account.save({
    providerId: 'a1111',
    baseUrl: 'http://127.0.0.1:7860',
    fields: SSH_SECRETS,
    tunnel: {
      host: '127.0.0.1',
      port: 1,
      username: 'me',
      authentication: 'password',
      keyFile: null,
      hostKeySha256: null,
    },
  })
  expect((await client.account.check({ accountId: tunnelled.id })).state).toBe('unreachable')

  let succeeded = 0
  const failures = new Set<string>()
  let blackened = 0
  for (let start = 0; start < contenders.length; start += CONTENDERS) {
    const together = contenders.slice(start, start + CONTENDERS)
    const { trialId } = await client.trial.start({
      name: `Leaks from ${start}`,
      prompts: [{ text: 'Celadon vase' }],
      retry: { maximumAttempts: 2, initialDelayMs: 0 },
      timeoutMs: 15_000,
      // Each calibration is like the first.
      calibrate: start === 0,
      contenders: together.map((contender, index) => ({
        id: `c${start + index}`,
        ...contender,
        parameters: { width: 512, height: 512 },
      })),
    })
    for await (const event of await client.trial.watch({ trialId })) if (event.type === 'settled') break
    for (const row of await client.sample.rows({ trialId })) {
      if (row.outcome === 'succeeded') succeeded += 1
      if (row.failureClass !== null) failures.add(row.failureClass)
      const { failure } = await client.sample.get({ sampleId: row.sampleId })
      if (failure?.rawBody?.includes('[credential]') === true) blackened += 1
    }
    await client.analysis.get({ trialId })
    await client.trial.get({ trialId })
    await page.tried(client.report.write({ trialId }))
    await page.tried(client.report.write({ trialId, formats: ['bundle'] }))
    for (const file of ['report.html', 'results.json', 'results.csv']) await page.get(`/reports/${trialId}/${file}`)
  }
  await page.tried(client.vault.unlock({ passphrase: 'a wrong canary passphrase' }))
  await page.tried(client.vault.changePassphrase({ current: 'a wrong canary passphrase', next: PASSPHRASE }))
  await client.account.list()
  await client.provider.list()
  await client.vault.status()
  await page.get('/')

  const whileOpen = await searchFolder(dataDirectory, secrets)
  await server.close()
  closed = true

  expect(bugs).toEqual([])
  // Otherwise nothing was tried that could have leaked.
  expect(succeeded).toBeGreaterThanOrEqual(10)
  expect(blackened).toBeGreaterThan(0)
  expect([...failures]).toEqual(expect.arrayContaining(['authentication', 'server']))
  expect(whileOpen.names).toEqual(expect.arrayContaining(['assay.sqlite', 'assay.sqlite-wal', 'vault.json']))
  expect(whileOpen.found).toEqual([])
  expect((await searchFolder(dataDirectory, secrets)).found).toEqual([])
  const bundled = await searchBundles(dataDirectory, [...secrets, new URL(echo.baseUrl).host])
  expect(bundled.count).toBe(Math.ceil(contenders.length / CONTENDERS))
  expect(bundled.found).toEqual([])
  const sent = await page.responses()
  expect(sent.length).toBeGreaterThan(contenders.length)
  expect(
    sent.flatMap(({ address, bytes }) => findSecrets(bytes, secrets).map((secret) => `${secret} in ${address}`)),
  ).toEqual([])
}, 180_000)

/** The provider's first model that draws, through an account. */
function contenderOf(adapter: ProviderAdapter, account: string, workflows: ReadonlyMap<string, string>): Contender {
  const workflow = workflows.get(adapter.descriptor.id)
  return {
    provider: adapter.descriptor.id,
    model: drawingModel(adapter).id,
    account,
    ...(workflow !== undefined && { workflow }),
  }
}

function drawingModel({ descriptor }: ProviderAdapter): Model {
  const model = descriptor.models.find(({ task }) => task === 'generate')
  if (model === undefined) throw new Error(`${descriptor.id} draws nothing.`)
  return model
}

/** A page that keeps every byte it is sent: bodies, statuses and headers. */
async function openPage(address: string) {
  const pending: Promise<{ address: string; bytes: Buffer }>[] = []
  const first = await fetch(address, { redirect: 'manual' })
  const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const { origin } = new URL(address)
  const recorded = async (input: Request): Promise<Response> => {
    const request = new Request(input)
    request.headers.set('cookie', cookie)
    const response = await fetch(request)
    const copy = response.clone()
    pending.push(
      copy
        .arrayBuffer()
        // A stream that the page leaves early has sent what it has sent.
        .catch(() => new ArrayBuffer(0))
        .then((body) => ({
          address: `${request.method} ${request.url}`,
          bytes: Buffer.concat([Buffer.from(JSON.stringify([...response.headers])), Buffer.from(body)]),
        })),
    )
    return response
  }
  const client: ContractRouterClient<Contract> = createORPCClient(
    new RPCLink({ url: `${origin}/rpc`, fetch: (request) => recorded(request) }),
  )
  return {
    client,
    get: (path: string) => recorded(new Request(new URL(path, origin))),
    /** What a call fails with is sent to the page, too, and is no failure of the test. */
    tried: async (call: Promise<unknown>): Promise<void> => {
      await call.catch(() => undefined)
    },
    responses: () => Promise.all(pending),
  }
}

async function searchFolder(
  directory: string,
  secrets: readonly string[],
): Promise<{ names: string[]; found: string[] }> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const bytes = await readFile(join(parentPath, name))
      return findSecrets(bytes, secrets).map((secret) => `${secret} in ${name}`)
    }),
  )
  return { names: files.map(({ name }) => name), found: found.flat() }
}

/** In a bundle texts are packed: on the disk no search would find them. */
async function searchBundles(
  dataDirectory: string,
  secrets: readonly string[],
): Promise<{ count: number; found: string[] }> {
  const found: string[] = []
  const trials = await readdir(join(dataDirectory, 'reports'))
  for (const trialId of trials) {
    for (const [name, bytes] of await unzipped(join(dataDirectory, 'reports', trialId, 'evidence.zip'))) {
      found.push(...findSecrets(bytes, secrets).map((secret) => `${secret} in ${name}`))
    }
  }
  return { count: trials.length, found }
}
