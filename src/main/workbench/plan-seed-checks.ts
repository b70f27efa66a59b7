import type { FrozenPlan, Plan } from '#shared/domain/plan.ts'
import { countText } from '#shared/units/count-text.ts'
import { NEEDED_PAIRS } from '#shared/stats/seed-honesty.ts'
import type { CheckedContender } from './checked-contender.ts'

/** The seed checks of a plan: of those contenders that take a seed, in each of their steps. */
export function planSeedChecks(
  { seedChecks: pairs }: Pick<Plan, 'seedChecks'>,
  contenders: readonly CheckedContender[],
): FrozenPlan['seedChecks'] {
  const contenderIds = contenders.filter(takesSeed).map(({ planned }) => planned.id)
  return pairs === 0 || contenderIds.length === 0 ? undefined : { pairs, contenderIds }
}

/**
 * What of a plan's seed checks is other than it seems.
 * @param cases of the matrix
 */
export function noteSeedChecks(
  { seedChecks, seeds, load, repeats }: Pick<Plan, 'seedChecks' | 'seeds' | 'load' | 'repeats'>,
  cases: number,
  contenders: readonly CheckedContender[],
): { contenderId: string | null; text: string }[] {
  if (seedChecks === 0) return []
  const pictures = cases * (seeds === 'per-repeat' ? repeats : 1)
  const asksAgain = (seeds === 'per-prompt' && repeats > 1) || (load.kind === 'sweep' && load.concurrencies.length > 1)
  const onPlan = [
    ...(seedChecks < NEEDED_PAIRS
      ? [`${countText(seedChecks, 'seed check')} will tell nothing: it takes ${NEEDED_PAIRS}`]
      : []),
    ...(seedChecks > pictures
      ? [
          `${countText(seedChecks, 'seed check')} of ${countText(pictures, 'picture')}: some are asked for more than once again`,
        ]
      : []),
    ...(asksAgain ? ['the plan asks with the same seeds again as it is, which tells the same as seed checks'] : []),
  ]
  return [
    ...contenders
      .filter((contender) => !takesSeed(contender))
      .map(({ planned }) => ({ contenderId: planned.id, text: 'takes no seed, so it has no seed checks' })),
    ...onPlan.map((text) => ({ contenderId: null, text })),
  ]
}

function takesSeed({ steps }: CheckedContender): boolean {
  return steps.every((step) => step.takesSeed)
}
