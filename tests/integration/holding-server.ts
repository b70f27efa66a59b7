import type { OwnReply } from './recording-front.ts'

/** Holds every call until it is let go, and knows how many are in flight. */
export function holdingServer() {
  const held: { call: number; letGo: (reply: OwnReply | null) => void }[] = []
  const seen = { most: 0, arrived: 0 }
  return {
    seen,
    /** The calls that wait, in the order in which they came. */
    held,
    /** For `judgedTrial`. */
    instead: (call: number): Promise<OwnReply | null> | null => {
      if (call < 0) return null
      const { promise, resolve } = Promise.withResolvers<OwnReply | null>()
      held.push({ call, letGo: resolve })
      seen.arrived += 1
      seen.most = Math.max(seen.most, held.length)
      return promise
    },
    /** Answers one of those that wait, by its place among them: as the server behind does, or otherwise. @returns its number */
    answer(place: number, reply: OwnReply | null = null): number {
      const [one] = held.splice(place, 1)
      if (one === undefined) throw new Error(`No call waits at place ${place}.`)
      one.letGo(reply)
      return one.call
    },
  }
}
