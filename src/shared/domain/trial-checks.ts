import { z } from 'zod'
import { CheckAgreement } from './check-agreement.ts'
import { Estimate } from './estimate.ts'
import { SoftCheckName } from './soft-check.ts'

/** One soft check over the pictures of a contender. */
export const SoftSummary = z.strictObject({
  name: SoftCheckName,
  /** In the check's unit, with the interval of a median. */
  median: Estimate,
  /** Pictures whose value is worth a note. */
  tripped: z.int(),
  /** Pictures with a value; `unmeasured` have none: not examined yet, or it can't be measured. */
  measured: z.int(),
  unmeasured: z.int(),
})
export type SoftSummary = z.infer<typeof SoftSummary>

/** What only several pictures of one contender show together. */
export const ContenderChecks = z.strictObject({
  contenderId: z.string(),
  soft: z.array(SoftSummary),
  /** Of pictures that have one of the same case and another seed beside them: how many look nearly the same as such a one. */
  nearDuplicates: z.strictObject({ near: z.int(), compared: z.int() }),
  /** Marks that return in a corner, over one picture of each prompt; null where these are too few to tell. */
  marks: z
    .strictObject({
      compared: z.int(),
      found: z.array(
        z.strictObject({
          corner: z.enum(['top left', 'top right', 'bottom left', 'bottom right']),
          bearing: z.int(),
        }),
      ),
    })
    .nullable(),
})
export type ContenderChecks = z.infer<typeof ContenderChecks>

/** In the order of the plan. */
export const TrialChecks = z.strictObject({
  trialId: z.string(),
  contenders: z.array(ContenderChecks),
  /** With what reviewers preferred, check by check. */
  agreement: z.array(CheckAgreement),
})
export type TrialChecks = z.infer<typeof TrialChecks>
