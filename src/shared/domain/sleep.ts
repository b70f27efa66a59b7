import { z } from 'zod'

/** A span in which the machine that measured stood still: asleep, suspended, its process stopped, or its clock set. */
export const Sleep = z.strictObject({
  /** Milliseconds from the start of the trial to the last sign of life before it. */
  atMs: z.number(),
  lengthMs: z.number().positive(),
})
export type Sleep = z.infer<typeof Sleep>
