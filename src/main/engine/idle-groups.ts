import { linkedGroups } from '#shared/domain/linked-groups.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { stepsOf } from './ask-steps.ts'

/**
 * Contenders that can keep each other warm, or be in each other's way: those that share an account or a host in any of their steps, and
 * those that share one with one of these.
 */
export function idleGroups<Item extends { contender: Contender }>(items: readonly Item[]): Item[][] {
  return linkedGroups(items, ({ contender }) => stepsOf(contender).flatMap(keysOf))
}

/** Contenders of practice share no account: only where they go to one simulator do they meet. */
function keysOf({ providerId, account, baseUrl }: Pick<Contender, 'providerId' | 'account' | 'baseUrl'>): string[] {
  return [`host ${new URL(baseUrl).host}`, ...(account === 'practice' ? [] : [`account ${providerId} ${account}`])]
}
