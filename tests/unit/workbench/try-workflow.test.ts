import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { showRequest } from '#main/workbench/show-call.ts'
import { custom } from '#main/providers/custom/index.ts'
import answerAtOnce from '#resources/workflows/http/answer-at-once.json' with { type: 'json' }
import enlarge from '#resources/workflows/http/enlarge.json' with { type: 'json' }
import jobs from '#resources/workflows/http/jobs.json' with { type: 'json' }
import { HttpWorkflow } from '#shared/domain/workflow.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'

const SECRET = 'canary-token-0123456789'
const atOnce = HttpWorkflow.parse(answerAtOnce.content)
const small = { width: 128, height: 96 }

/** A server that repeats what it was sent, as careless ones do. */
async function careless(
  status: number,
): Promise<{ baseUrl: string; seen: () => { headers: IncomingHttpHeaders; body: string } }> {
  let seen: { headers: IncomingHttpHeaders; body: string } | null = null
  const server = createServer(async (request, response) => {
    const body = await text(request)
    seen = { headers: request.headers, body }
    const { authorization = '' } = request.headers
    response.writeHead(status, {
      'content-type': 'application/json',
      'set-cookie': 'session=1',
      'x-echo': authorization,
    })
    response.end(JSON.stringify({ you: authorization, body, image: 'A'.repeat(4000), after: 'the picture' }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  })
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: () => {
      if (seen === null) throw new Error('Nothing was asked.')
      return seen
    },
  }
}

describe('a try sends one request', () => {
  it('shows what really went out and what came, with no secret in either', async () => {
    const server = await careless(200)
    const workbench = await testWorkbench({
      environment: { ASSAY_CUSTOM_TOKEN: SECRET, ASSAY_CUSTOM_BASE_URL: server.baseUrl },
    })
    const tried = await workbench.client.workflow.try({ prompt: 'a fox', parameters: small, workflow: atOnce })
    const { headers, body } = server.seen()
    expect(headers.authorization).toBe(`Bearer ${SECRET}`)
    expect(tried.request).toMatchObject({ method: 'POST', url: `${server.baseUrl}/draw` })
    expect(tried.request.headers['authorization']).toBe('Bearer [token]')
    expect(JSON.parse(tried.request.body ?? '')).toEqual(JSON.parse(body))
    expect(tried.reply).toMatchObject({
      status: 200,
      headers: { 'set-cookie': '[cookie]', 'x-echo': 'Bearer [credential]' },
    })
    // A picture in base64 is cut short, so that what stands behind it can be read.
    expect(tried.reply?.opening).toContain('"after":"the picture"')
    expect(tried.readAs).toEqual({
      state: 'finished',
      text: 'One picture: in the reply itself.',
      pictureCount: 1,
      jobId: null,
    })
    expect(JSON.stringify(tried)).not.toContain(SECRET)
  })

  it('shows a refusal as a finding, with the reply that tells why', async () => {
    const server = await careless(401)
    const workbench = await testWorkbench({ environment: { ASSAY_CUSTOM_TOKEN: SECRET } })
    const tried = await workbench.client.workflow.try({ prompt: 'a fox', workflow: atOnce, baseUrl: server.baseUrl })
    expect(tried).toMatchObject({
      reply: { status: 401 },
      readAs: { state: 'failed', text: expect.stringContaining('refused the credentials') },
    })
    expect(JSON.stringify(tried)).not.toContain(SECRET)
  })

  it('shows the request also where no reply came', async () => {
    const workbench = await testWorkbench()
    // Port 9 discards, and nothing listens on it.
    const tried = await workbench.client.workflow.try({
      prompt: 'a fox',
      workflow: atOnce,
      baseUrl: 'http://127.0.0.1:9',
    })
    expect(tried).toMatchObject({
      request: { url: 'http://127.0.0.1:9/draw' },
      reply: null,
      readAs: { state: 'failed' },
    })
    expect(tried.readAs.text).toMatch(/127\.0\.0\.1/)
  })

  it('begins a job and does not ask after it, on a practice account', async () => {
    const workbench = await testWorkbench()
    const workflow = HttpWorkflow.parse(jobs.content)
    const tried = await workbench.client.workflow.try({
      prompt: 'a fox',
      account: 'practice',
      workflow,
      parameters: small,
    })
    expect(tried).toMatchObject({ reply: { status: 202 }, readAs: { state: 'pending', pictureCount: 0 } })
    expect(tried.readAs.jobId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('sends a kept picture, and names it instead of showing it', async () => {
    const workbench = await testWorkbench()
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
      .png()
      .toBuffer()
    const { sha256 } = await workbench.client.picture.add({ file: new File([new Uint8Array(bytes)], 'in.png') })
    const asked = { prompt: 'larger', account: 'practice', model: 'upscale', parameters: { scale: 3 } } as const
    const workflow = HttpWorkflow.parse(enlarge.content)
    const tried = await workbench.client.workflow.try({ ...asked, workflow, picture: sha256 })
    expect(JSON.parse(tried.request.body ?? '')).toEqual({ image: '[the picture, as data-uri]', scale: 3 })
    expect(tried.readAs).toMatchObject({ state: 'finished', pictureCount: 1 })
    await expect(workbench.client.workflow.try({ ...asked, workflow })).rejects.toThrow('changes a picture')
  })

  it('tries a kept workflow by its id, and any other provider', async () => {
    const server = await careless(200)
    const baseUrl = server.baseUrl
    const environment = { ASSAY_OPENAI_IMAGES_API_KEY: SECRET, ASSAY_OPENAI_IMAGES_ORGANIZATION: 'org-team' }
    const workbench = await testWorkbench({ environment })
    const { id } = await workbench.client.workflow.save({ name: 'Mine', content: atOnce })
    const kept = await workbench.client.workflow.try({ prompt: 'a fox', baseUrl, workflow: id })
    expect(kept.readAs.state).toBe('finished')
    const other = { provider: 'openai-images', model: 'gpt-image-2:low', baseUrl }
    const tried = await workbench.client.workflow.try({ ...other, prompt: 'a fox' })
    expect(tried.request.headers).toMatchObject({ authorization: 'Bearer [apiKey]', 'openai-organization': 'org-team' })
    expect(server.seen().headers.authorization).toBe(`Bearer ${SECRET}`)
  })

  it.each([
    ['an unknown workflow', { workflow: 'workflow-nothere' }, 'There is no workflow'],
    ['no workflow where one is needed', {}, 'needs a template of the calls'],
    [
      'a template with a mistake',
      { workflow: { ...atOnce, submit: { ...atOnce.submit, path: 'draw' } } },
      'begins with one slash',
    ],
    [
      'a graph for an API',
      { workflow: { kind: 'comfyui' as const, graph: {}, bindings: {}, outputNodeId: null } },
      'of the kind "http"',
    ],
    ['an unknown provider', { provider: 'nobody', workflow: atOnce }, 'There is no provider'],
    ['no address', { account: 'environment' as const, workflow: atOnce }, 'ASSAY_CUSTOM_BASE_URL'],
  ])('says what is wrong with %s, and sends nothing', async (_, part, message) => {
    const workbench = await testWorkbench()
    const asked = { prompt: 'a fox', account: 'practice' as const, ...part }
    await expect(workbench.client.workflow.try(asked)).rejects.toThrow(message)
  })
})

it('a user name and a password are masked as such, and not as what looks like their base64', () => {
  const { request } = custom.buildSubmit({
    modelId: 'generate',
    prompt: 'a fox',
    seed: 1,
    parameters: small,
    workflow: atOnce,
    picture: null,
    uploaded: null,
    clientId: null,
  })
  const credentials = { username: 'someone', password: SECRET, headerName: 'X-Team', headerValue: SECRET }
  const shown = showRequest(request, { descriptor: custom.descriptor, credentials, baseUrl: 'https://api.example' })
  expect(shown.headers).toMatchObject({ authorization: 'Basic [username:password]', 'x-team': '[headerValue]' })
  expect(JSON.stringify(shown)).not.toContain(Buffer.from(SECRET).toString('base64').slice(4, 20))
})
