import { mostInFlight } from '#shared/domain/lane-load.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { PlannedSamples } from '#shared/domain/planned-order.ts'
import { holdPlace, type Lane } from './lane.ts'
import { createPlaces } from './places.ts'
import { runPlanned } from './run-lane.ts'
import { waitUntil } from './wait-until.ts'

/**
 * Runs samples that are due at given times, whatever is still in flight (an open loop). Beyond the most that may be in flight an arrival
 * waits its turn and stays due when it arrived, so that its waiting is latency: a caller would have waited as well. The first of them is
 * due at once.
 */
export async function runArrivals(lane: Lane, samples: PlannedSamples, fail: (error: Error) => void): Promise<void> {
  const places = createPlaces(mostInFlight(lane.plan, lane.contender))
  const running = new Set<Promise<void>>()
  const beginMs = lane.now() - arrivalOf(samples.at(0))
  for (const planned of samples) {
    const dueMs = beginMs + arrivalOf(planned)
    if (!(await waitUntil(lane, dueMs))) break
    await places.take()
    if (!(await waitUntil(lane, dueMs))) break
    const place = holdPlace(places)
    const run = runPlanned(lane, planned, { place, fail, dueMs }).finally(() => running.delete(run))
    running.add(run)
  }
  await Promise.all(running)
}

function arrivalOf(planned: PlannedSample | undefined): number {
  if (planned === undefined) return 0
  if (planned.arrivalMs === null) throw new Error(`Sample ${planned.position} of an open loop has no arrival.`)
  return planned.arrivalMs
}
