import type { Estimate } from '#shared/domain/analysis.ts'
import { AscendingValues } from '#shared/stats/ascending-values.ts'
import { orderStatisticEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import type { EarlyStop } from '#shared/domain/early-stop.ts'
import { findPlanned, type PlannedSamples } from '#shared/domain/planned-order.ts'
import { plannedTotal } from '#shared/domain/planned-counts.ts'
import type { Trial, LaneProgress, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'
import type { FailureClass, Sample } from '#shared/domain/sample.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Micros } from '#shared/units/money.ts'
import { LaneForecast } from './lane-forecast.ts'
import { cross, leftCount, leftOfLane, paceOf, stretchOf, type LaneLeft } from './lane-pace.ts'
import { lanesToGo } from './lanes-to-go.ts'

interface Lane extends LaneLeft {
  contenderId: string
  succeeded: number
  failures: Partial<Record<FailureClass, number>>
  latenciesMs: AscendingValues
  /** Of each place without a picture: what a retry takes the place of. */
  withoutPicture: Map<number, FailureClass | null>
}

type Landed = Pick<
  SampleFigures | Sample,
  | 'contenderId'
  | 'role'
  | 'position'
  | 'block'
  | 'idleMs'
  | 'outcome'
  | 'latencyMs'
  | 'startedMs'
  | 'finishedMs'
  | 'disturbance'
> & {
  failureClass: FailureClass | null
  chargeMicros: Micros | null
}

/** The sitting that asks what is left. */
export interface CountedSitting {
  /** What it asks, jobs that it picks up included, by position. */
  asked: PlannedSamples
  isRetry: boolean
  /** How much of the trial's clock at its beginning nobody was at work. */
  pausedMs: number
}

/** Counts what has landed and what is in flight, lane by lane. Holds numbers only; the database holds the samples. */
export class TrialProgressCounter {
  readonly #trial: Trial
  readonly #lanes: Map<string, Lane>
  readonly #workedMs: (atMs: number) => number
  #sitting: CountedSitting | null = null
  #spentMicros = 0
  #unknownChargeCount = 0

  /** @param workedMs how much of the trial's time line until a moment was spent at work, see `workingTime` */
  constructor(trial: Trial, workedMs: (atMs: number) => number = (atMs) => atMs) {
    this.#trial = trial
    this.#workedMs = workedMs
    this.#lanes = new Map(
      trial.plan.contenders.map((contender) => [
        contender.id,
        {
          contenderId: contender.id,
          planned: plannedTotal(contender.id, trial.plan),
          done: 0,
          succeeded: 0,
          failures: {},
          latenciesMs: new AscendingValues(),
          forecast: new LaneForecast(),
          withoutPicture: new Map(),
          lastFinishedMs: 0,
          left: null,
          leftInBlocks: new Map(),
          leftProbes: new Map(),
          restedMs: 0,
          stretch: null,
          earlyStop: trial.earlyStops.find(({ contenderId }) => contenderId === contender.id) ?? null,
          inFlight: new Map(),
        },
      ]),
    )
  }

  /** Called when all of earlier sittings has been counted. */
  sitDown(sitting: CountedSitting): void {
    this.#sitting = sitting
    for (const lane of this.#lanes.values()) lane.left = 0
    for (const planned of sitting.asked) {
      const lane = this.#lane(planned.contenderId)
      lane.left = 1 + (lane.left ?? 0)
      if (planned.idleMs !== null) lane.leftProbes.set(planned.position, planned)
      else lane.leftInBlocks.set(planned.block, 1 + (lane.leftInBlocks.get(planned.block) ?? 0))
    }
  }

  started({
    contenderId,
    position,
    worstCaseMicros,
  }: {
    contenderId: string
    position: number
    worstCaseMicros: Micros | null
  }): void {
    const planned = findPlanned(this.#sitting?.asked ?? [], position)
    const stretch = planned === undefined ? null : stretchOf(planned)
    this.#lane(contenderId).inFlight.set(position, { worstCaseMicros, stretch })
  }

  stopped(stop: EarlyStop): void {
    this.#lane(stop.contenderId).earlyStop = stop
  }

  landed(sample: Landed): void {
    const lane = this.#lane(sample.contenderId)
    lane.inFlight.delete(sample.position)
    cross(lane, sample)
    // One that is asked again takes the place of what came of it before.
    const replaced = lane.withoutPicture.get(sample.position)
    if (replaced === undefined) lane.done += 1
    else if (replaced !== null) forget(lane.failures, replaced)
    lane.withoutPicture.delete(sample.position)
    const stretch = stretchOf(sample)
    if (lane.stretch !== null && lane.stretch !== stretch) {
      lane.restedMs += Math.max(0, this.#workedMs(sample.startedMs) - this.#workedMs(lane.lastFinishedMs))
    }
    lane.stretch = stretch
    lane.lastFinishedMs = Math.max(lane.lastFinishedMs, sample.finishedMs)
    if (sample.outcome === 'succeeded') {
      lane.succeeded += 1
      if (sample.role === 'measure' && sample.disturbance === null) lane.latenciesMs.add(sample.latencyMs)
    } else lane.withoutPicture.set(sample.position, sample.failureClass)
    lane.forecast.add(this.#workedMs(sample.finishedMs) - lane.restedMs, sample.chargeMicros)
    if (sample.failureClass !== null) lane.failures[sample.failureClass] = (lane.failures[sample.failureClass] ?? 0) + 1
    this.#charge(sample.chargeMicros)
  }

  /** A sample that was stored in an earlier sitting, with what it had cost each time it was asked. */
  stored(sample: SampleFigures): void {
    this.landed(sample)
    for (const { chargeMicros } of sample.earlier) {
      this.#charge(chargeMicros)
      this.#lane(sample.contenderId).forecast.addEarlier(chargeMicros)
    }
  }

  #charge(micros: Micros | null): void {
    if (micros === null) this.#unknownChargeCount += 1
    else this.#spentMicros += micros
  }

  /** @param elapsedMs time since the start */
  snapshot(status: TrialStatus, elapsedMs: number): TrialProgress {
    const running = status === 'running'
    const nowMs = elapsedMs + (this.#sitting?.pausedMs ?? 0)
    const timed = [...this.#lanes.values()].map((lane) => ({ lane, pace: paceOf(lane, elapsedMs, this.#workedMs) }))
    const toGoAt = (at: 'value' | 'low' | 'high'): Map<string, number> => {
      const known = timed.flatMap(({ lane, pace }) =>
        pace === null ? [] : [{ ...leftOfLane(lane), contenderId: lane.contenderId, perSampleMs: pace[at] }],
      )
      return lanesToGo(this.#trial.plan, known, nowMs)
    }
    const [values, lows, highs] = running ? [toGoAt('value'), toGoAt('low'), toGoAt('high')] : []
    const lanes = timed.map(({ lane, pace }) => {
      const isLeft = leftCount(lane) > 0
      const [low, high] = [lows?.get(lane.contenderId), highs?.get(lane.contenderId)]
      return {
        ...laneProgress(lane, running, this.#workedMs),
        toGoMs: isLeft ? (values?.get(lane.contenderId) ?? null) : null,
        toGoRangeMs:
          isLeft && pace?.isPredicted === true && low !== undefined && high !== undefined
            ? { lowMs: low, highMs: high }
            : null,
      }
    })
    const unfinished = lanes.filter(({ contenderId }) => leftCount(this.#lane(contenderId)) > 0)
    const toGo = unfinished.map((lane) => lane.toGoMs)
    const ranges = unfinished.map((lane) => lane.toGoRangeMs)
    const knowsRange = running && unfinished.length > 0 && ranges.every((range) => range !== null)
    const held = [...this.#lanes.values()].flatMap((lane) =>
      [...lane.inFlight.values()].map(({ worstCaseMicros }) => worstCaseMicros),
    )
    const sum = (pick: (lane: LaneProgress) => number): number => lanes.reduce((total, lane) => total + pick(lane), 0)
    return {
      trialId: this.#trial.id,
      status,
      planned: this.#trial.sampleCount,
      done: sum((lane) => lane.done),
      inFlight: sum((lane) => lane.inFlight),
      succeeded: sum((lane) => lane.succeeded),
      elapsedMs,
      toGoMs: running && unfinished.length > 0 && toGo.every((value) => value !== null) ? Math.max(...toGo) : null,
      toGoRangeMs: knowsRange
        ? {
            lowMs: Math.max(...ranges.map(({ lowMs }) => lowMs)),
            highMs: Math.max(...ranges.map(({ highMs }) => highMs)),
          }
        : null,
      block: running ? this.#block(nowMs) : null,
      retried: running ? this.#retried() : null,
      spentMicros: this.#spentMicros,
      unknownChargeCount: this.#unknownChargeCount,
      heldMicros: held.every((amount) => amount !== null) ? held.reduce((total, amount) => total + amount, 0) : null,
      budgetMicros: this.#trial.plan.budgetMicros,
      expectedMicros: running && unfinished.length > 0 ? this.#expected() : null,
      lanes,
    }
  }

  /** The same of a trial that nobody runs here: its whole running time. */
  settled(status: TrialStatus): TrialProgress {
    const lastMs = Math.max(0, ...[...this.#lanes.values()].map((lane) => lane.lastFinishedMs))
    return this.snapshot(status, this.#workedMs(lastMs))
  }

  /**
   * The sum over the contenders, whose charges are each from a law of their own. Its ends are the sums of theirs: wider than need be,
   * since not all of them will be dear at the same time.
   */
  #expected(): TrialProgress['expectedMicros'] {
    const forecasts = [...this.#lanes.values()].map((lane) => lane.forecast.spend(leftCount(lane)))
    const known = forecasts.filter((forecast) => forecast !== null)
    if (known.length < forecasts.length) return null
    const sum = (pick: (forecast: (typeof known)[number]) => number): number =>
      known.reduce((total, forecast) => total + pick(forecast), 0)
    return { value: sum(({ value }) => value), low: sum(({ low }) => low), high: sum(({ high }) => high) }
  }

  #block(nowMs: number): TrialProgress['block'] {
    const { blocks } = this.#trial.plan
    if (blocks === null) return null
    const lanes = [...this.#lanes.values()].filter(({ earlyStop }) => earlyStop === null)
    const block = Math.min(blocks.count - 1, ...lanes.flatMap(({ leftInBlocks }) => [...leftInBlocks.keys()]))
    const beginsInMs = block * blocks.everyMinutes * 60_000 - nowMs
    const waits = beginsInMs > 0 && lanes.every(({ inFlight }) => inFlight.size === 0)
    return { number: block + 1, count: blocks.count, beginsInMs: waits ? beginsInMs : null }
  }

  #retried(): TrialProgress['retried'] {
    if (this.#sitting?.isRetry !== true) return null
    const asked = this.#sitting.asked.length
    const left = [...this.#lanes.values()].reduce((sum, lane) => sum + (lane.left ?? 0), 0)
    return { asked, back: asked - left }
  }

  #lane(contenderId: string): Lane {
    const lane = this.#lanes.get(contenderId)
    if (lane === undefined) throw new Error(`The trial ${this.#trial.id} has no contender ${contenderId}.`)
    return lane
  }
}

function laneProgress(
  lane: Lane,
  running: boolean,
  workedMs: (atMs: number) => number,
): Omit<LaneProgress, 'toGoMs' | 'toGoRangeMs'> {
  const atWorkMs = workedMs(lane.lastFinishedMs)
  return {
    contenderId: lane.contenderId,
    planned: lane.planned,
    done: lane.done,
    inFlight: running ? lane.inFlight.size : 0,
    succeeded: lane.succeeded,
    failures: lane.failures,
    ratePerMinute: lane.done >= 2 && atWorkMs > 0 ? (60_000 * lane.done) / atWorkMs : null,
    median: medianOf(lane.latenciesMs),
    earlyStop: lane.earlyStop,
  }
}

function forget(failures: Lane['failures'], failureClass: FailureClass): void {
  const count = (failures[failureClass] ?? 0) - 1
  if (count > 0) failures[failureClass] = count
  else delete failures[failureClass]
}

function medianOf(latencies: AscendingValues): Estimate {
  return orderStatisticEstimate(latencies.count, PERCENTILES.p50, (lowRank, highRank) =>
    latencies.inOrder().subarray(lowRank - 1, highRank),
  )
}
