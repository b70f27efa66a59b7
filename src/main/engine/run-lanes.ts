import { stageCount } from '#shared/domain/lane-load.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import { groupPlanned, type PlannedSamples } from '#shared/domain/planned-order.ts'
import { idleGroups } from './idle-groups.ts'
import type { Lane } from './lane.ts'
import { runArrivals } from './run-arrivals.ts'
import { runColdProbes } from './run-cold-probes.ts'
import { runLane } from './run-lane.ts'
import { createStageGate, type StageGate } from './stage-gate.ts'
import { waitUntil } from './wait-until.ts'

/**
 * Runs lanes through their plan: block after block its warm-ups, then the load's stages; in the end what is sent after idling. No lane
 * waits for another, but for the stages of a sweep, which all begin together, and for probes of what shares an account or a host.
 * @param shares the samples of each lane, in their order
 * @param options.first what a lane does before them
 */
export async function runLanes(
  lanes: readonly Lane[],
  shares: readonly PlannedSamples[],
  { fail, first = () => Promise.resolve() }: { fail: (error: unknown) => void; first?: (lane: Lane) => Promise<void> },
): Promise<void> {
  const gate = createStageGate(lanes.length)
  const runs = lanes.map((lane, index) => {
    const share: PlannedSamples = shares[index] ?? []
    const parts = groupPlanned(share, ({ role }) => role === 'cold-probe')
    const probes = parts.get(true) ?? []
    const loaded = first(lane).then(() => runStages(lane, parts.get(false) ?? [], { gate, index, fail }))
    return {
      lane,
      contender: lane.contender,
      share,
      probes,
      loaded: loaded.catch(fail).finally(() => gate.leave(index)),
    }
  })
  await Promise.all(
    idleGroups(runs).map(async (group) => {
      await Promise.all(group.map(({ loaded }) => loaded))
      await runColdProbes(group, fail)
    }),
  )
  for (const { lane, share } of runs) tellStop(lane, share.length)
}

async function runStages(
  lane: Lane,
  samples: PlannedSamples,
  { gate, index, fail }: { gate: StageGate; index: number; fail: (error: unknown) => void },
): Promise<void> {
  const { load, blocks } = lane.plan
  const stages = groupPlanned(samples, ({ block, role, stage }) => `${block} ${role} ${stage}`)
  for (const own of stages.values()) {
    const first = own.at(0)
    if (first === undefined) continue
    if (load.kind === 'sweep' && first.role === 'measure')
      await gate.reach(index, first.block * stageCount(lane.plan) + first.stage)
    const beginMs = blocks === null ? 0 : first.block * blocks.everyMinutes * 60_000
    if (!(await waitUntil(lane, beginMs))) return
    if (first.arrivalMs === null) await runLane(lane, own, fail, concurrencyOf(lane, first))
    else await runArrivals(lane, own, fail)
  }
}

/** Of a closed loop. */
function concurrencyOf({ plan, contender }: Lane, { stage }: PlannedSample): number {
  return plan.load.kind === 'sweep' ? (plan.load.concurrencies[stage] ?? contender.concurrency) : contender.concurrency
}

function tellStop({ stop, contender, listener, noMore }: Lane, count: number): void {
  const found = stop.found()
  const unsentCount = count - stop.sentCount()
  if (found === null || unsentCount === 0 || noMore.aborted) return
  listener.stoppedEarly({ contenderId: contender.id, ...found, unsentCount })
}
