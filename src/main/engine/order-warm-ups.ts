import { casesOf } from '#shared/domain/lane-load.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { warmUpsOfBlock } from '#shared/domain/planned-counts.ts'
import type { Random } from '#shared/stats/random.ts'
import { SEED_STREAM, sideSeed } from '#shared/domain/picture-seed.ts'
import type { UnplacedSample } from './unplaced-sample.ts'

/** The warm-ups of a block: so many of each contender, of cases of its own in one random order, with seeds that nothing else has. */
export function warmUps(plan: FrozenPlan, block: number, random: Random): UnplacedSample[] {
  const count = warmUpsOfBlock(block, plan)
  if (count === 0) return []
  const cases = random.shuffle(plan.cases)
  return Array.from({ length: count }, (_, repeat) => {
    const seed = sideSeed(plan, SEED_STREAM.warmUp, block, repeat)
    return random.shuffle(plan.contenders).flatMap(({ id: contenderId }): UnplacedSample[] => {
      const own = casesOf(contenderId, cases)
      const asked = own[repeat % own.length]
      if (asked === undefined) return []
      const { index: caseIndex } = asked
      return [{ contenderId, caseIndex, repeat, seed, role: 'warm-up', stage: 0, block, arrivalMs: null, idleMs: null }]
    })
  }).flat()
}
