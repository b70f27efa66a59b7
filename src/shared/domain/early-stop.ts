import { z } from 'zod'
import { countText } from '../units/count-text.ts'
import { formatDuration } from '../units/duration.ts'

export const StopRuleName = z.enum(['error-share', 'after-minutes', 'saturated'])
export type StopRuleName = z.infer<typeof StopRuleName>

/** A contender whose samples were stopped by a rule of the plan. What was not sent is not held against it. */
export const EarlyStop = z.strictObject({
  contenderId: z.string(),
  rule: StopRuleName,
  /** What was found, for people, without the contender's name: "12 of its last 20 samples failed". */
  finding: z.string(),
  /** On the trial's clock. */
  atMs: z.number(),
  unsentCount: z.int().min(1),
})
export type EarlyStop = z.infer<typeof EarlyStop>

/** `stopped early after 4 min: 12 of its last 20 samples failed; 155 samples were not sent` */
export function describeEarlyStop({ finding, atMs, unsentCount }: EarlyStop): string {
  const unsent = `${countText(unsentCount, 'sample')} ${unsentCount === 1 ? 'was' : 'were'} not sent`
  return `stopped early after ${formatDuration(atMs)}: ${finding}; ${unsent}`
}
