import type { MachineReading } from '#main/providers/rental-adapter.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { askWorker, placeOfWorker } from './ask-worker.ts'
import type { KeptRental } from './kept-rental.ts'
import { listMachines } from './list-machines.ts'

/** A provider may not know for a moment what it has just made, or know for a moment what it has just ended. */
const GONE_READINGS = 2
const YOUNG_MS = 60_000
/** A machine that the provider has lost sight of may come back. */
const HOPELESS_READINGS = 3

/** A machine that was not launched from here is only ended: no worker of it is asked. */
const NO_WORKER = 0

/** Asks the provider how the machine is, and draws the conclusions: it runs, its worker answers, it is hopeless, it is gone. */
export async function lookAtMachine(kept: KeptRental, machineId: string): Promise<void> {
  const { adapter, memory } = kept
  const workerPort = kept.rental.request?.workerPort ?? NO_WORKER
  const answer = await kept.call('read', () => adapter.buildRead(machineId, workerPort))
  if (!answer.ok) {
    kept.failed(answer.message)
    return
  }
  const reading = adapter.readMachine(answer.reply, machineId, workerPort)
  if (!reading.ok) {
    kept.failed(reading.failure.message)
    return
  }
  memory.failures = 0
  if (reading.value.state === 'gone') {
    memory.goneReadings += 1
    await confirmGone(kept, reading.value)
  } else {
    memory.goneReadings = 0
    await readAsThere(kept, reading.value)
  }
}

/** Believed once it was read twice, and the account's own list does not hold the machine either. */
async function confirmGone(kept: KeptRental, { machineId, providerState }: MachineReading): Promise<void> {
  const { memory, rental } = kept
  kept.change({ providerState })
  const ageMs = kept.nowMs() - Date.parse(rental.launchedAt)
  if (memory.goneReadings < GONE_READINGS || ageMs < YOUNG_MS) return
  const list = await listMachines(kept.account, kept.calls, kept.signal)
  if (!list.ok) {
    kept.failed(list.message)
    return
  }
  if (list.machines.some((machine) => machine.machineId === machineId && machine.state !== 'gone')) {
    memory.goneReadings = 0
    return
  }
  kept.change(({ state, runningSince, lastSeenAt, existsSince }) => ({
    state: state === 'ending' ? 'ended' : 'lost',
    endConfirmedAt: kept.now(),
    // It may have run while nobody looked: a meter must not run behind the provider's.
    runningSince: runningSince ?? lastSeenAt ?? existsSince,
    trouble:
      state === 'ending'
        ? null
        : 'The machine is gone, and nobody here asked for that: it was ended elsewhere or taken back.',
  }))
}

async function readAsThere(kept: KeptRental, machine: MachineReading): Promise<void> {
  const { providerState, hopeless } = machine
  const hourlyMicros = machine.hourlyMicros !== null && machine.hourlyMicros > 0 ? machine.hourlyMicros : null
  kept.change((current) => ({
    providerState,
    ...placeOfWorker(current.request, machine),
    lastSeenAt: kept.now(),
    // It can have begun right after it was last seen not to run.
    runningSince:
      current.runningSince ?? (machine.state === 'running' ? (current.lastSeenAt ?? current.existsSince) : null),
    hourlyMicros: hourlyMicros ?? current.hourlyMicros,
    ...(current.state !== 'ending' && { trouble: priceTrouble(hourlyMicros, current.request?.hourlyMicros ?? null) }),
  }))
  if (kept.rental.state === 'ending') return
  kept.memory.hopelessReadings = hopeless === null ? 0 : kept.memory.hopelessReadings + 1
  if (hopeless !== null) {
    const endReason = kept.rental.readyAt === null ? 'launch-failed' : 'broken'
    if (kept.memory.hopelessReadings >= HOPELESS_READINGS) {
      kept.change({ state: 'ending', endReason, trouble: hopeless })
    } else kept.trouble(hopeless)
    return
  }
  if (kept.rental.state === 'booting' && machine.state === 'running') await askWorker(kept)
}

/** null where it costs no more than was agreed to. */
function priceTrouble(hourlyMicros: number | null, agreedMicros: number | null): string | null {
  if (hourlyMicros === null || agreedMicros === null || hourlyMicros <= agreedMicros) return null
  return `The machine costs ${formatUsd(hourlyMicros, 4)} an hour and not ${formatUsd(agreedMicros, 4)}, which was agreed to.`
}
