import type { PlanEstimate } from '#shared/contract/plan.ts'
import { linkedGroups } from '#shared/domain/linked-groups.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { PlannedStep } from '#shared/domain/planned-contender.ts'
import type { SampleRole } from '#shared/domain/load.ts'
import type { CheckedContender } from './checked-contender.ts'
import { earlierTime, type EarlierServiceTime } from './estimate-step.ts'

const MS_PER_MINUTE = 60_000

interface Span {
  lowMs: number
  highMs: number
}

/** A contender with how many samples the plan has of it. */
export interface CountedContender {
  contender: CheckedContender
  counts: Record<SampleRole, number>
}

/**
 * How long a plan takes: the slowest lane at its concurrency, or as long as the arrivals of an open loop last; blocks may make it
 * longer. What is idled through before probes comes on top, and is known exactly.
 * @returns null where a contender of a closed loop has never been timed
 */
export function estimateDuration(
  plan: Plan,
  contenders: readonly CountedContender[],
  earlier: EarlierServiceTime,
): PlanEstimate['duration'] {
  const spans = contenders.map((counted) => laneSpan(plan, counted, earlier))
  const known = spans.filter((span) => span !== null)
  if (known.length < spans.length || known.length === 0) return null
  const { blocks } = plan
  const isOpen = plan.load.kind === 'open' || plan.load.kind === 'ramp'
  return {
    lowMs: withBlocks(blocks, Math.max(...known.map(({ lowMs }) => lowMs))),
    highMs: withBlocks(blocks, Math.max(...known.map(({ highMs }) => highMs))),
    idleMs: idleMs(contenders.filter(({ counts }) => counts['cold-probe'] > 0)),
    basis: isOpen ? 'by the arrivals of the plan' : 'quartiles of earlier trials, the slowest lane',
  }

  /** Of probes that share an account one waits for the other. */
  function idleMs(probed: readonly CountedContender[]): number {
    const gapsMinutes = plan.coldProbes?.gapsMinutes ?? []
    const perContenderMs =
      gapsMinutes.reduce((sum, gap) => sum + gap, 0) * (plan.coldProbes?.probes ?? 0) * MS_PER_MINUTE
    const groups = linkedGroups(probed, ({ contender }) =>
      [contender.planned, ...contender.planned.furtherSteps].flatMap(keysOf),
    )
    return perContenderMs * Math.max(0, ...groups.map((group) => group.length))
  }
}

function laneSpan({ load }: Plan, { contender, counts }: CountedContender, earlier: EarlierServiceTime): Span | null {
  const { planned, steps } = contender
  const times = steps.map((step) => earlierTime(step, earlier))
  const timed = times.filter((time) => time !== null)
  const perSample =
    timed.length < times.length
      ? null
      : {
          lowMs: timed.reduce((totalMs, time) => totalMs + time.lowMs, 0),
          highMs: timed.reduce((totalMs, time) => totalMs + time.highMs, 0),
        }
  if (load.kind === 'open' || load.kind === 'ramp') {
    const perMinute = load.kind === 'open' ? load.perMinute : (load.fromPerMinute + load.toPerMinute) / 2
    const arrivalsMs = (Math.max(0, counts.measure - 1) / perMinute) * MS_PER_MINUTE
    // The last arrival, and what is sent after it in a closed loop.
    const rounds = 1 + counts['seed-check'] / planned.concurrency
    return {
      lowMs: arrivalsMs + (perSample === null ? 0 : perSample.lowMs * rounds),
      highMs: arrivalsMs + (perSample === null ? 0 : perSample.highMs * rounds),
    }
  }
  if (perSample === null) return null
  const rounds =
    (counts['warm-up'] + counts['seed-check']) / planned.concurrency +
    (load.kind === 'sweep'
      ? load.concurrencies.reduce(
          (sum, concurrency) => sum + counts.measure / load.concurrencies.length / concurrency,
          0,
        )
      : counts.measure / planned.concurrency)
  return { lowMs: perSample.lowMs * rounds, highMs: perSample.highMs * rounds }
}

/** The last block begins when it is due, or when the ones before it are done. */
function withBlocks(blocks: Plan['blocks'], workMs: number): number {
  if (blocks === undefined) return workMs
  return Math.max(workMs, (blocks.count - 1) * blocks.everyMinutes * MS_PER_MINUTE + workMs / blocks.count)
}

function keysOf({ provider, account, baseUrl }: PlannedStep): string[] {
  return [`account ${provider} ${account}`, ...(baseUrl === undefined ? [] : [`host ${new URL(baseUrl).host}`])]
}
