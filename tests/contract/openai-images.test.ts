import OpenAI, { APIError, toFile } from 'openai'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { startQuick } from '#tests/unit/simulators/quick-simulator.ts'
import { credentialsOf, runThroughEngine, type EngineRun } from './run-through-engine.ts'

const small = { model: 'gpt-image-2', prompt: 'a fox in the snow', size: '256x128' } as const

function connect(baseUrl: string, apiKey = credentialsOf('openai-images')['apiKey'] ?? ''): OpenAI {
  return new OpenAI({ apiKey, baseURL: `${baseUrl}/v1`, maxRetries: 0 })
}

/** A picture of two greys, as a data URL. */
async function halfGrey(contrast: number): Promise<string> {
  const half = { create: { width: 64, height: 128, channels: 3 as const, background: '#808080' } }
  const grey = { r: 128 + contrast, g: 128 + contrast, b: 128 + contrast }
  const bytes = await sharp({ create: { width: 128, height: 128, channels: 3, background: grey } })
    .composite([{ input: await sharp(half).png().toBuffer(), left: 0, top: 0 }])
    .jpeg()
    .toBuffer()
  return `data:image/jpeg;base64,${bytes.toString('base64')}`
}

async function failureOf(asking: Promise<unknown>): Promise<unknown> {
  const failure: unknown = await asking.catch((reason: unknown) => reason)
  expect(failure).toBeInstanceOf(APIError)
  return failure
}

describe('openai, written by OpenAI, against the simulator', () => {
  it('gets the picture that the truth log names, with a count of tokens that adds up to its cost', async () => {
    await using server = await startQuick('openai-images')
    const { data: reply, request_id: requestId } = await connect(server.baseUrl)
      .images.generate({ ...small, quality: 'medium' })
      .withResponse()
    const bytes = Buffer.from(reply.data?.[0]?.b64_json ?? '', 'base64')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 256, height: 128 })
    expect(reply).toMatchObject({ size: '256x128', quality: 'medium', background: 'opaque', output_format: 'png' })
    const truth = await server.delivered()
    expect(truth).toMatchObject({ requestId, modelId: 'gpt-image-2:medium', images: [{ sizeBytes: bytes.byteLength }] })
    // 17 letters are 5 tokens at $5, 256 × 128 of 1024 × 1024 are 55 of 1,767 tokens at $30, for a million each.
    expect(reply.usage).toMatchObject({ input_tokens: 5, output_tokens: 55, total_tokens: 60 })
    expect(truth.costMicros).toBe(5 * 5 + 55 * 30)
  })

  it('gives as many pictures as were asked for, and a clear background where that was', async () => {
    await using server = await startQuick('openai-images')
    const client = connect(server.baseUrl)
    const several = await client.images.generate({ ...small, n: 3, output_format: 'webp' })
    expect(several.data).toHaveLength(3)
    const clear = await client.images.generate({ ...small, background: 'transparent' })
    const cut = sharp(Buffer.from(clear.data?.[0]?.b64_json ?? '', 'base64'))
    expect(await cut.metadata()).toMatchObject({ hasAlpha: true })
    expect((await cut.stats()).channels[3]?.min).toBe(0)
  })

  it('edits a picture that is sent in a form', async () => {
    await using server = await startQuick('openai-images')
    const input = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#d33' } })
      .png()
      .toBuffer()
    const image = await toFile(input, 'in.png', { type: 'image/png' })
    const reply = await connect(server.baseUrl).images.edit({ ...small, image, quality: 'low' })
    const edited = sharp(Buffer.from(reply.data?.[0]?.b64_json ?? '', 'base64'))
    expect(await edited.metadata()).toMatchObject({ width: 256, height: 128 })
    // What came is still seen in it.
    const { channels } = await edited.stats()
    expect(channels[0]!.mean - channels[2]!.mean).toBeGreaterThan(20)
    expect(reply.usage?.input_tokens_details.image_tokens).toBeGreaterThan(0)
  })

  it('answers an older model with an address, for an hour', async () => {
    await using server = await startQuick('openai-images', { urlLifeMs: 60_000 })
    const reply = await connect(server.baseUrl).images.generate({ model: 'dall-e-2', prompt: 'a fox', size: '256x256' })
    const address = reply.data?.[0]?.url ?? ''
    const bytes = Buffer.from(await (await fetch(address)).arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 256, height: 256 })
  })

  it('has two pictures compared, by their contrast, with the tokens counted', async () => {
    await using server = await startQuick('openai-images')
    const [flat, sharpened] = [await halfGrey(10), await halfGrey(100)]
    const ask = async (first: string, second: string, model = 'practice/judge') =>
      connect(server.baseUrl).chat.completions.create({
        model,
        temperature: 0,
        max_completion_tokens: 100,
        messages: [
          { role: 'system', content: 'Compare.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Which one?' },
              { type: 'image_url', image_url: { url: first } },
              { type: 'image_url', image_url: { url: second } },
            ],
          },
        ],
      })
    const answers = await Promise.all([ask(flat, sharpened), ask(sharpened, flat), ask(flat, flat)])
    const said = answers.map(({ choices }) => JSON.parse(choices[0]?.message.content ?? '') as { answer: string })
    expect(said.map(({ answer }) => answer)).toEqual(['second', 'first', 'tie'])
    // 85 and 170 for the one tile of each picture, and 19 letters.
    expect(answers[0]?.usage).toMatchObject({ prompt_tokens: 2 * 255 + 5 })
    expect((await ask(flat, sharpened, 'practice/judge:refusal=1')).choices[0]?.message).toMatchObject({
      content: null,
      refusal: expect.any(String),
    })
    expect(await failureOf(ask(flat, sharpened, 'gpt-5'))).toMatchObject({ status: 400, param: 'temperature' })
    expect(await failureOf(ask(flat, 'https://example.com/a.jpg'))).toMatchObject({ status: 400, param: 'messages' })
  })

  it('lists models', async () => {
    await using server = await startQuick('openai-images')
    const ids = (await connect(server.baseUrl).models.list()).data.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(['gpt-image-2', 'gpt-image-1.5', 'gpt-image-1-mini']))
  })

  it.each([
    ['a wrong key', 'sk-wrong', small, { status: 401, code: 'invalid_api_key' }],
    ['an unknown model', undefined, { ...small, model: 'gpt-image-9' }, { status: 404, code: 'model_not_found' }],
    ['too many pictures', undefined, { ...small, n: 11 }, { status: 400, type: 'invalid_request_error', param: 'n' }],
    [
      'a size that the model does not draw',
      undefined,
      { ...small, model: 'gpt-image-1.5' },
      { status: 400, param: 'size' },
    ],
    [
      'an unknown parameter',
      undefined,
      { ...small, seed: 7 },
      { status: 400, code: 'unknown_parameter', param: 'seed' },
    ],
    [
      'a parameter of the older models',
      undefined,
      { ...small, response_format: 'url' as const },
      { status: 400, code: 'unknown_parameter', param: 'response_format' },
    ],
  ] as const)('understands %s', async (_, apiKey, body, expected) => {
    await using server = await startQuick('openai-images')
    const failure = await failureOf(connect(server.baseUrl, apiKey).images.generate(body))
    expect(failure).toMatchObject(expected)
    expect(failure).toHaveProperty('requestID', expect.stringMatching(/^req_/))
  })

  it.each([
    ['a refused prompt', { refusalRate: 1 }, { status: 400, code: 'moderation_blocked' }],
    ['a rate limit', { rateLimitRate: 1 }, { status: 429, code: 'rate_limit_exceeded' }],
    ['an empty purse', { creditsMicros: 0 }, { status: 429, code: 'insufficient_quota' }],
    ['a fault of the server', { serverErrorRate: 1 }, { status: 500, type: 'server_error' }],
  ] as const)('understands %s', async (_, profile, expected) => {
    await using server = await startQuick('openai-images', profile)
    expect(await failureOf(connect(server.baseUrl).images.generate(small))).toMatchObject(expected)
  })
})

describe('our adapter, through the engine, against the same simulator', () => {
  it('gets the picture of the truth log and charges its tokens to the micro-dollar, with the count as evidence', async () => {
    await using server = await startQuick('openai-images')
    const [sample] = await run(server.baseUrl, [
      { model: 'gpt-image-2:medium', parameters: { width: 256, height: 128, format: 'webp' } },
    ])
    const truth = await server.delivered()
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: truth.costMicros, basis: 'listed' } })
    expect(sample?.charge.evidence).toMatch(/^\d+ tokens of text in × \$5 \+ \d+ tokens of picture out × \$30, /)
    expect(sample?.images[0]?.image).toMatchObject({ format: 'webp', width: 256, sha256: truth.images[0]?.sha256 })
    expect(sample?.attempts[0]?.reported.requestId).toBe(truth.requestId)
    // There is no seed to send: that is said.
    expect(sample?.warnings).toMatchObject([{ parameter: 'seed', action: 'dropped' }])
  })

  it('draws a picture, edits it and clears its background, each priced', async () => {
    await using server = await startQuick('openai-images')
    const [sample] = await run(server.baseUrl, [
      { model: 'gpt-image-1-mini:low' },
      { model: 'gpt-image-2:medium:edit', parameters: { width: 256, height: 128 } },
      { model: 'gpt-image-2:medium:edit:transparent', parameters: { width: 256, height: 128 } },
    ])
    expect(sample?.steps.map(({ images }) => images[0]?.image.width)).toEqual([1024, 256, 256])
    const micros = sample?.steps.map(({ charge }) => charge.amountMicros)
    expect(micros).toEqual(server.truth().map(({ costMicros }) => costMicros))
    expect(sample).toMatchObject({
      outcome: 'succeeded',
      charge: { amountMicros: micros?.reduce((sum, each) => sum! + each!, 0) },
    })
    expect(server.truth().map(({ modelId }) => modelId)).toEqual([
      'gpt-image-1-mini:low',
      'gpt-image-2:medium:edit',
      'gpt-image-2:medium:edit:transparent',
    ])
  })

  it('asks a server of other models, and knows no cost for what it has no price of', async () => {
    await using server = await startQuick('openai-images')
    const [sample] = await run(server.baseUrl, [
      { model: 'practice/flux-1-schnell', parameters: { width: 256, height: 128 } },
    ])
    expect(sample).toMatchObject({ outcome: 'succeeded', charge: { amountMicros: null } })
    expect(server.truth()).toMatchObject([{ modelId: 'practice/flux-1-schnell', outcome: 'served' }])
  })

  it.each([
    ['a refused prompt', { refusalRate: 1 }, 'refused', 'content-policy'],
    ['a rate limit', { rateLimitRate: 1 }, 'failed', 'rate-limit'],
    ['an empty purse', { creditsMicros: 0 }, 'failed', 'payment'],
    ['a fault of the server', { serverErrorRate: 1 }, 'failed', 'server'],
  ] as const)('reads %s', async (_, profile, outcome, failureClass) => {
    await using server = await startQuick('openai-images', profile)
    const [sample] = await run(server.baseUrl, [{ model: 'gpt-image-2:low', parameters: { width: 256, height: 128 } }])
    expect(sample).toMatchObject({ outcome, failure: { class: failureClass } })
  })
})

function run(baseUrl: string, steps: EngineRun['steps']) {
  return runThroughEngine({ providerId: 'openai-images', baseUrl: `${baseUrl}/v1`, steps })
}
