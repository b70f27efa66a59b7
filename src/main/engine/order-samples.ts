import { isAsked, stageCount } from '#shared/domain/lane-load.ts'
import type { Case, Contender, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { blockOfRepeat } from '#shared/domain/planned-counts.ts'
import { createRandom, mixSeeds, type Random } from '#shared/stats/random.ts'
import { arrivalTimes } from './arrivals.ts'
import { coldProbes } from './order-cold-probes.ts'
import { seedChecks } from './order-seed-checks.ts'
import { warmUps } from './order-warm-ups.ts'
import { pictureSeed, SEED_STREAM } from './picture-seed.ts'
import type { UnplacedSample } from './unplaced-sample.ts'

/**
 * The order in which a plan's samples are sent: randomised interleaved trials. Within each repeat the cases come in a
 * random order, and within each case the contenders do, so that the time of day and a neighbour's load hit all alike.
 * The same seed gives the same order. After Abedi and Brecht, "Conducting repeatable experiments in highly variable
 * cloud computing environments", ICPE 2017.
 *
 * Block after block: its warm-ups, then the load's stages one after the other, each with all cases and the block's repeats. What is sent
 * after idling comes last, and before it what asks for a picture once more.
 */
export function orderSamples(plan: FrozenPlan): PlannedSample[] {
  const random = createRandom(plan.seed)
  const order: UnplacedSample[] = []
  const blocks = Map.groupBy(
    Array.from({ length: plan.repeats }, (_, repeat) => repeat),
    (repeat) => blockOfRepeat(repeat, plan),
  )
  for (const [block, repeats] of blocks) {
    order.push(...warmUps(plan, block, random))
    const measured = Array.from({ length: stageCount(plan) }, (_, stage) =>
      repeats.flatMap((repeat) => cells(plan, { repeat, stage, block }, random)),
    ).flat()
    order.push(...withArrivals(plan, block, measured))
  }
  order.push(...seedChecks(plan, blocks.size - 1, order))
  order.push(...coldProbes(plan, blocks.size - 1, random))
  return order.map((sample, position) => ({ position, ...sample }))
}

/** The contenders that are asked a case, in a random order. */
function shuffledContenders(plan: FrozenPlan, asked: Case, random: Random): Contender[] {
  // Shuffled before they are sorted out, so that a combination that is left out does not change the order of the others.
  return random.shuffle(plan.contenders).filter(({ id }) => isAsked(id, asked))
}

function cells(
  plan: FrozenPlan,
  place: Pick<PlannedSample, 'repeat' | 'stage' | 'block'>,
  random: Random,
): UnplacedSample[] {
  return random.shuffle(plan.cases).flatMap((asked) => {
    const { index: caseIndex, promptIndex } = asked
    const seed = pictureSeed(plan, { promptIndex, repeat: place.repeat })
    return shuffledContenders(plan, asked, random).map(({ id: contenderId }): UnplacedSample => ({
      contenderId,
      caseIndex,
      seed,
      ...place,
      role: 'measure',
      arrivalMs: null,
      idleMs: null,
    }))
  })
}

/** Each contender has arrivals of its own, so that they do not all knock at the same moments. */
function withArrivals(plan: FrozenPlan, block: number, samples: UnplacedSample[]): UnplacedSample[] {
  const timed = plan.contenders.flatMap(({ id, position }) => {
    const own = samples.filter(({ contenderId }) => contenderId === id)
    if (own.length === 0) return []
    const random = createRandom(mixSeeds(plan.seed, SEED_STREAM.arrivals, position, block))
    const times = arrivalTimes(plan.load, own.length, random)
    return own.map((sample, index): [UnplacedSample, number | null] => [sample, times?.[index] ?? null])
  })
  const arrivals = new Map(timed)
  return samples.map((sample) => ({ ...sample, arrivalMs: arrivals.get(sample) ?? null }))
}
