import { z } from 'zod'
import { Micros } from '../units/money.ts'

/** How far a run of a judge has come, and what it has cost. */
export const JudgeTally = z.strictObject({
  /** Pairs that were planned, and of these those that were asked every question in both orders. */
  plannedPairs: z.int(),
  judgedPairs: z.int(),
  plannedCalls: z.int(),
  /** Calls that are over for good; one that failed is asked again and not among them. */
  answeredCalls: z.int(),
  /** Requests that were sent and are over, failures among them. */
  sentCalls: z.int(),
  /** What is known of its cost, and of how many requests nobody told. */
  knownMicros: Micros,
  unknownCount: z.int(),
  /** What counts against its cap: what is known, and the worst case of what is not or is in flight. */
  countedMicros: Micros,
})
export type JudgeTally = z.infer<typeof JudgeTally>
