import { casesOf } from '#shared/domain/lane-load.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { Random } from '#shared/stats/random.ts'
import { SEED_STREAM, sideSeed } from '#shared/domain/picture-seed.ts'
import type { UnplacedSample } from './unplaced-sample.ts'

/**
 * What is sent after idling: of each contender every gap as often as the plan says, in a random order of its own, so that neither a
 * short gap nor a late hour always comes first. The n-th probe of all contenders has the same seed.
 */
export function coldProbes(plan: FrozenPlan, block: number, random: Random): UnplacedSample[] {
  const { coldProbes: probes } = plan
  if (probes === null) return []
  const cases = random.shuffle(plan.cases)
  const gaps = probes.gapsMinutes.flatMap((minutes) =>
    Array.from({ length: probes.probes }, (_, repeat) => ({ idleMs: minutes * 60_000, repeat })),
  )
  const sequences = plan.contenders.map(({ id }) => ({
    contenderId: id,
    own: casesOf(id, cases),
    gaps: random.shuffle(gaps),
  }))
  return gaps.flatMap((_, place) => {
    const seed = sideSeed(plan, SEED_STREAM.coldProbe, place)
    return random.shuffle(sequences).flatMap(({ contenderId, own, gaps: sequence }): UnplacedSample[] => {
      const [gap, asked] = [sequence[place], own[place % own.length]]
      if (gap === undefined || asked === undefined) return []
      const { index: caseIndex } = asked
      return [{ contenderId, caseIndex, seed, ...gap, role: 'cold-probe', stage: 0, block, arrivalMs: null }]
    })
  })
}
