import { z } from 'zod'
import { WatchDrift } from '../domain/drift.ts'
import { Plan } from '../domain/plan.ts'
import { LONGEST_WATCH_INTERVAL_MINUTES, Watch, WatchRun, WatchState } from '../domain/watch.ts'
import { TrialStatus } from '../domain/trial.ts'
import { procedure } from './procedure.ts'

const byWatch = z.strictObject({ watchId: z.string() })

/** A row of the list. */
export const WatchSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  everyMinutes: z.int(),
  until: z.iso.datetime(),
  state: WatchState,
  nextAt: z.iso.datetime().nullable(),
  /** Without those that were broken off. */
  runCount: z.int(),
  /** Runs whose trial was paused, cancelled or interrupted, and has not been resumed to its end. */
  brokenOffCount: z.int(),
  /** Runs for which no trial could be started. */
  problemCount: z.int(),
})
export type WatchSummary = z.infer<typeof WatchSummary>

/** A run with what became of its trial; null where none was started. */
export const WatchedRun = WatchRun.extend({ status: TrialStatus.nullable() })
export type WatchedRun = z.infer<typeof WatchedRun>

export const WatchDetail = z.strictObject({ watch: Watch, runs: z.array(WatchedRun) })
export type WatchDetail = z.infer<typeof WatchDetail>

/** Trials that are repeated every so often. */
export const watch = {
  /** Its first run is due at once, and is what the later ones are held against. Nothing is kept of a plan that could not be started. */
  create: procedure
    .input(
      z.strictObject({
        plan: Plan,
        everyMinutes: z.int().min(1).max(LONGEST_WATCH_INTERVAL_MINUTES),
        forMinutes: z.int().min(1).max(5_256_000),
      }),
    )
    .output(byWatch),
  /** The newest first. */
  list: procedure.output(z.array(WatchSummary)),
  get: procedure.input(byWatch).output(WatchDetail),
  /** Every finished run held against the first one: latency, price, and whether the same seeds still give the same pictures. */
  drift: procedure.input(byWatch).output(WatchDrift),
  pause: procedure.input(byWatch).output(WatchSummary),
  /** Due again at the next of its times; at none where its last one is past. */
  resume: procedure.input(byWatch).output(WatchSummary),
  /** Its trials stay. */
  remove: procedure.input(byWatch).output(z.strictObject({ removed: z.boolean() })),
}
