import type { FrozenPlan } from '#shared/domain/plan.ts'
import { seedChecksOf } from '#shared/domain/planned-counts.ts'
import { createRandom, mixSeeds } from '#shared/stats/random.ts'
import { SEED_STREAM } from '#shared/domain/picture-seed.ts'
import type { UnplacedSample } from './unplaced-sample.ts'

/**
 * What asks for a picture once more with the seed it had, of each contender that takes one: the first pictures that it was asked for, in
 * the order in which it was. So a check and its picture are about as far apart as the trial is long, and neither a batch nor a cache of
 * what was drawn a moment ago answers it. Where there are more checks than pictures to ask for, they begin anew. The order of all else
 * is the same with and without them.
 * @param before all that is sent before them
 */
export function seedChecks(plan: FrozenPlan, block: number, before: Iterable<UnplacedSample>): UnplacedSample[] {
  const random = createRandom(mixSeeds(plan.seed, SEED_STREAM.seedCheck))
  const lanes = plan.contenders.map(({ id }) => ({
    id,
    count: seedChecksOf(id, plan),
    firsts: new Map<string, UnplacedSample>(),
  }))
  const unfilled = new Map(lanes.filter(({ count }) => count > 0).map((lane) => [lane.id, lane]))
  for (const sample of before) {
    if (unfilled.size === 0) break
    const lane = unfilled.get(sample.contenderId)
    if (lane === undefined || sample.role !== 'measure' || lane.firsts.has(keyOf(sample))) continue
    lane.firsts.set(keyOf(sample), sample)
    if (lane.firsts.size === lane.count) unfilled.delete(lane.id)
  }
  const sequences = lanes.map(({ count, firsts }) => ({ count, own: [...firsts.values()] }))
  return Array.from({ length: Math.max(...sequences.map(({ count }) => count)) }, (_, place) =>
    random.shuffle(sequences).flatMap(({ count, own }): UnplacedSample[] => {
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
