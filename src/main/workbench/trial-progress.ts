import type { Estimate } from '#shared/domain/analysis.ts'
import { AscendingValues } from '#shared/stats/ascending-values.ts'
import { orderStatisticEstimate, PERCENTILES } from '#shared/stats/percentile.ts'
import type { Trial, LaneProgress, TrialProgress, TrialStatus } from '#shared/domain/trial.ts'
import type { FailureClass, Sample } from '#shared/domain/sample.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Micros } from '#shared/units/money.ts'

interface Lane {
  contenderId: string
  planned: number
  done: number
  succeeded: number
  failures: Partial<Record<FailureClass, number>>
  latenciesMs: AscendingValues
  lastFinishedMs: number
  /** Worst case of each sample in flight, by position. */
  inFlight: Map<number, Micros | null>
}

type Landed = Pick<SampleFigures | Sample, 'contenderId' | 'position' | 'outcome' | 'latencyMs' | 'finishedMs'> & {
  failureClass: FailureClass | null
  chargeMicros: Micros | null
}

/** Counts what has landed and what is in flight, lane by lane. Holds numbers only; the database holds the samples. */
export class TrialProgressCounter {
  readonly #trial: Trial
  readonly #lanes: Map<string, Lane>
  #spentMicros = 0
  #unknownChargeCount = 0

  constructor(trial: Trial) {
    this.#trial = trial
    const perLane = trial.plan.cases.length * trial.plan.repeats
    this.#lanes = new Map(
      trial.plan.contenders.map((contender) => [
        contender.id,
        {
          contenderId: contender.id,
          planned: perLane,
          done: 0,
          succeeded: 0,
          failures: {},
          latenciesMs: new AscendingValues(),
          lastFinishedMs: 0,
          inFlight: new Map(),
        },
      ]),
    )
  }

  started(start: { contenderId: string; position: number; worstCaseMicros: Micros | null }): void {
    this.#lane(start.contenderId).inFlight.set(start.position, start.worstCaseMicros)
  }

  landed(sample: Landed): void {
    const lane = this.#lane(sample.contenderId)
    lane.inFlight.delete(sample.position)
    lane.done += 1
    lane.lastFinishedMs = Math.max(lane.lastFinishedMs, sample.finishedMs)
    if (sample.outcome === 'succeeded') {
      lane.succeeded += 1
      lane.latenciesMs.add(sample.latencyMs)
    }
    if (sample.failureClass !== null) lane.failures[sample.failureClass] = (lane.failures[sample.failureClass] ?? 0) + 1
    if (sample.chargeMicros === null) this.#unknownChargeCount += 1
    else this.#spentMicros += sample.chargeMicros
  }

  /** @param elapsedMs time since the start */
  snapshot(status: TrialStatus, elapsedMs: number): TrialProgress {
    const running = status === 'running'
    const lanes = [...this.#lanes.values()].map((lane) => laneProgress(lane, running))
    const toGo = lanes.map((lane) => lane.toGoMs)
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
      toGoMs: running && toGo.every((value) => value !== null) ? Math.max(...toGo) : null,
      spentMicros: this.#spentMicros,
      unknownChargeCount: this.#unknownChargeCount,
      heldMicros: held.every((amount) => amount !== null) ? held.reduce((total, amount) => total + amount, 0) : null,
      budgetMicros: this.#trial.plan.budgetMicros,
      lanes,
    }
  }

  /** The same of a trial that nobody runs here: its whole running time. */
  settled(status: TrialStatus): TrialProgress {
    return this.snapshot(status, Math.max(0, ...[...this.#lanes.values()].map((lane) => lane.lastFinishedMs)))
  }

  #lane(contenderId: string): Lane {
    const lane = this.#lanes.get(contenderId)
    if (lane === undefined) throw new Error(`The trial ${this.#trial.id} has no contender ${contenderId}.`)
    return lane
  }
}

/** The time to go assumes that a lane goes on at the pace it has had so far. */
function laneProgress(lane: Lane, running: boolean): LaneProgress {
  const pace = lane.done >= 2 && lane.lastFinishedMs > 0 ? lane.lastFinishedMs / lane.done : null
  return {
    contenderId: lane.contenderId,
    planned: lane.planned,
    done: lane.done,
    inFlight: running ? lane.inFlight.size : 0,
    succeeded: lane.succeeded,
    failures: lane.failures,
    ratePerMinute: pace === null ? null : 60_000 / pace,
    median: medianOf(lane.latenciesMs),
    toGoMs: running && pace !== null ? pace * (lane.planned - lane.done) : null,
  }
}

function medianOf(latencies: AscendingValues): Estimate {
  return orderStatisticEstimate(latencies.count, PERCENTILES.p50, (lowRank, highRank) =>
    latencies.inOrder().subarray(lowRank - 1, highRank),
  )
}
