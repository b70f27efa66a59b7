/** Holds lanes back so that all of them go through the stages of a load together. */
export interface StageGate {
  /** Resolves when no lane has anything of an earlier stage left. @param stage counted on through the blocks */
  reach(lane: number, stage: number): Promise<void>
  /** The lane has no stages left. */
  leave(lane: number): void
}

export function createStageGate(laneCount: number): StageGate {
  const reached = Array.from({ length: laneCount }, () => -1)
  let waiting: { stage: number; open: () => void }[] = []

  const move = (lane: number, stage: number): void => {
    reached[lane] = stage
    const least = Math.min(...reached)
    const through = waiting.filter((waiter) => waiter.stage <= least)
    waiting = waiting.filter((waiter) => waiter.stage > least)
    for (const { open } of through) open()
  }
  return {
    reach: (lane, stage) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ stage, open: resolve })
      move(lane, stage)
      return promise
    },
    leave: (lane) => move(lane, Number.POSITIVE_INFINITY),
  }
}
