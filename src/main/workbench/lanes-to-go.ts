import { idleGroups } from '#main/engine/idle-groups.ts'
import type { FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'

const MS_PER_MINUTE = 60_000

/** What is left of a lane, and how fast it goes. */
export interface LeftOfLane {
  contenderId: string
  /** How many samples of each block. */
  inBlocks: ReadonlyMap<number, number>
  probes: readonly Pick<PlannedSample, 'position' | 'idleMs'>[]
  /** From one end to the next, without what it rests by plan. */
  perSampleMs: number
  /** When something of it last ended, on the trial's clock; null where nothing has. */
  lastFinishedMs: number | null
}

/**
 * Milliseconds until each lane is done: what is left at its pace, and the rests of the plan, which are known. A block does not begin
 * before its time; probes follow when all that shares an account or a host is through, one after another, each after its gap.
 * @param nowMs on the trial's clock
 */
export function lanesToGo(plan: FrozenPlan, lanes: readonly LeftOfLane[], nowMs: number): Map<string, number> {
  const everyMs = (plan.blocks?.everyMinutes ?? 0) * MS_PER_MINUTE
  const through = lanes.map((lane) => {
    const blocks = [...lane.inBlocks].filter(([, count]) => count > 0).toSorted(([one], [other]) => one - other)
    const atMs = blocks.reduce((ms, [block, count]) => Math.max(ms, block * everyMs) + count * lane.perSampleMs, nowMs)
    return { ...lane, contender: contenderOf(plan, lane.contenderId), isLoaded: blocks.length > 0, atMs }
  })
  const toGo = new Map(through.map(({ contenderId, atMs }) => [contenderId, atMs - nowMs]))
  for (const group of idleGroups(through)) {
    const quietSinceMs = group.some(({ isLoaded }) => isLoaded)
      ? null
      : Math.max(...group.map(({ lastFinishedMs }) => lastFinishedMs ?? nowMs))
    let atMs = quietSinceMs ?? Math.max(...group.map((lane) => lane.atMs))
    const probes = group
      .flatMap((lane) => lane.probes.map(({ position, idleMs }) => ({ lane, position, idleMs: idleMs ?? 0 })))
      .toSorted((one, other) => one.position - other.position)
    for (const { lane, idleMs } of probes) {
      atMs = Math.max(nowMs, atMs + idleMs) + lane.perSampleMs
      toGo.set(lane.contenderId, atMs - nowMs)
    }
  }
  return toGo
}

function contenderOf({ contenders }: FrozenPlan, contenderId: string): FrozenPlan['contenders'][number] {
  const found = contenders.find(({ id }) => id === contenderId)
  if (found === undefined) throw new Error(`The plan has no contender ${contenderId}.`)
  return found
}
