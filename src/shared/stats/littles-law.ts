import { studentQuantile } from './student.ts'

/** A gap beyond this share is flagged. */
export const LARGEST_GAP = 0.1
/** With fewer finished in the window, those on its edges outweigh those within. */
export const NEEDED_FOR_LITTLE = 10

/** Parts of equal length in which the window is looked at, to tell a gap that grows from one of its edges alone. */
const PARTS = 10

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
  /** The gap is beyond `LARGEST_GAP`, up or down, and more than the edges of the window explain. null: beyond, but too short to tell. */
  isOff: boolean | null
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
 * run the two cancel; where the load grows beyond what is served they do not.
 *
 * A short window can be off by its edges alone. So a gap is only called one where it also shows within: the window is cut into
 * ten parts, and the 95 % t-interval of the mean gap of a part must leave out 0 (batch means, by which Kim & Whitt make their intervals). In a steady run
 * what one part leaves the next takes up, so that the parts' gaps have either sign and cancel, however few samples there are; where work
 * piles up or drains away they have one sign. Simulated: see the tests.
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
    isOff: Math.abs(relativeGap) > LARGEST_GAP ? showsWithin(stays, window) || null : false,
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

/** Whether the work in hand grows, or shrinks, from part to part by more than chance. */
function showsWithin(stays: readonly Stay[], { fromMs, toMs }: Window): boolean {
  const inHandMs = Array.from({ length: PARTS + 1 }, (_, edge) =>
    workInHandMs(stays, fromMs + ((toMs - fromMs) * edge) / PARTS),
  )
  // The gap of a part: what was done on that which is in flight at its end, less the same at its beginning.
  const gaps = inHandMs.slice(1).map((workMs, part) => workMs - (inHandMs[part] as number))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / PARTS
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (PARTS - 1)
  return Math.abs(mean) > studentQuantile(0.975, PARTS - 1) * Math.sqrt(variance / PARTS)
}

/** How long all that is in flight at a moment has been so, together. */
function workInHandMs(stays: readonly Stay[], atMs: number): number {
  return stays.reduce(
    (sum, { startedMs, finishedMs }) => (startedMs <= atMs && finishedMs > atMs ? sum + atMs - startedMs : sum),
    0,
  )
}

function overlapMs({ startedMs, finishedMs }: Stay, { fromMs, toMs }: Window): number {
  return Math.max(0, Math.min(finishedMs, toMs) - Math.max(startedMs, fromMs))
}

function countAt(stays: readonly Stay[], atMs: number): number {
  return stays.filter(({ startedMs, finishedMs }) => startedMs <= atMs && finishedMs > atMs).length
}
