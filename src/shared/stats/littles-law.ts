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
  /** How many finished in the windows. */
  count: number
  /** L: time-averaged number in flight within the windows. */
  meanInFlight: number
  /** λ: finished per second within the windows. */
  throughputPerSecond: number
  /** W: mean stay of those that finished within the windows, their time before it included. */
  meanStayMs: number
  /** (L − λW) / L: above 0 where more is left in flight than was carried in. */
  relativeGap: number
  /** The gap is beyond `LARGEST_GAP`, up or down, and more than the edges of the windows explain. null: beyond, but too short to tell. */
  isOff: boolean | null
  /** Of the first window. */
  inFlightAtStart: number
  /** Of the last one. */
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
 * A run that was broken off and gone on with has a steady part in each of its stretches. They are pooled: what finished in all of them,
 * the work that was in flight in all of them, over their length together, so that the time between is no part of a rate.
 *
 * A short window can be off by its edges alone. So a gap is only called one where it also shows within: the windows, laid end to end, are cut into
 * ten parts, and the 95 % t-interval of the mean gap of a part must leave out 0 (batch means, by which Kim & Whitt make their intervals). In a steady run
 * what one part leaves the next takes up, so that the parts' gaps have either sign and cancel, however few samples there are; where work
 * piles up or drains away they have one sign. Simulated: see the tests.
 * @param stays of all samples that were in flight at some time within a window
 * @param windows one after the other, none within another
 * @returns null for fewer than `NEEDED_FOR_LITTLE` finished in the windows, no time in them, or nothing in flight
 */
export function littlesLaw(stays: readonly Stay[], windows: readonly Window[]): LittlesLaw | null {
  const [first, last] = [windows[0], windows.at(-1)]
  if (first === undefined || last === undefined) return null
  const lengthMs = windows.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  const finished = windows.flatMap(({ fromMs, toMs }) =>
    stays.filter(({ finishedMs }) => finishedMs > fromMs && finishedMs <= toMs),
  )
  if (finished.length < NEEDED_FOR_LITTLE || lengthMs <= 0) return null
  const withinMs = windows.reduce(
    (total, window) => stays.reduce((sum, stay) => sum + overlapMs(stay, window), total),
    0,
  )
  const wholeMs = finished.reduce((sum, { startedMs, finishedMs }) => sum + finishedMs - startedMs, 0)
  if (withinMs === 0) return null
  const relativeGap = (withinMs - wholeMs) / withinMs
  return {
    count: finished.length,
    meanInFlight: withinMs / lengthMs,
    throughputPerSecond: finished.length / (lengthMs / 1000),
    meanStayMs: wholeMs / finished.length,
    relativeGap,
    isOff: Math.abs(relativeGap) > LARGEST_GAP ? showsWithin(stays, windows, lengthMs) || null : false,
    inFlightAtStart: countAt(stays, first.fromMs),
    inFlightAtEnd: countAt(stays, last.toMs),
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
function showsWithin(stays: readonly Stay[], windows: readonly Window[], lengthMs: number): boolean {
  const gainsMs = Array.from({ length: PARTS + 1 }, (_, edge) =>
    workGainedMs(stays, windows, (lengthMs * edge) / PARTS),
  )
  // The gap of a part: what was done on that which is in flight at its end, less the same at its beginning.
  const gaps = gainsMs.slice(1).map((gainMs, part) => gainMs - (gainsMs[part] as number))
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / PARTS
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (PARTS - 1)
  return Math.abs(mean) > studentQuantile(0.975, PARTS - 1) * Math.sqrt(variance / PARTS)
}

/** By how much the work in hand has grown, window by window, after so much of their time together. */
function workGainedMs(stays: readonly Stay[], windows: readonly Window[], afterMs: number): number {
  let [gainedMs, leftMs] = [0, afterMs]
  for (const { fromMs, toMs } of windows) {
    if (leftMs <= 0) break
    gainedMs += workInHandMs(stays, Math.min(toMs, fromMs + leftMs)) - workInHandMs(stays, fromMs)
    leftMs -= toMs - fromMs
  }
  return gainedMs
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
