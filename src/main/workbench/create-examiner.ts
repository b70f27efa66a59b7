import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { createExaminationPool } from '#main/images/examination-pool.ts'
import type { Store } from '#main/store/open-store.ts'
import { Examiner } from './examiner.ts'

/** An examiner with a thread of its own and the real time. It begins with what earlier processes left. */
export function createExaminer(options: {
  dataDirectory: string
  store: Store
  reportBug: (error: unknown) => void
}): Examiner {
  const { dataDirectory, store, reportBug } = options
  // More would not be quicker: the decoder runs on Node's own pool of four threads.
  const atOnce = Math.min(4, availableParallelism())
  const examiner = new Examiner({
    store,
    pool: createExaminationPool({ dataDirectory, atOnce }),
    atOnce,
    monotonicMs: () => performance.now(),
    rest: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(endedEarly),
    reportBug,
  })
  void examiner.open().catch(reportBug)
  return examiner
}

function endedEarly(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error
}
