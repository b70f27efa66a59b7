import type { CostBasis } from '../domain/cost-basis.ts'
import { HOURS_PER_MONTH } from './machine-hours.ts'
import { hourly } from './machine-month.ts'
import { lowestWhere, machinesForLoad } from './machines-for-load.ts'
import type { MonthSetting } from './month-setting.ts'

/** Machines beyond which a further one makes no jump that a curve shows. */
export const MOST_STEPS = 100

/**
 * Volumes a month at which the cost of a contender jumps or bends: where one more machine is needed in some hour, or a tier of its price
 * begins. Between two of them it goes up steadily.
 * @param mostSteps of machines, in hours of one kind
 * @returns whole numbers up to `upToImages`, unordered, some of them maybe twice
 */
export function volumeSteps(
  { billing }: CostBasis,
  setting: MonthSetting,
  upToImages: number,
  mostSteps = MOST_STEPS,
): number[] {
  if (billing.by === 'charges') return []
  const tiers = (billing.price.tiers ?? []).map(({ fromUnits }) => fromUnits)
  if (billing.by === 'units') {
    const units = billing.unitsPerImage?.value ?? 0
    return units <= 0 ? [] : tiers.map((fromUnits) => Math.ceil(fromUnits / units)).filter((step) => step <= upToImages)
  }
  if (billing.imagesPerHour === null) return []
  const rate = { imagesPerHour: billing.imagesPerHour.value, slots: billing.slots }
  const { utilisation } = setting.assumptions
  if (utilisation !== null) {
    const each = HOURS_PER_MONTH * rate.imagesPerHour * utilisation
    return Array.from({ length: mostSteps }, (_, index) => Math.floor(each * (index + 1)) + 1).filter(
      (step) => step <= upToImages,
    )
  }
  return setting.hourClasses.flatMap(({ share }) => {
    const machinesAt = (images: number): number =>
      machinesForLoad(hourly(images, share), rate, setting.assumptions) ?? 0
    const most = Math.min(mostSteps, machinesAt(upToImages))
    const steps: number[] = []
    for (let machines = 1; machines < most; machines += 1) {
      steps.push(lowestWhere((images) => machinesAt(images) > machines, steps.at(-1) ?? 1))
    }
    return steps
  })
}
