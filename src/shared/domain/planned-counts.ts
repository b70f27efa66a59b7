import { casesOf, stageCount } from './lane-load.ts'
import type { SampleRole } from './load.ts'
import type { Case, FrozenPlan } from './plan.ts'

/** What of a plan decides how many samples it has. */
export type CountedPlan = Pick<FrozenPlan, 'repeats' | 'load' | 'warmUp' | 'coldProbes' | 'blocks' | 'seedChecks'> & {
  cases: readonly Pick<Case, 'skippedFor'>[]
}

/** How many samples a plan has of one contender, by what they are for. */
export function plannedCounts(contenderId: string, plan: CountedPlan): Record<SampleRole, number> {
  const cases = casesOf(contenderId, plan.cases).length
  const { coldProbes, blocks } = plan
  if (cases === 0) return { measure: 0, 'warm-up': 0, 'cold-probe': 0, 'seed-check': 0 }
  return {
    measure: cases * plan.repeats * stageCount(plan),
    'warm-up': warmUpsOfBlock(0, plan) + ((blocks?.count ?? 1) - 1) * warmUpsOfBlock(1, plan),
    'cold-probe': coldProbes === null ? 0 : coldProbes.gapsMinutes.length * coldProbes.probes,
    'seed-check': seedChecksOf(contenderId, plan),
  }
}

/** All of them, whatever they are for. */
export function plannedTotal(contenderId: string, plan: CountedPlan): number {
  return Object.values(plannedCounts(contenderId, plan)).reduce((sum, count) => sum + count, 0)
}

/** Samples that check whether a contender heeds a seed. */
export function seedChecksOf(contenderId: string, { seedChecks }: Pick<FrozenPlan, 'seedChecks'>): number {
  return seedChecks?.contenderIds.includes(contenderId) === true ? seedChecks.pairs : 0
}

/** Warm-ups of each contender at the beginning of a block, from 0. */
export function warmUpsOfBlock(block: number, { warmUp }: Pick<FrozenPlan, 'warmUp'>): number {
  return block === 0 ? warmUp : Math.min(warmUp, 1)
}

/** The block that a repeat falls into: the repeats are shared out as evenly as they go, the first blocks having one more. */
export function blockOfRepeat(repeat: number, { repeats, blocks }: Pick<FrozenPlan, 'repeats' | 'blocks'>): number {
  return blocks === null ? 0 : Math.floor((repeat * Math.min(blocks.count, repeats)) / repeats)
}
