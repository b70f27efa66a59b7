import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { THREAD_MEMORY } from '#main/images/thread-memory.ts'
import type { TrialAssignment } from './trial-messages.ts'

/** Starts the thread that measures, with as many picture threads as the machine has processors to spare, at most four. */
export function startTrialThread(assignment: Omit<TrialAssignment, 'pictureThreads'>): Worker {
  const pictureThreads = Math.max(1, Math.min(4, availableParallelism() - 1))
  // The environment may hold the user's keys; the thread gets the ones it needs in its assignment and no more.
  return new Worker(new URL(`./trial-thread${extname(import.meta.url)}`, import.meta.url), {
    workerData: { ...assignment, pictureThreads } satisfies TrialAssignment,
    env: {},
    resourceLimits: THREAD_MEMORY,
  })
}
