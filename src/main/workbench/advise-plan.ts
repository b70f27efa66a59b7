import type { PlanAdvice } from '#shared/contract/plan.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { NORMAL_QUANTILE } from '#shared/stats/normal.ts'
import { detectableRatio, detectableWinRate, samplesToDetect } from '#shared/stats/power.ts'
import type { CheckedPlan } from './check-plan.ts'
import type { CheckedContender } from './checked-contender.ts'
import { earlierTime, type EarlierServiceTime } from './estimate-step.ts'

/** Where no contender has been timed: the middle of what is usual for a warm service, 0.2 to 0.5. */
const USUAL_LOG_DEVIATION = 0.3
/** Fewer pictures tell nothing of how much their times scatter. */
const ENOUGH_TIMED = 6
const REPEATS_SHOWN = [1, 2, 3, 4, 5, 7, 10, 15, 20, 25, 30, 40, 50]
/** Beyond this nobody repeats a prompt to settle a comparison. */
const MOST_REPEATS = 1000

interface Timed {
  contenderId: string
  medianMs: number
  logDeviation: number
}

/**
 * What a comparison of the plan's contenders can find: the smallest ratio of two median latencies, by repeats; whether that is
 * enough for the differences of earlier trials; and the smallest preference that one vote on every pair would show. Samples are
 * taken for independent and not for paired, which is on the safe side where a prompt or an hour moves all contenders alike.
 * @param options.perRepeat samples of each contender in one repeat: prompts, or cases of a matrix, in each stage of a sweep
 * @returns null for a plan with nothing to compare
 */
export function advisePlan(
  plan: Plan,
  { contenders }: CheckedPlan,
  earlier: EarlierServiceTime,
  { perRepeat: prompts }: { perRepeat: number },
): PlanAdvice | null {
  if (plan.contenders.length < 2) return null
  const timed = contenders.map((contender) => timedBefore(contender, earlier)).filter((time) => time !== null)
  const measured = timed.length > 0
  const logStandardDeviation = measured
    ? Math.max(...timed.map(({ logDeviation }) => logDeviation))
    : USUAL_LOG_DEVIATION
  const ratioAt = (repeats: number): number => detectableRatio({ sampleCount: prompts * repeats, logStandardDeviation })
  const curve = [...new Set([...REPEATS_SHOWN, plan.repeats])].filter((repeats) => prompts * repeats >= 2)
  const basis = measured
    ? `times of earlier trials, the contender that scatters most (log standard deviation ${logStandardDeviation.toFixed(2)})`
    : `a log standard deviation of ${USUAL_LOG_DEVIATION}, which is usual: none of these has been timed here`
  return {
    basis,
    typicalMs: measured ? Math.min(...timed.map(({ medianMs }) => medianMs)) : null,
    repeats: plan.repeats,
    ratio: prompts * plan.repeats < 2 ? null : ratioAt(plan.repeats),
    byRepeats: curve.sort((a, b) => a - b).map((repeats) => ({ repeats, ratio: ratioAt(repeats) })),
    pairs: pairsOf(timed).map(([faster, slower]) => ({
      fasterId: faster.contenderId,
      slowerId: slower.contenderId,
      differenceMs: slower.medianMs - faster.medianMs,
      neededRepeats: neededRepeats(slower.medianMs / faster.medianMs, logStandardDeviation, prompts),
    })),
    winRate: detectableWinRate(prompts * plan.repeats),
  }
}

/** null for a pipeline, and for a model of which too few pictures were timed. */
function timedBefore({ planned, steps }: CheckedContender, earlier: EarlierServiceTime): Timed | null {
  const [step, next] = steps
  if (step === undefined || next !== undefined) return null
  const time = earlierTime(step, earlier)
  if (time === null || time.count < ENOUGH_TIMED || time.lowMs <= 0) return null
  const logDeviation = Math.log(time.highMs / time.lowMs) / (2 * NORMAL_QUANTILE.p75)
  return logDeviation > 0 ? { contenderId: planned.id, medianMs: time.medianMs, logDeviation } : null
}

/** Neighbours when they are put in order of speed: who is settled against the next is settled against all behind. */
function pairsOf(timed: readonly Timed[]): [Timed, Timed][] {
  const ordered = timed.toSorted((a, b) => a.medianMs - b.medianMs)
  return ordered.slice(1).map((slower, index) => [ordered[index] as Timed, slower])
}

function neededRepeats(ratio: number, logStandardDeviation: number, prompts: number): number | null {
  if (ratio <= 1) return null
  const repeats = Math.ceil(samplesToDetect(ratio, { logStandardDeviation }) / prompts)
  return repeats <= MOST_REPEATS ? repeats : null
}
