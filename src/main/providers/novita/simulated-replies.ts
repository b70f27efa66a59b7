import { roundHalfUp } from '#main/simulators/round-half-up.ts'
import type { SimulatorContext } from '#main/simulators/simulator.ts'

/** Statuses of the error table for images. */
const STATUS_OF_REASON = {
  INVALID_REQUEST_BODY: 400,
  INVALID_IMAGE_FORMAT: 400,
  IMAGE_EXCEEDS_MAX_RESOLUTION: 400,
  ILLEGAL_PROMPT: 400,
  BILLING_BALANCE_NOT_ENOUGH: 400,
  MISSING_API_KEY: 400,
  INVALID_API_KEY: 403,
  API_NOT_FOUND: 404,
  TASK_NOT_FOUND: 404,
  RATE_LIMIT_EXCEEDED: 429,
  TASK_FAILED: 500,
} as const
type Reason = keyof typeof STATUS_OF_REASON

/** The error body that the official client reads. */
export function refuse(context: SimulatorContext, reason: Reason, message: string): Response {
  const code = STATUS_OF_REASON[reason]
  return context.json({ code, reason, message, metadata: {} }, code)
}

/** The price page's formula: $0.003 × width × height × steps ÷ (1024 × 1024 × 4) a picture; rounded once, for the call. */
export function fluxCostMicros(width: number, height: number, steps: number, count: number): number {
  return roundHalfUp(3000 * width * height * steps * count, 1024 * 1024 * 4)
}
