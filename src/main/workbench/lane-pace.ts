import type { EarlyStop } from '#shared/domain/early-stop.ts'
import type { PlannedSample } from '#shared/domain/plan.ts'
import type { Micros } from '#shared/units/money.ts'
import type { LaneForecast } from './lane-forecast.ts'
import type { LeftOfLane } from './lanes-to-go.ts'

export interface SampleInFlight {
  worstCaseMicros: Micros | null
  /** null where nobody sits. */
  stretch: string | null
}

/** What of a contender is done and what is left, as far as its pace and its time to go hang on it. */
export interface LaneLeft {
  planned: number
  done: number
  forecast: LaneForecast
  lastFinishedMs: number
  /** How much this sitting asks and has not come back; null where nobody sits. */
  left: number | null
  /** The same by block without probes, and the probes by position. */
  leftInBlocks: Map<number, number>
  leftProbes: Map<number, PlannedSample>
  /** What it rested by plan between two blocks, or before a probe, in time at work. */
  restedMs: number
  /** Where its last sample belongs: within it a lane does not rest. */
  stretch: string | null
  earlyStop: EarlyStop | null
  /** By position. */
  inFlight: Map<number, SampleInFlight>
}

/** Takes a sample that this sitting asked from what is left. */
export function cross(lane: LaneLeft, { position, block }: Pick<PlannedSample, 'position' | 'block'>): void {
  if (lane.left === null) return
  lane.left -= 1
  if (lane.leftProbes.delete(position)) return
  const count = (lane.leftInBlocks.get(block) ?? 0) - 1
  if (count > 0) lane.leftInBlocks.set(block, count)
  else lane.leftInBlocks.delete(block)
}

/** For each sample that is left; `isPredicted` where the two ends are those of an interval. */
export interface Pace {
  value: number
  low: number
  high: number
  isPredicted: boolean
}

/** A lane goes on at the pace it has had so far; see `timeToGo`, and until that can tell, its mean pace. null before that. */
export function paceOf(lane: LaneLeft, elapsedMs: number, workedMs: (atMs: number) => number): Pace | null {
  const busyMs = workedMs(lane.lastFinishedMs) - lane.restedMs
  const left = leftCount(lane)
  if (left === 0) return { value: 0, low: 0, high: 0, isPredicted: true }
  // While a lane rests by plan it does not stand still.
  const isBusy = [...lane.inFlight.values()].some(
    ({ stretch }) => stretch === null || lane.stretch === null || stretch === lane.stretch,
  )
  const toGo = lane.forecast.toGo(isBusy || lane.left === null ? elapsedMs - lane.restedMs : busyMs, left)
  if (toGo.state === 'known') {
    return { value: toGo.value / left, low: toGo.low / left, high: toGo.high / left, isPredicted: true }
  }
  const mean = lane.done >= 2 && busyMs > 0 ? busyMs / lane.done : null
  return mean === null ? null : { value: mean, low: mean, high: mean, isPredicted: false }
}

/** Of a lane that a rule has stopped what is in flight, and without a sitting what is left, is taken as of the first block. */
export function leftOfLane(lane: LaneLeft): Omit<LeftOfLane, 'perSampleMs' | 'contenderId'> {
  const isPlain = lane.left === null || lane.earlyStop !== null
  return {
    inBlocks: isPlain ? new Map([[0, leftCount(lane)]]) : lane.leftInBlocks,
    probes: isPlain ? [] : [...lane.leftProbes.values()],
    lastFinishedMs: lane.stretch === null ? null : lane.lastFinishedMs,
  }
}

/** Within a block a lane does not rest; before each probe it does. */
export function stretchOf({ block, idleMs, position }: Pick<PlannedSample, 'block' | 'idleMs' | 'position'>): string {
  return idleMs === null ? `block ${block}` : `probe ${position}`
}

/** What is still to come: of a lane that a rule has stopped, what is in flight. */
export function leftCount({ planned, done, earlyStop, inFlight, left }: LaneLeft): number {
  if (earlyStop !== null) return inFlight.size
  return left === null ? Math.max(0, planned - done) : left
}
