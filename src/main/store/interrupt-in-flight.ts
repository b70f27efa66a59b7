import type { PlannedSample } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'
import type { RemoteJobStore } from './remote-job-store.ts'
import type { Reservation, ReservationStore } from './reservation-store.ts'

/** A trial whose process, or whose measuring thread, is gone. */
export interface AbandonedTrial {
  id: string
  startedAt: string
  /** Of its samples, on its time line; null where none has ended. */
  lastFinishedMs: number | null
}

/**
 * Writes down what became of the samples that were in flight when a process died: nobody knows. Those that a provider had accepted as
 * a job stay open, because that job can be asked after by its id; each of the others becomes a sample that failed as `interrupted`. It
 * may have been drawn and billed, so its charge is unknown and its worst case stays counted against caps.
 * @returns the trial's last sign of life, in milliseconds on its time line; null where there was none after its start
 */
export function interruptInFlight(
  trial: AbandonedTrial,
  order: readonly PlannedSample[],
  stores: {
    reservations: Pick<ReservationStore, 'list'>
    remoteJobs: Pick<RemoteJobStore, 'list'>
    record: (sample: Sample) => void
  },
): number | null {
  const reserved = stores.reservations.list(trial.id)
  const atMs = ({ reservedAt }: Reservation): number => Date.parse(reservedAt) - Date.parse(trial.startedAt)
  const signs = [...reserved.map(atMs), ...(trial.lastFinishedMs === null ? [] : [trial.lastFinishedMs])]
  if (signs.length === 0) return null
  const lastSignMs = Math.max(...signs)
  const withJob = new Set(stores.remoteJobs.list(trial.id).map(({ sampleId }) => sampleId))
  const lost = reserved.filter(({ sampleId }) => !withJob.has(sampleId))
  const places = lost.length === 0 ? new Map<number, PlannedSample>() : new Map(order.map((one) => [one.position, one]))
  for (const reservation of lost) {
    const planned = places.get(reservation.position)
    if (planned === undefined) throw new Error(`The trial ${trial.id} has no sample ${reservation.position}.`)
    stores.record(interruptedSample(reservation, planned, { sentMs: Math.max(0, atMs(reservation)), lastSignMs }))
  }
  return lastSignMs
}

function interruptedSample(
  { sampleId, trialId, reservedAt }: Reservation,
  { arrivalMs: _arrivalMs, ...planned }: PlannedSample,
  { sentMs, lastSignMs }: { sentMs: number; lastSignMs: number },
): Sample {
  const finishedMs = Math.max(sentMs, lastSignMs)
  return {
    id: sampleId,
    trialId,
    ...planned,
    disturbance: null,
    startedAt: reservedAt,
    dueMs: sentMs,
    startedMs: sentMs,
    finishedMs,
    latencyMs: finishedMs - sentMs,
    serviceMs: 0,
    heldBackMs: 0,
    pollingSlackMs: null,
    digestMs: null,
    outcome: 'failed',
    failure: { class: 'interrupted', message: MESSAGE, status: null, rawBody: null },
    warnings: [],
    attempts: [],
    images: [],
    charge: { amountMicros: null, basis: 'estimated', priceId: null, evidence: 'interrupted: it may have been billed' },
    steps: [],
  }
}

const MESSAGE = 'Assay ended while this sample was in flight, so nobody knows what came of it. It may have been billed.'
