import { z } from 'zod'
import { CheckAgreement } from '../domain/check-agreement.ts'
import { PictureMeasure } from '../domain/soft-check.ts'
import { SampleMeasures } from '../domain/sample-measures.ts'
import { TrialChecks } from '../domain/trial-checks.ts'
import { VoteQuestion } from '../domain/vote.ts'
import { procedure } from './procedure.ts'

const byTrial = z.strictObject({ trialId: z.string() })

/** What automatic checks say of pictures. What decides whether one is usable stands in the analysis (`gates`). */
export const check = {
  /** Contender by contender: medians, and what only several pictures show together. Waits for no examination. */
  ofTrial: procedure.input(byTrial).output(TrialChecks),
  /** Sample by sample, to sort the pictures of a prompt by; those that have not been measured are absent. */
  values: procedure.input(byTrial).output(z.array(SampleMeasures)),
  /** Whether soft checks agree with what reviewers said, in the order of the checks. @see checkAgreement */
  agreement: procedure
    .input(byTrial.extend({ question: VoteQuestion, reviewer: z.string().nullable() }))
    .output(z.array(CheckAgreement)),
  /** Of one picture of a trial, with version and bounds; empty where it has not been examined. */
  ofPicture: procedure.input(byTrial.extend({ sha256: z.string() })).output(z.array(PictureMeasure)),
}
