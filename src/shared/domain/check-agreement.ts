import { z } from 'zod'
import { Estimate } from './estimate.ts'
import { SoftCheckName } from './soft-check.ts'
import type { SampleMeasures } from './sample-measures.ts'

/** How often the picture with the better value of a soft check was preferred, by pairs that reviewers decided; ½ is chance. */
export const CheckAgreement = z.strictObject({ name: SoftCheckName, share: Estimate })
export type CheckAgreement = z.infer<typeof CheckAgreement>

/** A picture that was judged, with what was measured in it. */
export interface VotedPicture {
  width: number
  height: number
  values: SampleMeasures['values']
}
