import { z } from 'zod'
import { Plan } from './plan.ts'

/** A day is 1,440 minutes. */
export const LONGEST_WATCH_INTERVAL_MINUTES = 31 * 1440

/** `over`: its last time is past. `paused`: times go by unused. */
export const WatchState = z.enum(['active', 'paused', 'over'])
export type WatchState = z.infer<typeof WatchState>

/** A small trial that is repeated every so often, so that a change of latency, price or pictures shows. */
export const Watch = z.strictObject({
  id: z.string(),
  name: z.string(),
  plan: Plan,
  everyMinutes: z.int().min(1).max(LONGEST_WATCH_INTERVAL_MINUTES),
  /** No run is due after it. */
  until: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  state: WatchState,
  /** When the next run is due; null for one that is not active. */
  nextAt: z.iso.datetime().nullable(),
})
export type Watch = z.infer<typeof Watch>

/** One time at which a watch was due. */
export const WatchRun = z.strictObject({
  /** From 1. */
  number: z.int().min(1),
  dueAt: z.iso.datetime(),
  /** How many times before it went by while no Assay was there to run them. */
  missedCount: z.int().min(0),
  /** null where no trial was started. */
  trialId: z.string().nullable(),
  /** Why none was, for people. Where both are null it is being started, or the process ended before it was. */
  problem: z.string().nullable(),
})
export type WatchRun = z.infer<typeof WatchRun>
