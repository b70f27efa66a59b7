import { z } from 'zod'

/**
 * What is compared of the contenders' asks. `safety`: nothing is asked of it; what is known is how many were refused, or came black.
 */
export const LedgerParameter = z.enum(['size', 'seed', 'steps', 'guidance', 'negative prompt', 'format', 'safety'])
export type LedgerParameter = z.infer<typeof LedgerParameter>

/** `not-known`: nothing was asked, or the provider does not say what came of it, so that no difference can be claimed. */
export const FairnessVerdict = z.enum(['like-for-like', 'not-like-for-like', 'not-known'])
export type FairnessVerdict = z.infer<typeof FairnessVerdict>

/** A value with the number of samples that had it; null: nothing asked, nothing sent, or not said. Commonest first. */
export const ValueCount = z.strictObject({ value: z.string().nullable(), count: z.int() })
export type ValueCount = z.infer<typeof ValueCount>

/** One parameter of one contender: what was asked, what was sent, what came back; and whether that is the same thing. */
export const FairnessRow = z.strictObject({
  contenderId: z.string(),
  parameter: LedgerParameter,
  /** Samples that were asked. */
  count: z.int(),
  asked: z.array(ValueCount),
  sent: z.array(ValueCount),
  /** Of those that gave a picture. */
  returned: z.array(ValueCount),
  verdict: FairnessVerdict,
  /** Why not, for people; null where it is like for like. */
  reason: z.string().nullable(),
})
export type FairnessRow = z.infer<typeof FairnessRow>

/** Whether the contenders did the same thing as each other, parameter by parameter. */
export const FairnessParameter = z.strictObject({
  parameter: LedgerParameter,
  /** Of the contenders among each other. */
  verdict: FairnessVerdict,
  reason: z.string().nullable(),
  rows: z.array(FairnessRow),
})
export type FairnessParameter = z.infer<typeof FairnessParameter>
