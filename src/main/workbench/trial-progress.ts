import type { Estimate } from '#shared/domain/analysis.ts'
import { AscendingValues } from '#shared/stats/ascending-values.ts'
import { orderStatisticEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import type { EarlyStop } from '#shared/domain/early-stop.ts'
import { plannedTotal } from '#shared/domain/planned-counts.ts'
import type { Trial, LaneProgress, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'
import type { FailureClass, Sample } from '#shared/domain/sample.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Micros } from '#shared/units/money.ts'
import { LaneForecast } from './lane-forecast.ts'

interface Lane {
  contenderId: string
  planned: number
  done: number
  succeeded: number
  failures: Partial<Record<FailureClass, number>>
  latenciesMs: AscendingValues
  forecast: LaneForecast
  /** Of each place without a picture: what a retry takes the place of. */
  withoutPicture: Map<number, FailureClass | null>
  lastFinishedMs: number
  earlyStop: EarlyStop | null
  /** Worst case of each sample in flight, by position. */
  inFlight: Map<number, Micros | null>
}

type Landed = Pick<
  SampleFigures | Sample,
  'contenderId' | 'role' | 'position' | 'outcome' | 'latencyMs' | 'finishedMs' | 'disturbance'
> & {
  failureClass: FailureClass | null
  chargeMicros: Micros | null
}

/** Counts what has landed and what is in flight, lane by lane. Holds numbers only; the database holds the samples. */
export class TrialProgressCounter {
  readonly #trial: Trial
  readonly #lanes: Map<string, Lane>
  readonly #workedMs: (atMs: number) => number
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
          earlyStop: trial.earlyStops.find(({ contenderId }) => contenderId === contender.id) ?? null,
          inFlight: new Map(),
        },
      ]),
    )
  }

  started(start: { contenderId: string; position: number; worstCaseMicros: Micros | null }): void {
    this.#lane(start.contenderId).inFlight.set(start.position, start.worstCaseMicros)
  }

  stopped(stop: EarlyStop): void {
    this.#lane(stop.contenderId).earlyStop = stop
  }

  landed(sample: Landed): void {
    const lane = this.#lane(sample.contenderId)
    lane.inFlight.delete(sample.position)
    // One that is asked again takes the place of what came of it before.
    const replaced = lane.withoutPicture.get(sample.position)
    if (replaced === undefined) lane.done += 1
    else if (replaced !== null) forget(lane.failures, replaced)
    lane.withoutPicture.delete(sample.position)
    lane.lastFinishedMs = Math.max(lane.lastFinishedMs, sample.finishedMs)
    if (sample.outcome === 'succeeded') {
      lane.succeeded += 1
      if (sample.role === 'measure' && sample.disturbance === null) lane.latenciesMs.add(sample.latencyMs)
    } else lane.withoutPicture.set(sample.position, sample.failureClass)
    lane.forecast.add(this.#workedMs(sample.finishedMs), sample.chargeMicros)
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
    const { blocks, coldProbes } = this.#trial.plan
    const isSteady = blocks === null && coldProbes === null
    const lanes = [...this.#lanes.values()].map((lane) =>
      laneProgress(lane, { running, isSteady, elapsedMs, workedMs: this.#workedMs }),
    )
    const unfinished = lanes.filter(
      (lane) => lane.done < lane.planned && (lane.earlyStop === null || lane.inFlight > 0),
    )
    const toGo = unfinished.map((lane) => lane.toGoMs)
    const ranges = unfinished.map((lane) => lane.toGoRangeMs)
    const knowsRange = running && unfinished.length > 0 && ranges.every((range) => range !== null)
    const held = [...this.#lanes.values()].flatMap((lane) => [...lane.inFlight.values()])
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
    const forecasts = [...this.#lanes.values()].map((lane) => lane.forecast.spend(leftOf(lane)))
    const known = forecasts.filter((forecast) => forecast !== null)
    if (known.length < forecasts.length) return null
    const sum = (pick: (forecast: (typeof known)[number]) => number): number =>
      known.reduce((total, forecast) => total + pick(forecast), 0)
    return { value: sum(({ value }) => value), low: sum(({ low }) => low), high: sum(({ high }) => high) }
  }

  #lane(contenderId: string): Lane {
    const lane = this.#lanes.get(contenderId)
    if (lane === undefined) throw new Error(`The trial ${this.#trial.id} has no contender ${contenderId}.`)
    return lane
  }
}

interface Pace {
  running: boolean
  /** Whether the lane does not rest between its samples: else its pace does not tell. */
  isSteady: boolean
  elapsedMs: number
  workedMs: (atMs: number) => number
}

/** The time to go assumes that a lane goes on at the pace it has had so far; see `timeToGo`, and until that can tell, its mean pace. */
function laneProgress(lane: Lane, { running, isSteady, elapsedMs, workedMs }: Pace): LaneProgress {
  const atWorkMs = workedMs(lane.lastFinishedMs)
  const pace = lane.done >= 2 && atWorkMs > 0 ? atWorkMs / lane.done : null
  const leftCount = leftOf(lane)
  const toGo = lane.forecast.toGo(elapsedMs, leftCount)
  const isTold = running && isSteady
  return {
    contenderId: lane.contenderId,
    planned: lane.planned,
    done: lane.done,
    inFlight: running ? lane.inFlight.size : 0,
    succeeded: lane.succeeded,
    failures: lane.failures,
    ratePerMinute: pace === null ? null : 60_000 / pace,
    median: medianOf(lane.latenciesMs),
    toGoMs: !isTold || leftCount === 0 ? null : toGo.state === 'known' ? toGo.value : pace && pace * leftCount,
    toGoRangeMs: isTold && toGo.state === 'known' ? { lowMs: toGo.low, highMs: toGo.high } : null,
    earlyStop: lane.earlyStop,
  }
}

function forget(failures: Lane['failures'], failureClass: FailureClass): void {
  const count = (failures[failureClass] ?? 0) - 1
  if (count > 0) failures[failureClass] = count
  else delete failures[failureClass]
}

/** What is still to come: of a lane that a rule has stopped, what is in flight. */
function leftOf({ planned, done, earlyStop, inFlight }: Lane): number {
  return earlyStop === null ? Math.max(0, planned - done) : inFlight.size
}

function medianOf(latencies: AscendingValues): Estimate {
  return orderStatisticEstimate(latencies.count, PERCENTILES.p50, (lowRank, highRank) =>
    latencies.inOrder().subarray(lowRank - 1, highRank),
  )
}
