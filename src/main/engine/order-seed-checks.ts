import type { FrozenPlan } from '#shared/domain/plan.ts'
import { seedChecksOf } from '#shared/domain/planned-counts.ts'
import { createRandom, mixSeeds } from '#shared/stats/random.ts'
import { SEED_STREAM } from './picture-seed.ts'
import type { UnplacedSample } from './unplaced-sample.ts'

/**
 * What asks for a picture once more with the seed it had, of each contender that takes one: the first pictures that it was asked for, in
 * the order in which it was. So a check and its picture are about as far apart as the trial is long, and neither a batch nor a cache of
 * what was drawn a moment ago answers it. Where there are more checks than pictures to ask for, they begin anew. The order of all else
 * is the same with and without them.
 * @param before all that is sent before them
 */
export function seedChecks(plan: FrozenPlan, block: number, before: readonly UnplacedSample[]): UnplacedSample[] {
  const random = createRandom(mixSeeds(plan.seed, SEED_STREAM.seedCheck))
  const lanes = plan.contenders.map(({ id }) => {
    const measured = before.filter(({ contenderId, role }) => contenderId === id && role === 'measure')
    const firsts = new Map(measured.toReversed().map((sample) => [keyOf(sample), sample]))
    return { count: seedChecksOf(id, plan), own: measured.filter((sample) => firsts.get(keyOf(sample)) === sample) }
  })
  return Array.from({ length: Math.max(...lanes.map(({ count }) => count)) }, (_, place) =>
    random.shuffle(lanes).flatMap(({ count, own }): UnplacedSample[] => {
      const asked = place < count ? own[place % own.length] : undefined
      return asked === undefined
        ? []
        : [{ ...asked, role: 'seed-check', stage: 0, block, arrivalMs: null, idleMs: null }]
    }),
  ).flat()
}

function keyOf({ caseIndex, seed }: UnplacedSample): string {
  return `${caseIndex} ${seed}`
}
