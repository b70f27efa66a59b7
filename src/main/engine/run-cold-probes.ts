import type { PlannedSample } from '#shared/domain/plan.ts'
import type { PlannedSamples } from '#shared/domain/planned-order.ts'
import { holdPlace, type Lane } from './lane.ts'
import { createPlaces } from './places.ts'
import { runPlanned } from './run-lane.ts'
import { waitUntil } from './wait-until.ts'

/** A lane with what is sent of it after idling. */
export interface ProbedLane {
  lane: Lane
  probes: PlannedSamples
}

/**
 * Sends one sample after another, each after its gap in which nothing was asked of any of these lanes: they share an account or a host,
 * and a request of one could keep the other warm.
 * @param group lanes of which nothing is in flight any more
 */
export async function runColdProbes(group: readonly ProbedLane[], fail: (error: Error) => void): Promise<void> {
  const probes = group
    .flatMap(({ lane, probes: own }) => Array.from(own, (planned) => ({ lane, planned })))
    .toSorted((one, other) => one.planned.position - other.planned.position)
  let quietSinceMs = group[0]?.lane.now() ?? 0
  for (const { lane, planned } of probes) {
    if (lane.noMore.aborted) return
    if (lane.stop.found() !== null) continue
    if (!(await waitUntil(lane, quietSinceMs + gapOf(planned)))) continue
    const places = createPlaces(1)
    await places.take()
    await runPlanned(lane, planned, { place: holdPlace(places), fail, dueMs: null })
    quietSinceMs = lane.now()
  }
}

function gapOf({ position, idleMs }: PlannedSample): number {
  if (idleMs === null) throw new Error(`The probe at position ${position} has no gap before it.`)
  return idleMs
}
