import { MAXIMUM_ERROR_BYTES, MAXIMUM_REPLY_BYTES, parseJsonBody } from '../kit/parse-json-body.ts'
import { malformedReply } from '../kit/provider-failure.ts'
import type { Reply, RequestTemplate, VisionAsk, VisionCall, VisionReading } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { authorization } from './request.ts'
import { readError } from './response.ts'
import { ChatReply, ChatRequest, ErrorReply } from './schemas.ts'

/** Chat completions (`openai` 7.57.0, resources/chat/completions): the one call with pictures that every compatible server has. */
export const visionCall: VisionCall = { request, read }

function request(ask: VisionAsk): RequestTemplate {
  const { modelId, instructions, parts, answer, temperature, mostOutputTokens, atProvider } = ask
  const content = parts.map((part) =>
    'text' in part
      ? { type: 'text' as const, text: part.text }
      : { type: 'image_url' as const, image_url: { url: part.picture } },
  )
  const body = ChatRequest.parse({
    model: modelId,
    messages: [
      { role: 'system', content: instructions },
      { role: 'user', content },
    ],
    ...(temperature !== null && { temperature }),
    ...(answer !== null && {
      response_format: { type: 'json_schema', json_schema: { name: answer.name, strict: true, schema: answer.schema } },
    }),
    ...(atProvider ? { max_completion_tokens: mostOutputTokens } : { max_tokens: mostOutputTokens }),
  })
  return { method: 'POST', path: '/chat/completions', headers: authorization, body }
}

function read(reply: Reply): VisionReading {
  const requestId = reply.headers['x-request-id'] ?? null
  if (reply.status !== 200) {
    const failure = readError(reply)
    const told = parseJsonBody(reply.body, ErrorReply, MAXIMUM_ERROR_BYTES)
    const words = told.ok ? (told.value.error.message ?? null) : null
    return failure.class === 'content-policy'
      ? { state: 'refused', text: words ?? '', cutOff: false, tokens: null, answeringModel: null, requestId }
      : { state: 'failed', failure, words, requestId }
  }
  const parsed = parseJsonBody(reply.body, ChatReply, MAXIMUM_REPLY_BYTES)
  const [choice] = parsed.ok ? parsed.value.choices : []
  if (!parsed.ok || choice === undefined) {
    const problem = parsed.ok ? 'choices is empty' : parsed.problem
    return { state: 'failed', failure: malformedReply(descriptor.name, 200, problem), words: null, requestId }
  }
  const { message, finish_reason: end } = choice
  const { usage, model } = parsed.value
  const refused = (message.refusal ?? '') !== '' || end === 'content_filter'
  return {
    state: refused ? 'refused' : 'answered',
    text: message.content ?? message.refusal ?? '',
    cutOff: end === 'length',
    tokens: usage == null ? null : { input: usage.prompt_tokens, output: usage.completion_tokens },
    answeringModel: model ?? null,
    requestId,
  }
}
