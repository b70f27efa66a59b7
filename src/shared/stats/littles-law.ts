/** A gap beyond this share is flagged. */
export const LARGEST_GAP = 0.1
/** With fewer finished in the window, those on its edges outweigh those within. */
export const NEEDED_FOR_LITTLE = 10

/** One sample's stay: from when it was due to when it ended, on one clock. */
export interface Stay {
  startedMs: number
  finishedMs: number
}

export interface Window {
  fromMs: number
  toMs: number
}

export interface LittlesLaw {
  window: Window
  /** How many finished in the window. */
  count: number
  /** L: time-averaged number in flight within the window. */
  meanInFlight: number
  /** λ: finished per second within the window. */
  throughputPerSecond: number
  /** W: mean stay of those that finished within the window, their time before it included. */
  meanStayMs: number
  /** (L − λW) / L: above 0 where more is left in flight than was carried in. */
  relativeGap: number
  /** The gap is beyond `LARGEST_GAP`, up or down. */
  isOff: boolean
  inFlightAtStart: number
  inFlightAtEnd: number
}

/**
 * Little's law, L = λW, as a check of a run. Source: Little & Graves, in Chhajed & Lowe (eds.), Building Intuition (2008), chapter 5;
 * for windows of finite length: Kim & Whitt, Operations Research 61 (2013) 1030–1045.
 *
 * Edges: over a window that begins and ends with nothing in flight the law is an identity and proves nothing, so a window should
 * lie within the run; `steadyWindow` leaves out the ramp-in and the ramp-out. L counts a stay only for the part that lies in
 * the window, λ and W count those that finish in it (after `fromMs`, to `toMs`) and W counts them whole. The gap is then just the
 * work that was done in the window on what is left in flight, less the work done before it on what finished in it. In a steady
 * run the two cancel; where the load grows beyond what is served they do not. A window with fewer than about ten times as many
 * finished as are in flight at its edges can be off by its edges alone; those numbers are returned, for the reader to judge.
 * @param stays of all samples that were in flight at some time within the window
 * @returns null for fewer than `NEEDED_FOR_LITTLE` finished in the window, an empty window, or nothing in flight
 */
export function littlesLaw(stays: readonly Stay[], window: Window): LittlesLaw | null {
  const { fromMs, toMs } = window
  const lengthMs = toMs - fromMs
  const finished = stays.filter(({ finishedMs }) => finishedMs > fromMs && finishedMs <= toMs)
  if (finished.length < NEEDED_FOR_LITTLE || lengthMs <= 0) return null
  const withinMs = stays.reduce((sum, stay) => sum + overlapMs(stay, window), 0)
  const wholeMs = finished.reduce((sum, { startedMs, finishedMs }) => sum + finishedMs - startedMs, 0)
  if (withinMs === 0) return null
  const relativeGap = (withinMs - wholeMs) / withinMs
  return {
    window,
    count: finished.length,
    meanInFlight: withinMs / lengthMs,
    throughputPerSecond: finished.length / (lengthMs / 1000),
    meanStayMs: wholeMs / finished.length,
    relativeGap,
    isOff: Math.abs(relativeGap) > LARGEST_GAP,
    inFlightAtStart: countAt(stays, fromMs),
    inFlightAtEnd: countAt(stays, toMs),
  }
}

/**
 * The part of a run in which it neither fills nor drains: from the first that finished to the last that started.
 * @returns null where nothing started after the first had finished
 */
export function steadyWindow(stays: readonly Stay[]): Window | null {
  let [fromMs, toMs] = [Infinity, -Infinity]
  for (const { startedMs, finishedMs } of stays) {
    fromMs = Math.min(fromMs, finishedMs)
    toMs = Math.max(toMs, startedMs)
  }
  return toMs > fromMs ? { fromMs, toMs } : null
}

function overlapMs({ startedMs, finishedMs }: Stay, { fromMs, toMs }: Window): number {
  return Math.max(0, Math.min(finishedMs, toMs) - Math.max(startedMs, fromMs))
}

function countAt(stays: readonly Stay[], atMs: number): number {
  return stays.filter(({ startedMs, finishedMs }) => startedMs <= atMs && finishedMs > atMs).length
}
