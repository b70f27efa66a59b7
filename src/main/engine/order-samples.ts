import type { FrozenPlan, PlannedSample } from '#shared/domain/plan.ts'
import { createRandom, mixSeeds } from '#shared/stats/random.ts'

/** The bit mask that keeps a picture seed within 0 to 2^31 − 1, which every provider takes. */
const SEED_MASK = 0x7fffffff

/**
 * The order in which a plan's samples are sent: randomised interleaved trials. Within each repeat the cases come in a
 * random order, and within each case the contenders do, so that the time of day and a neighbour's load hit all alike.
 * The same seed gives the same order. After Abedi and Brecht, "Conducting repeatable experiments in highly variable
 * cloud computing environments", ICPE 2017.
 */
export function orderSamples(plan: FrozenPlan): PlannedSample[] {
  const random = createRandom(plan.seed)
  const order: PlannedSample[] = []
  for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
    for (const { index: caseIndex } of random.shuffle(plan.cases)) {
      const seed = pictureSeed(plan, caseIndex, repeat)
      for (const { id: contenderId } of random.shuffle(plan.contenders)) {
        order.push({
          position: order.length,
          contenderId,
          caseIndex,
          repeat,
          seed,
          role: 'measure',
          stage: 0,
          block: 0,
          arrivalMs: null,
          idleMs: null,
        })
      }
    }
  }
  return order
}

/** The same for all contenders, so that like is compared with like; independent of the order. */
function pictureSeed(plan: FrozenPlan, caseIndex: number, repeat: number): number {
  const parts = plan.seeds === 'per-repeat' ? [plan.seed, caseIndex, repeat] : [plan.seed, caseIndex]
  return mixSeeds(...parts) & SEED_MASK
}
