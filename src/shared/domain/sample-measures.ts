import { z } from 'zod'
import { SoftCheckName } from './soft-check.ts'

/** What the soft checks measured in the picture of one sample, to sort by. null: not measured. */
export const SampleMeasures = z.strictObject({
  sampleId: z.string(),
  values: z.record(SoftCheckName, z.number().nullable()),
})
export type SampleMeasures = z.infer<typeof SampleMeasures>
