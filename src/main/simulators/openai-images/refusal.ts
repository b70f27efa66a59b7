import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { SimulatorContext } from '../simulator.ts'

/** A call that cannot be done, in OpenAI's own terms. */
export interface Refusal {
  status: ContentfulStatusCode
  message: string
  type: string
  param?: string
  code: string
}

export const INVALID_REQUEST: Refusal = {
  status: 400,
  message: 'Invalid request.',
  type: 'invalid_request_error',
  code: 'invalid_value',
}

export function rateLimited(limit: number): Refusal {
  const message = `Rate limit exceeded for images per minute in organization org-practice. Limit: ${limit}/1min. Current: ${limit + 1}/1min.`
  return { status: 429, message, type: 'requests', code: 'rate_limit_exceeded' }
}

export function blocked(requestId: string | null): Refusal {
  const message = `Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID ${requestId}. safety_violations=[violence].`
  return { status: 400, message, type: 'image_generation_user_error', code: 'moderation_blocked' }
}

export function refuse(context: SimulatorContext, { status, message, type, param, code }: Refusal): Response {
  return context.json({ error: { message, type, param: param ?? null, code } }, status)
}
