import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { microsFromUsd } from '#shared/units/money.ts'
import { startQuick } from './quick-simulator.ts'

const key = { 'x-api-key': 'SG_practice-segmind' }
const path = '/v1/sdxl1.0-txt2img'
const body = { prompt: 'pears', seed: 3, img_width: 512, img_height: 576 }
const textOf = async (reply: Response): Promise<string> => ((await reply.json()) as { error: string }).error

/** What four calls cost, two of them alike. */
async function costsOfARun(): Promise<(number | null)[]> {
  await using segmind = await startQuick('segmind', { serviceLogSd: 0.3 })
  for (const seed of [1, 2, 3, 3]) await segmind.call(path, { headers: key, body: { ...body, seed } })
  return segmind.truth().map(({ costMicros }) => costMicros)
}

describe('a picture', () => {
  it('is the body itself, with what it cost and took in headers that agree with the truth', async () => {
    await using segmind = await startQuick('segmind', { serviceLogSd: 0.3 })
    const reply = await segmind.call(path, { headers: key, body })
    const bytes = Buffer.from(await reply.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 512, height: 576 })
    const entry = await segmind.delivered()
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(bytes.byteLength),
      'x-request-id': entry.requestId,
      'x-seed-value': '3',
      'x-generation-time': (entry.serviceMs / 1000).toFixed(3),
    })
    expect(reply.headers.get('x-cost')).toMatch(/^0\.\d{6}$/)
    expect(microsFromUsd(reply.headers.get('x-cost')!)).toBe(entry.costMicros)
    expect(entry.deliveredMs).toBeGreaterThanOrEqual(entry.readyMs)
  })

  it('costs a little more or less from call to call, but the same in the next run', async () => {
    const first = await costsOfARun()
    expect(new Set(first).size).toBe(4)
    expect(await costsOfARun()).toEqual(first)
  })

  it('takes credits with a 200 and none with a failure', async () => {
    await using segmind = await startQuick('segmind', { creditsMicros: 100_000 })
    const credits = async (): Promise<unknown> => (await segmind.call('/v1/get-user-credits', { headers: key })).json()
    expect(await credits()).toEqual({ credits: 0.1, 'free-credits': 0 })
    const reply = await segmind.call(path, { headers: key, body })
    expect(reply.headers.get('x-remaining-credits')).toBe('0.092020')
    expect((await segmind.call(path, { headers: key, body: {} })).status).toBe(406)
    expect(await credits()).toEqual({ credits: 0.09202, 'free-credits': 0 })
  })

  it.each([
    ['flux-schnell', { width: 520, height: 512 }, { width: 520, height: 512, format: 'jpeg' }],
    ['fast-flux-schnell', { aspect_ratio: '4:5' }, { width: 896, height: 1088, format: 'jpeg' }],
    ['flux-dev', { aspect_ratio: '1:1' }, { width: 1024, height: 1024, format: 'webp' }],
    ['flux-dev', { output_format: 'png', aspect_ratio: '9:21' }, { width: 640, height: 1536, format: 'png' }],
  ])('of %s is asked for in that model’s own words: %j', async (slug, words, expected) => {
    await using segmind = await startQuick('segmind')
    const reply = await segmind.call(`/v1/${slug}`, { headers: key, body: { prompt: 'stones', ...words } })
    expect(reply.headers.get('content-type')).toBe(`image/${expected.format}`)
    expect(await sharp(Buffer.from(await reply.arrayBuffer())).metadata()).toMatchObject(expected)
  })

  it('comes as base64 in JSON where that is asked for', async () => {
    await using segmind = await startQuick('segmind')
    const reply = await segmind.call(path, { headers: key, body: { ...body, base64: true } })
    const { image } = (await reply.json()) as { image: string }
    expect(await sharp(Buffer.from(image, 'base64')).metadata()).toMatchObject({ width: 512 })
  })
})

describe('an error', () => {
  it('of the key has one of two texts', async () => {
    await using segmind = await startQuick('segmind')
    const missing = await segmind.call(path, { body })
    expect([missing.status, await textOf(missing)]).toEqual([401, 'Missing Authorization or x-api-key in header'])
    const wrong = await segmind.call(path, { headers: { 'x-api-key': 'SG_other' }, body })
    expect([wrong.status, await textOf(wrong)]).toEqual([
      401,
      expect.stringMatching(/^Unauthorized\. API key is invalid/),
    ])
    const bearer = await segmind.call(path, { headers: { authorization: 'Bearer SG_practice-segmind' }, body })
    expect(bearer.status).toBe(401)
  })

  it.each([
    ['content type', { headers: { ...key, 'content-type': 'text/plain' }, body }, /content type/],
    ['credits', { headers: key, body }, /credits: balance 0\.001000, needed 0\.007980/],
    ['parameter', { headers: key, body: { ...body, img_width: 511 } }, /^Invalid parameter: img_width/],
  ])('406 is overloaded: %s is told by the text', async (_, init, text) => {
    await using segmind = await startQuick('segmind', { creditsMicros: 1000 })
    const reply = await segmind.call(path, init)
    expect([reply.status, await textOf(reply)]).toEqual([406, expect.stringMatching(text)])
    expect(segmind.truth()).toMatchObject([{ outcome: 'rejected', costMicros: 0 }])
  })

  it('404 for an unknown slug is JSON, 405 for the wrong verb is HTML', async () => {
    await using segmind = await startQuick('segmind')
    const slug = await segmind.call('/v1/nothing', { headers: key, body })
    expect([slug.status, await textOf(slug)]).toEqual([404, expect.stringContaining('nothing')])
    const verb = await segmind.call(path, { headers: key })
    expect([verb.status, verb.headers.get('content-type')]).toEqual([405, expect.stringContaining('text/html')])
  })

  it('429 names the moment when the limit ends, and has no Retry-After', async () => {
    await using segmind = await startQuick('segmind', { rateLimitRate: 1 })
    const reply = await segmind.call(path, { headers: key, body })
    expect(reply.status).toBe(429)
    expect(reply.headers.has('retry-after')).toBe(false)
    const waitMs = Date.parse(reply.headers.get('x-rate-limit-reset-at-utc')!) - Date.parse(reply.headers.get('date')!)
    expect(waitMs).toBeGreaterThan(0)
    expect(segmind.truth()).toMatchObject([{ outcome: 'rate-limited', costMicros: 0 }])
  })

  it.each([
    ['refused prompt', { refusalRate: 1 }, 400, 'refused'],
    ['server error', { serverErrorRate: 1 }, 500, 'server-error'],
  ] as const)('a %s costs nothing', async (_, changes, status, outcome) => {
    await using segmind = await startQuick('segmind', changes)
    const reply = await segmind.call(path, { headers: key, body })
    expect(reply.status).toBe(status)
    expect(reply.headers.has('x-cost')).toBe(false)
    expect(segmind.truth()).toMatchObject([{ outcome, costMicros: 0, deliveredMs: null }])
  })
})
