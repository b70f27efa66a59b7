import { expect, test } from 'vitest'
import { pictureAs, type ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { ContenderStep } from '#shared/domain/plan.ts'
import { Sample } from '#shared/domain/sample.ts'
import { sendJson, startServer } from './scripted-server.ts'
import { adapterForTest, contenderForTest, NOTHING_REPORTED, planForTest, runForTest } from './trial-for-test.ts'
import { plainCase } from '#tests/support/plain-trial.ts'

const PICTURE = { sha256: 'a'.repeat(64), format: 'png', width: 32, height: 32, sizeBytes: 9 } as const
const CASES = [{ ...plainCase(0, 'a fox', 'a fox'), picture: PICTURE }]
const change: Partial<ContenderStep> = { task: 'image-to-image' }

const uploading: Partial<ProviderAdapter> = {
  buildUpload: () => ({
    method: 'POST',
    path: '/upload',
    headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
    body: null,
    multipart: { fields: { kind: 'input' }, picture: { field: 'file', fileName: 'input.png' } },
  }),
  readUpload: ({ status, body }) =>
    status === 200
      ? { ok: true, uploaded: new TextDecoder().decode(body) }
      : {
          ok: false,
          failure: { class: 'invalid-request', message: 'Too large a picture.', retryable: false, retryAfterMs: null },
        },
  buildSubmit: ({ uploaded }) => ({
    request: { method: 'POST', path: '/draw', headers: {}, body: { from: uploaded } },
    warnings: [],
  }),
}

test('a picture in a request is not the one of the case, or reading it counts as latency', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'x' }))
  const adapter = adapterForTest({
    buildSubmit: ({ picture }) => ({
      request: {
        method: 'POST',
        path: '/draw',
        headers: {},
        body: { init: pictureAs('data-uri'), of: picture?.width },
      },
      warnings: [],
    }),
  })
  const plan = planForTest([contenderForTest(server.url, change)], { cases: CASES })
  const { samples } = await runForTest(plan, { adapter })
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ init: `data-uri of ${PICTURE.sha256}`, of: 32 })
  const [sample] = samples
  expect(sample).toMatchObject({ outcome: 'succeeded' })
  expect(sample?.heldBackMs).toBeGreaterThan(0)
  expect(sample?.latencyMs).toBe((sample?.finishedMs ?? 0) - (sample?.dueMs ?? 0) - (sample?.heldBackMs ?? 0))
})

test('a step that draws from words alone is given the picture of the case', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'x' }))
  const given: unknown[] = []
  const adapter = adapterForTest({
    buildSubmit: ({ picture }) => {
      given.push(picture)
      return { request: { method: 'POST', path: '/draw', headers: {}, body: {} }, warnings: [] }
    },
  })
  await runForTest(planForTest([contenderForTest(server.url)], { cases: CASES }), { adapter })
  expect(new Set(given)).toEqual(new Set([null]))
})

test('an upload is not part of the attempt, or what it is called there gets lost', async () => {
  const server = await startServer(({ path }, response) => {
    if (path === '/upload') response.end('picture-7')
    else sendJson(response, 200, { picture: 'x' })
  })
  const plan = planForTest([contenderForTest(server.url, change)], { cases: CASES })
  const { samples } = await runForTest(plan, { adapter: adapterForTest(uploading) })
  const [sample] = samples
  Sample.parse(sample)
  const [attempt] = sample?.attempts ?? []
  expect(sample?.outcome).toBe('succeeded')
  expect(attempt?.exchanges.map(({ purpose }) => purpose)).toEqual(['upload', 'submit'])
  expect(server.seen[0]?.headers.authorization).toBe('Bearer canary-0123456789')
  expect(server.seen[0]?.body).toContain(PICTURE.sha256)
  expect(JSON.parse(server.seen[1]?.body ?? '')).toEqual({ from: 'picture-7' })
  // The caller waits for the upload: service begins with its first byte.
  expect(sample?.serviceMs).toBeGreaterThan(attempt?.exchanges[1]?.totalMs ?? 0)
})

test('a refused upload is paid for, or the failure is not the provider’s own', async () => {
  const server = await startServer((_request, response) => response.writeHead(413).end('no'))
  const plan = planForTest([contenderForTest(server.url, change)], { cases: CASES })
  const { samples } = await runForTest(plan, { adapter: adapterForTest(uploading) })
  expect(samples[0]).toMatchObject({
    outcome: 'failed',
    failure: { class: 'invalid-request', message: 'Too large a picture.', status: 413, rawBody: 'no' },
    charge: { amountMicros: 0, evidence: 'only the input picture was sent' },
  })
  expect(server.seen).toHaveLength(1)
})

test('a picture behind the account’s own door is asked for without its key', async () => {
  let views = 0
  const server = await startServer(({ path, headers }, response) => {
    if (path !== '/view?name=a') sendJson(response, 200, {})
    else if (headers.authorization !== 'Bearer canary-0123456789') response.writeHead(401).end()
    else if (++views === 1) response.writeHead(503).end()
    else response.end('the picture')
  })
  const adapter = adapterForTest({
    readSubmit: () => ({
      state: 'finished',
      pictures: [
        {
          kind: 'fetch',
          request: {
            method: 'GET',
            path: '/view?name=a',
            headers: { authorization: { credential: 'apiKey', prefix: 'Bearer ' } },
            body: null,
          },
        },
      ],
      reported: NOTHING_REPORTED,
    }),
  })
  const { samples, desk } = await runForTest(planForTest([contenderForTest(server.url)]), { adapter })
  expect(samples[0]).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: 3000 } })
  expect(samples[0]?.attempts[0]?.exchanges.map(({ purpose }) => purpose)).toEqual(['submit', 'download', 'download'])
  expect(desk.kept).toEqual(['the picture'])
})

test('a picture that the account’s door leads on to is asked for with its key there', async () => {
  const storage = await startServer((_request, response) => response.end('the picture'))
  const server = await startServer(({ path }, response) => {
    if (path === '/view') response.writeHead(302, { location: `${storage.url}/signed` }).end()
    else sendJson(response, 200, {})
  })
  const request = { method: 'GET', path: '/view', headers: { key: { credential: 'apiKey' } }, body: null } as const
  const adapter = adapterForTest({
    readSubmit: () => ({ state: 'finished', pictures: [{ kind: 'fetch', request }], reported: NOTHING_REPORTED }),
  })
  const { samples, desk } = await runForTest(planForTest([contenderForTest(server.url)]), { adapter })
  expect(samples[0]?.outcome).toBe('succeeded')
  expect(desk.kept).toEqual(['the picture'])
  expect(storage.seen[0]?.headers['key']).toBeUndefined()
})

test('pixels of what came do not reach the price', async () => {
  const server = await startServer((_request, response) => sendJson(response, 200, { picture: 'x' }))
  const priced: unknown[] = []
  const adapter = adapterForTest({
    priceSample: ({ pictureCount, picturePixels }) => {
      priced.push({ pictureCount, picturePixels })
      return { amountMicros: 1, basis: 'listed', priceId: null, evidence: '' }
    },
  })
  await runForTest(planForTest([contenderForTest(server.url)]), { adapter })
  // The ones before are of the rehearsal.
  expect(priced.at(-1)).toEqual({ pictureCount: 1, picturePixels: [1024] })
})
