import type { PlannedWork } from '#shared/contract/plan.ts'
import { SampleRole } from '#shared/domain/load.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { Micros } from '#shared/units/money.ts'
import { estimateDuration, type CountedContender } from './estimate-duration.ts'
import type { EarlierServiceTime, StepCost } from './estimate-step.ts'

/** A contender with how many samples are asked of it, and what a picture of it costs. */
export interface CostedContender extends CountedContender {
  cost: Pick<StepCost, 'lowMicros' | 'highMicros'>
}

/** What so many samples come to: what they are for, what they cost, how long they take. A contender without samples is no part of it. */
export function estimateWork(
  plan: Plan,
  contenders: readonly CostedContender[],
  earlier: EarlierServiceTime,
): PlannedWork {
  const asked = contenders.filter(({ counts }) => Object.values(counts).some((count) => count > 0))
  const byRole = SampleRole.options.flatMap((role) => roleCost(role, asked))
  return {
    samples: byRole.reduce((sum, { samples }) => sum + samples, 0),
    byRole,
    cost: {
      lowMicros: byRole.reduce((sum, { lowMicros }) => sum + lowMicros, 0),
      highMicros: byRole.reduce((sum, { highMicros }) => sum + highMicros, 0),
    },
    askedContenders: asked.map(({ contender }) => contender.planned.id),
    unknownPriceContenders: asked
      .filter(({ cost }) => cost.highMicros === null)
      .map(({ contender }) => contender.planned.id),
    duration: estimateDuration(plan, asked, earlier),
  }
}

/** Of what is known: contenders without a price are named apart. Empty for a role that there are no samples of. */
function roleCost(role: SampleRole, contenders: readonly CostedContender[]): PlannedWork['byRole'] {
  const samples = contenders.reduce((total, { counts }) => total + counts[role], 0)
  if (samples === 0) return []
  const total = (pick: (cost: CostedContender['cost']) => Micros | null): Micros =>
    contenders.reduce((totalMicros: Micros, { cost, counts }) => {
      const amount = pick(cost)
      return amount === null ? totalMicros : totalMicros + amount * counts[role]
    }, 0)
  return [
    {
      role,
      samples,
      lowMicros: total(({ lowMicros }) => lowMicros),
      highMicros: total(({ highMicros }) => highMicros),
    },
  ]
}
