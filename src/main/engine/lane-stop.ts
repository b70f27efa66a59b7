import type { StopRuleName } from '#shared/domain/early-stop.ts'
import type { FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import type { Sample } from '#shared/domain/sample.ts'
import { NEEDED_FOR_SATURATION, saturation, type LoadSample } from '#shared/stats/saturation.ts'

export interface FoundStop {
  rule: StopRuleName
  /** What was found, for people. */
  finding: string
  atMs: number
}

/** Watches over the rules by which a contender's samples stop before the last one. */
export interface LaneStop {
  /** When the plan's time at work is over, on the trial's clock: nobody waits for anything beyond it. */
  untilMs: number
  /** To be asked before each sample: null while it may be sent. Once a rule holds, it goes on holding. */
  found(): FoundStop | null
  /** @param dueMs on the trial's clock */
  sent(planned: PlannedSample, dueMs: number): void
  ended(sample: Sample): void
  sentCount(): number
}

/** What has nothing to do with the contender says nothing about it. */
const NOT_ITS_DOING: ReadonlySet<string> = new Set(['budget', 'cancelled', 'interrupted'])

/**
 * Only samples that measure are judged: a warm-up may well fail.
 * @param now milliseconds of the trial's clock
 * @param pausedMs how much of that clock's time until now nobody was at work
 */
export function createLaneStop(
  { stop, load }: Pick<FrozenPlan, 'stop' | 'load'>,
  now: () => number,
  pausedMs = 0,
): LaneStop {
  const { errorShare, errorWindow, afterMinutes, whenSaturated } = stop
  const untilMs = afterMinutes === undefined ? Number.POSITIVE_INFINITY : pausedMs + afterMinutes * 60_000
  const isJudged = whenSaturated && (load.kind === 'open' || load.kind === 'ramp')
  const lastFailed: boolean[] = []
  const inBlock = new Map<number, LoadSample>()
  let block = 0
  let finishedCount = 0
  let lookAt = NEEDED_FOR_SATURATION
  let sentCount = 0
  let found: FoundStop | null = null

  const find = (rule: StopRuleName, finding: string): void => {
    found ??= { rule, finding, atMs: now() }
  }
  const judgeErrors = ({ outcome, failure }: Sample): void => {
    if (errorShare === undefined || outcome === 'cancelled' || NOT_ITS_DOING.has(failure?.class ?? '')) return
    lastFailed.push(outcome === 'failed')
    if (lastFailed.length > errorWindow) lastFailed.shift()
    const failed = lastFailed.filter(Boolean).length
    if (lastFailed.length < errorWindow || failed / errorWindow <= errorShare) return
    const bound = `${Math.round(errorShare * 1000) / 10} %`
    find('error-share', `${failed} of its last ${errorWindow} samples failed, more than ${bound}`)
  }
  /** When the number that has finished has doubled: each further look may err again. */
  const judgeLoad = ({ position, finishedMs }: Sample): void => {
    const sample = inBlock.get(position)
    if (!isJudged || sample === undefined) return
    sample.finishedMs = finishedMs
    finishedCount += 1
    if (finishedCount < lookAt) return
    lookAt *= 2
    const { isSaturated, latencySlope } = saturation([...inBlock.values()])
    if (isSaturated !== true || latencySlope.state !== 'known') return
    find(
      'saturated',
      `latency and requests in flight both rose, latency by ${Math.round(latencySlope.value)} ms a second`,
    )
  }

  return {
    untilMs,
    found: () => {
      if (now() >= untilMs) find('after-minutes', `the ${afterMinutes} min of the plan were over`)
      return found
    },
    sent: (planned, dueMs) => {
      sentCount += 1
      if (!isJudged || planned.role !== 'measure') return
      if (planned.block !== block) {
        // Between two blocks nothing was asked: each is a run of its own.
        inBlock.clear()
        finishedCount = 0
        block = planned.block
        lookAt = NEEDED_FOR_SATURATION
      }
      inBlock.set(planned.position, { startedMs: dueMs, finishedMs: null })
    },
    ended: (sample) => {
      if (sample.role !== 'measure') return
      judgeErrors(sample)
      judgeLoad(sample)
    },
    sentCount: () => sentCount,
  }
}

/** For what is no part of a trial. */
export const NEVER_STOPS: LaneStop = {
  untilMs: Number.POSITIVE_INFINITY,
  found: () => null,
  sent: () => {},
  ended: () => {},
  sentCount: () => 0,
}
