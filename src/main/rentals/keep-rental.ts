import type { Rental } from '#shared/domain/rental.ts'
import { startDeadline } from '#shared/domain/start-deadline.ts'
import { dueToEnd } from './due-to-end.ts'
import { askToEnd } from './end-machine.ts'
import type { KeptRental } from './kept-rental.ts'
import { launchMachine, lookForLaunched } from './launch-machine.ts'
import { lookAtMachine } from './look-at-machine.ts'
import { isSettled } from './ports.ts'

const LOOK_AT_BOOTING_MS = 5000
const LOOK_AT_READY_MS = 20_000
const LONGEST_BACK_OFF_MS = 60_000

/**
 * Keeps one rental from its launch to its confirmed end, step by step, each step's outcome on disk before the next: launch, or
 * find out whether a launch that was never answered made a machine; watch it until its worker answers; end it when it is
 * asked, when its lease is over, its budget spent, its worker silent for too long or its start hopeless; and go on asking until
 * the provider says that it is gone. Returns once the rental is settled, or the signal aborts.
 * @param wait ends early when somebody has changed the rental
 */
export async function keepRental(kept: KeptRental, wait: (milliseconds: number) => Promise<void>): Promise<void> {
  while (!kept.signal.aborted) {
    try {
      if (!kept.reload() || isSettled(kept.rental)) return
      await step(kept)
      if (isSettled(kept.rental)) return
    } catch (error) {
      // A bug, or a disk that is full: a machine runs all the same, so it is kept all the same.
      kept.ports.bug(error)
      kept.memory.failures += 1
    }
    await wait(pauseMs(kept))
  }
}

async function step(kept: KeptRental): Promise<void> {
  const { machineId, state } = kept.rental
  if (machineId === null) {
    await (kept.memory.unlaunched ? launchMachine(kept) : lookForLaunched(kept))
    return
  }
  if (state !== 'ending') {
    const endReason = dueToEnd(kept.rental, kept.adapter.meter, kept.nowMs())
    if (endReason !== null) kept.change({ state: 'ending', endReason })
  }
  if (kept.rental.state === 'ending') await askToEnd(kept, machineId)
  if (!kept.signal.aborted) await lookAtMachine(kept, machineId)
}

/** Until the next step; shorter where the machine has to be ended before. */
function pauseMs(kept: KeptRental): number {
  const { rental, memory, adapter } = kept
  const regularMs = rental.state === 'ready' ? LOOK_AT_READY_MS : LOOK_AT_BOOTING_MS
  const backOffMs = memory.failures === 0 ? 0 : 1000 * 2 ** Math.min(memory.failures, 6)
  const pause = Math.min(Math.max(regularMs, backOffMs), LONGEST_BACK_OFF_MS)
  // Without a machine there is nothing to end yet, and one that is ending is asked after as often as any.
  const untilEndMs = rental.state === 'ending' || rental.machineId === null ? pause : endsAtMs(rental) - kept.nowMs()
  return Math.max(adapter.minimumIntervalMs.read, Math.min(pause, untilEndMs))
}

function endsAtMs(rental: Rental): number {
  const leaseEndsMs = Date.parse(rental.expiresAt)
  const startBy = startDeadline(rental)
  return startBy === null ? leaseEndsMs : Math.min(leaseEndsMs, Date.parse(startBy))
}
