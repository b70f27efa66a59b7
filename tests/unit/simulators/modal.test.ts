import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { startQuick } from './quick-simulator.ts'

const token = { 'modal-key': 'wk-practice-modal', 'modal-secret': 'ws-practice-modal' }
const path = '/v1/images/generations'
const body = { model: 'sdxl', prompt: 'dunes', size: '320x256', seed: 9, output_format: 'jpeg' }
interface Generation {
  data: { b64_json?: string; url?: string }[]
  size: string
}
const pictureOf = async (reply: Response): Promise<Buffer> => {
  const { data } = (await reply.json()) as Generation
  return Buffer.from(data[0]!.b64_json!, 'base64')
}

describe('a generation', () => {
  it('answers with base64 and with its own times, which the truth agrees with to the micro-dollar', async () => {
    await using modal = await startQuick('modal')
    const reply = await modal.call(path, { headers: token, body })
    expect(await sharp(await pictureOf(reply)).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 256 })
    const [entry] = modal.truth()
    expect(reply.headers.get('x-exec-ms')).toMatch(/^\d+(\.\d{1,3})?$/)
    const executionMs = Number(reply.headers.get('x-exec-ms'))
    expect(Math.abs(executionMs - entry!.serviceMs)).toBeLessThan(0.001)
    // $0.000694 a second is 0.694 micro-dollars a millisecond.
    expect(Math.abs(entry!.costMicros! - executionMs * 0.694)).toBeLessThanOrEqual(0.5)
    expect(reply.headers.get('x-cold')).toBe('0')
    expect(reply.headers.get('x-request-id')).toBe(entry!.requestId)
  })

  it('draws the same bytes for the same seed, and others for another', async () => {
    await using modal = await startQuick('modal')
    const [one, same, other] = [9, 9, 10].map((seed) => modal.call(path, { headers: token, body: { ...body, seed } }))
    expect(await pictureOf(await same!)).toEqual(await pictureOf(await one!))
    await other
    expect(modal.truth()).toHaveLength(3)
    expect(new Set(modal.truth().map(({ images }) => images[0]!.sha256)).size).toBe(2)
  })

  it('can name an address instead, outside the token’s wall', async () => {
    await using modal = await startQuick('modal')
    const reply = await modal.call(path, { headers: token, body: { ...body, response_format: 'url', n: 2 } })
    const { data } = (await reply.json()) as Generation
    expect(data).toHaveLength(2)
    const download = await fetch(data[0]!.url!)
    expect(await sharp(Buffer.from(await download.arrayBuffer())).metadata()).toMatchObject({ width: 320 })
    expect((await modal.delivered()).images).toHaveLength(2)
  })

  it('is cold when the app stood idle, and says so; the next one is warm', async () => {
    await using modal = await startQuick('modal', { coldStartMs: 60 })
    const colds: (string | null)[] = []
    for (const seed of [1, 2]) {
      colds.push((await modal.call(path, { headers: token, body: { ...body, seed } })).headers.get('x-cold'))
    }
    expect(colds).toEqual(['1', '0'])
    const [cold, warm] = modal.truth()
    expect(cold!.coldStartMs).toBeGreaterThanOrEqual(58)
    expect(warm!.coldStartMs).toBe(0)
    // The start is not part of the execution that is metered.
    expect(cold!.readyMs - cold!.receivedMs).toBeCloseTo(cold!.coldStartMs + cold!.queueMs + cold!.serviceMs, 6)
  })
})

describe('the proxy token', () => {
  it.each([
    ['absent', {}, 'missing'],
    ['half', { 'modal-key': 'wk-practice-modal' }, 'missing'],
    ['wrong', { ...token, 'modal-secret': 'ws-other' }, 'invalid'],
    ['an account token', { 'modal-key': 'ak-1', 'modal-secret': 'as-1' }, 'invalid'],
  ])('%s: 401 in plain text', async (_, headers, word) => {
    await using modal = await startQuick('modal')
    const reply = await modal.call(path, { headers, body })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([401, expect.stringContaining('text/plain')])
    expect(await reply.text()).toBe(`modal-http: ${word} credentials for proxy authorization`)
  })
})

describe('a call that takes longer than it is held', () => {
  it('is led on by 303s, absolute and relative in turn, to the result, which may be read again', async () => {
    await using modal = await startQuick('modal', { serviceMedianMs: 600, holdMs: 60 })
    let reply = await modal.call(path, { headers: token, body })
    const locations: string[] = []
    while (reply.status === 303) {
      locations.push(reply.headers.get('location')!)
      reply = await modal.call(locations.at(-1)!, { headers: token })
    }
    expect(locations.length).toBeGreaterThanOrEqual(2)
    expect(locations.map((location) => location.startsWith('http'))).toEqual(locations.map((_, hop) => hop % 2 === 0))
    expect(locations.every((location) => location.includes('?__modal_function_call_id=fc-'))).toBe(true)
    const picture = await pictureOf(reply)
    expect(await pictureOf(await modal.call(locations[0]!, { headers: token }))).toEqual(picture)
    expect(modal.truth()).toHaveLength(1)
  })

  it('takes no POST and no missing token on the way, and knows no other call', async () => {
    await using modal = await startQuick('modal', { serviceMedianMs: 100, holdMs: 10 })
    const location = (await modal.call(path, { headers: token, body })).headers.get('location')!
    const post = await modal.call(location, { headers: token, body })
    expect([post.status, await post.text()]).toEqual([400, 'modal-http: bad redirect method'])
    expect((await modal.call(location)).status).toBe(401)
    const other = await modal.call(`${path}?__modal_function_call_id=fc-none`, { headers: token })
    expect([other.status, await other.text()]).toEqual([404, 'modal-http: invalid function call'])
  })
})

describe('an error', () => {
  it.each([
    ['eleven pictures', { n: 11 }, 400, 'invalid_value'],
    ['a size in words', { size: 'large' }, 400, 'invalid_value'],
    ['a size beyond the model', { size: '4096x4096' }, 400, 'invalid_value'],
    ['an unknown model', { model: 'dall-e-3' }, 404, 'model_not_found'],
  ])('%s: the deployment speaks in OpenAI’s envelope', async (_, change, status, code) => {
    await using modal = await startQuick('modal')
    const reply = await modal.call(path, { headers: token, body: { ...body, ...change } })
    expect(reply.status).toBe(status)
    expect(await reply.json()).toMatchObject({ error: { type: 'invalid_request_error', code, param: null } })
    expect(modal.truth()).toMatchObject([{ outcome: 'rejected' }])
  })

  it('refuses a prompt, limits a rate, and dies as the platform tells it', async () => {
    await using refusing = await startQuick('modal', { refusalRate: 1 })
    const refused = await refusing.call(path, { headers: token, body })
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'moderation_blocked' } }])
    await using limiting = await startQuick('modal', { rateLimitRate: 1 })
    const limited = await limiting.call(path, { headers: token, body })
    expect([limited.status, await limited.json()]).toMatchObject([429, { error: { code: 'rate_limit_exceeded' } }])
    await using dying = await startQuick('modal', { serverErrorRate: 1 })
    const dead = await dying.call(path, { headers: token, body })
    expect([dead.status, await dead.text()]).toEqual([
      500,
      'modal-http: internal error: function was terminated by signal',
    ])
  })

  it('404 and 405 are the web framework’s own', async () => {
    await using modal = await startQuick('modal')
    expect(await (await modal.call('/generate', { headers: token, body })).json()).toEqual({ detail: 'Not Found' })
    expect((await modal.call(path, { headers: token })).status).toBe(405)
  })
})
