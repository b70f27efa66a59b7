import { casesOf, isAsked, stageCount } from '#shared/domain/lane-load.ts'
import type { Case, Contender, FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { PlannedOrder } from '#shared/domain/planned-order.ts'
import { blockOfRepeat, plannedTotal } from '#shared/domain/planned-counts.ts'
import { createRandom, mixSeeds, type Random } from '#shared/stats/random.ts'
import { arrivalTimes } from './arrivals.ts'
import { coldProbes } from './order-cold-probes.ts'
import { seedChecks } from './order-seed-checks.ts'
import { warmUps } from './order-warm-ups.ts'
import { pictureSeed, SEED_STREAM } from '#shared/domain/picture-seed.ts'
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
export function orderSamples(plan: FrozenPlan): PlannedOrder {
  const random = createRandom(plan.seed)
  const order = PlannedOrder.withRoom(plan.contenders.reduce((sum, { id }) => sum + plannedTotal(id, plan), 0))
  const add = (samples: Iterable<UnplacedSample>): void => {
    for (const sample of samples) order.add({ ...sample, position: order.length })
  }
  const blocks = Map.groupBy(
    Array.from({ length: plan.repeats }, (_, repeat) => repeat),
    (repeat) => blockOfRepeat(repeat, plan),
  )
  for (const [block, repeats] of blocks) {
    add(warmUps(plan, block, random))
    add(measuredSamples(plan, { block, repeats }, random))
  }
  add(seedChecks(plan, blocks.size - 1, order))
  add(coldProbes(plan, blocks.size - 1, random))
  return order
}

/** What a block measures, one after another: a hundred thousand at once would be much to hold. */
function* measuredSamples(
  plan: FrozenPlan,
  { block, repeats }: { block: number; repeats: readonly number[] },
  random: Random,
): Generator<UnplacedSample, void, undefined> {
  const arrivals = new Map(
    plan.contenders.map((contender) => [contender.id, arrivalsOf(plan, block, contender, repeats.length)]),
  )
  for (let stage = 0; stage < stageCount(plan); stage += 1) {
    for (const repeat of repeats) {
      for (const sample of cells(plan, { repeat, stage, block }, random)) {
        yield { ...sample, arrivalMs: arrivals.get(sample.contenderId)?.next().value ?? null }
      }
    }
  }
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

/** Each contender has arrivals of its own, so that they do not all knock at the same moments; none in a closed loop. */
function arrivalsOf(
  plan: FrozenPlan,
  block: number,
  { id, position }: Contender,
  repeats: number,
): Iterator<number, undefined> {
  const count = repeats * stageCount(plan) * casesOf(id, plan.cases).length
  if (count === 0) return [].values()
  const random = createRandom(mixSeeds(plan.seed, SEED_STREAM.arrivals, position, block))
  return (arrivalTimes(plan.load, count, random) ?? []).values()
}
