import type { Attempt } from '#shared/domain/sample.ts'
import { firstByteOutMs } from './http/phases.ts'

/**
 * How long an attempt kept the provider busy, in milliseconds: from the first byte out to the last byte in. 0 where
 * nothing was sent, because the provider did nothing.
 */
export function serviceMsOf(attempt: Pick<Attempt, 'exchanges' | 'finishedMs'>): number {
  for (const exchange of attempt.exchanges) {
    const sentMs = firstByteOutMs(exchange)
    if (sentMs !== null) return attempt.finishedMs - sentMs
  }
  return 0
}
