import { expect, test } from 'vitest'
import type { Reply, VisionAsk } from '#main/providers/provider-adapter.ts'
import { openaiImages } from '#main/providers/openai-images/index.ts'

const { visionCall } = openaiImages

const ask: VisionAsk = {
  modelId: 'gpt-4.1-mini',
  instructions: 'Compare.',
  parts: [{ text: 'Which?' }, { picture: 'data:image/jpeg;base64,AAAA' }, { picture: 'data:image/jpeg;base64,BBBB' }],
  answer: { name: 'judgement', schema: { type: 'object' } },
  temperature: 0,
  mostOutputTokens: 100,
  atProvider: true,
}

function reply(body: unknown, status = 200): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: { 'x-request-id': 'req_1' }, body: new TextEncoder().encode(text) }
}

// Shapes as the official client has them: openai 7.57.0, resources/chat/completions.
const answered = {
  model: 'gpt-4.1-mini-2025-04-14',
  choices: [
    { index: 0, message: { role: 'assistant', content: '{"answer":"tie"}', refusal: null }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 1600, completion_tokens: 12, total_tokens: 1612 },
}

test('the parts of a call change their order, or a server is sent what it refuses', () => {
  const { method, path, headers, body } = visionCall.request(ask)
  expect({ method, path }).toEqual({ method: 'POST', path: '/chat/completions' })
  // A place for the key, and no key.
  expect(headers['authorization']).toEqual({ credential: 'apiKey', prefix: 'Bearer ' })
  expect(body).toEqual({
    model: 'gpt-4.1-mini',
    messages: [
      { role: 'system', content: 'Compare.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Which?' },
          { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,AAAA' } },
          { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,BBBB' } },
        ],
      },
    ],
    temperature: 0,
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'judgement', strict: true, schema: { type: 'object' } },
    },
    max_completion_tokens: 100,
  })
  const other = visionCall.request({ ...ask, answer: null, temperature: null, atProvider: false }).body
  expect(Object.keys(other ?? {})).toEqual(['model', 'messages', 'max_tokens'])
})

test('an answer loses its text, its tokens or the model that gave it', () => {
  expect(visionCall.read(reply(answered))).toEqual({
    state: 'answered',
    text: '{"answer":"tie"}',
    cutOff: false,
    tokens: { input: 1600, output: 12 },
    answeringModel: 'gpt-4.1-mini-2025-04-14',
    requestId: 'req_1',
  })
  // Servers of other habits count nothing, or count otherwise.
  for (const usage of [undefined, null, { total_tokens: 9 }]) {
    expect(visionCall.read(reply({ ...answered, usage }))).toMatchObject({ state: 'answered', tokens: null })
  }
  const cut = { ...answered, choices: [{ ...answered.choices[0], finish_reason: 'length' }] }
  expect(visionCall.read(reply(cut))).toMatchObject({ state: 'answered', cutOff: true })
})

test('a refusal is taken for an answer or for a fault of the server', () => {
  const refusing = { role: 'assistant', content: null, refusal: 'I can’t help with that.' }
  const refused = { ...answered, choices: [{ index: 0, message: refusing, finish_reason: 'stop' }] }
  expect(visionCall.read(reply(refused))).toMatchObject({
    state: 'refused',
    text: refusing.refusal,
    tokens: { input: 1600 },
  })
  const filtered = { ...answered, choices: [{ index: 0, message: { content: '' }, finish_reason: 'content_filter' }] }
  expect(visionCall.read(reply(filtered))).toMatchObject({ state: 'refused' })
  const error = { error: { message: 'Blocked.', type: 'invalid_request_error', code: 'content_policy_violation' } }
  expect(visionCall.read(reply(error, 400))).toMatchObject({ state: 'refused', text: 'Blocked.', tokens: null })
})

test('a reply that does not fit throws, or a failure loses the server’s own words', () => {
  for (const body of ['<html>', '{}', { choices: [] }, '']) {
    expect(visionCall.read(reply(body))).toMatchObject({
      state: 'failed',
      failure: { class: 'malformed-reply', retryable: false },
    })
  }
  const error = {
    error: { message: "Unsupported value: 'temperature'.", code: 'unsupported_value', param: 'temperature' },
  }
  expect(visionCall.read(reply(error, 400))).toMatchObject({
    state: 'failed',
    words: "Unsupported value: 'temperature'.",
    failure: { class: 'invalid-request', retryable: false },
  })
  expect(visionCall.read(reply('', 503))).toMatchObject({
    state: 'failed',
    words: null,
    failure: { class: 'server', retryable: true },
  })
})
