import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { TrialEvent, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'

export interface FollowTrialOptions {
  /** Opens the event stream. It starts with where the trial stands and all that has landed. */
  open: (signal: AbortSignal) => Promise<AsyncIterable<TrialEvent>>
  /** Waits before a lost stream is opened again; ends early when the signal is aborted. */
  wait: (waitMs: number, signal: AbortSignal) => Promise<void>
  /** True where trying again can't help, such as a trial that is not there. */
  isFinal: (error: unknown) => boolean
  onProgress: (progress: TrialProgress) => void
  /** More has landed. Calling `readRows` gives every row known so far, in the order sent; the list is made only then. */
  onRows: (readRows: () => SampleRow[]) => void
  /** A cap was used up to one of its shares. */
  onBudget: () => void
  onConnection: (state: 'connected' | 'lost') => void
  /** The machine that measures stood still, and the trial goes on. */
  onSlept: () => void
  onSettled: (status: TrialStatus, reason: string | null) => void
  /** It has settled, and whatever could be found in its pictures has been found. Nothing more will come. */
  onExamined: () => void
  onFailure: (error: unknown) => void
  signal: AbortSignal
}

const LONGEST_WAIT_MS = 10_000

/**
 * Follows a trial until it has settled and its pictures are examined: then the stream ends. A stream that drops is opened again after 1, 2, 4 … 10 s; since each stream starts with
 * all that has landed, the rows of a lost stream are thrown away and nothing is counted twice or missed.
 */
export async function followTrial(options: FollowTrialOptions): Promise<void> {
  const { signal } = options
  let failedOpenings = 0
  while (!signal.aborted) {
    let settled = false
    try {
      // By place: one that is asked again takes the place of what came of it before.
      const rowsByPosition = new Map<number, SampleRow>()
      for await (const event of await options.open(signal)) {
        if (signal.aborted) return
        failedOpenings = 0
        options.onConnection('connected')
        if (event.type === 'progress') options.onProgress(event.progress)
        else if (event.type === 'landed') {
          for (const row of event.samples) rowsByPosition.set(row.position, row)
          options.onRows(() => [...rowsByPosition.values()].sort((a, b) => a.position - b.position))
        } else if (event.type === 'budget') options.onBudget()
        else if (event.type === 'slept') options.onSlept()
        else {
          settled = true
          options.onSettled(event.status, event.reason)
        }
      }
      if (settled) {
        options.onExamined()
        return
      }
    } catch (error) {
      if (signal.aborted) return
      if (options.isFinal(error)) {
        options.onFailure(error)
        return
      }
    }
    if (signal.aborted) return
    options.onConnection('lost')
    await options.wait(Math.min(LONGEST_WAIT_MS, 1000 * 2 ** failedOpenings), signal)
    failedOpenings += 1
  }
}
