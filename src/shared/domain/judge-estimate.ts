import { z } from 'zod'
import { Micros } from '../units/money.ts'

/** What a run would come to. */
export const JudgeEstimate = z.strictObject({
  /** Pairs of pictures that the trial has, and how many of them would be asked. */
  availablePairs: z.int(),
  pairs: z.int(),
  /** Each pair in both orders, for each question. */
  calls: z.int(),
  /** Of one call; null where neither price nor ceiling bounds it. */
  worstCaseMicros: Micros.nullable(),
  worstTotalMicros: Micros.nullable(),
  /** By what earlier calls to this model through this account took; null where there is none, or no price. */
  expectedMicros: Micros.nullable(),
  /** The calls that it is taken from. */
  expectedFrom: z.int(),
})
export type JudgeEstimate = z.infer<typeof JudgeEstimate>
