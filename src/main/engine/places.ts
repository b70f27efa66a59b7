/** A fixed number of places, given in the order asked. */
export interface Places {
  /** Resolves when a place is free, with the time at which it became so on the trial's clock. */
  take(): Promise<number>
  give(): void
}

/** @param now milliseconds of the trial's clock; all places are free from now on */
export function createPlaces(count: number, now: () => number): Places {
  const waiting: ((freeSinceMs: number) => void)[] = []
  const freeSinceMs: number[] = Array.from({ length: count }, now)
  return {
    take: () => {
      const since = freeSinceMs.shift()
      if (since !== undefined) return Promise.resolve(since)
      return new Promise((resolve) => {
        waiting.push(resolve)
      })
    },
    give: () => {
      const next = waiting.shift()
      if (next === undefined) freeSinceMs.push(now())
      else next(now())
    },
  }
}
