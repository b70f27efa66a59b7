import type { KeptRental } from './kept-rental.ts'

/** The end is asked for again so often while it is not confirmed. */
const END_AGAIN_MS = 20_000

/** Tells the machine to end, unless it was told a moment ago. That it was accepted confirms nothing: see `lookAtMachine`. */
export async function askToEnd(kept: KeptRental, machineId: string): Promise<void> {
  const { memory, adapter } = kept
  const nowMs = kept.nowMs()
  if (nowMs - memory.endAskedMs < END_AGAIN_MS) return
  memory.endAskedMs = nowMs
  try {
    // Counted before the call: an attempt that a crash cuts short was one.
    kept.change(({ endAttempts, endAskedAt }) => ({
      endAttempts: endAttempts + 1,
      endAskedAt: endAskedAt ?? kept.now(),
    }))
  } catch (error) {
    // A disk that is full must not keep a machine running.
    kept.ports.bug(error)
  }
  const answer = await kept.call('end', () => adapter.buildEnd(machineId))
  if (!answer.ok) {
    kept.trouble(answer.message)
    return
  }
  const ended = adapter.readEnd(answer.reply)
  if (ended.ok) kept.change({ trouble: null })
  else kept.trouble(ended.failure.message)
}
