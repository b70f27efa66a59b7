import type { RetryPolicy } from '#shared/domain/plan.ts'

/**
 * A provider that asks for a longer pause than this is not waited for: the lane would stand still, and so would the
 * trial.
 */
export const LONGEST_RETRY_WAIT_MS = 120_000

/**
 * Milliseconds to wait after the given attempt failed: the policy's pause, doubled with each attempt, or the provider's
 * own wish where that is longer. null where the wish is too long to grant.
 * @param attemptNumber of the attempt that failed, from 1
 */
export function retryWaitMs(policy: RetryPolicy, attemptNumber: number, retryAfterMs: number | null): number | null {
  if (retryAfterMs !== null && retryAfterMs > LONGEST_RETRY_WAIT_MS) return null
  return Math.max(policy.initialDelayMs * 2 ** (attemptNumber - 1), retryAfterMs ?? 0)
}
