import { z } from 'zod'
import { ClaimTopic } from './claim.ts'

/** What a claim is held against, in words, and whether the two fit. */
export const ClaimEvidence = z.strictObject({
  /** `arithmetic`: with other figures of the same claims · `listed`: a list price · `measured`: a contender of the trial */
  by: z.enum(['arithmetic', 'listed', 'measured']),
  words: z.string(),
  fits: z.boolean(),
  /** How many times as much as the nearest end of what is claimed; 1 where it fits, null where it is no amount ("never"). */
  ratio: z.number().nullable(),
})
export type ClaimEvidence = z.infer<typeof ClaimEvidence>

export const ClaimCheck = z.strictObject({
  claimId: z.string(),
  topic: ClaimTopic,
  /** As it was published. */
  published: z.string(),
  evidence: z.array(ClaimEvidence),
  verdict: z.enum(['agrees', 'contradicts-itself', 'differs', 'not-measured']),
  /** `agrees`, `contradicts itself`, `differs: 3 times as much`, `not measured` */
  verdictWords: z.string(),
})
export type ClaimCheck = z.infer<typeof ClaimCheck>
