import type { ShownPlan } from '#shared/domain/plan.ts'
import { createRandom, mixSeeds } from '#shared/stats/random.ts'
import { casesAlong, type ComparedPlace } from './compared-place.ts'
import { axisOf, keyAt, labelOf, type ComparedDimension } from './dimensions.ts'
import type { InspectedPicture } from './inspected-picture.ts'
import { placeKey, type SamplesByPlace } from './samples-by-place.ts'

/** More than this are too small to be held against each other. */
export const MOST_SIDE_BY_SIDE = 8

/** One of the pictures that a comparison is of. */
export interface ComparedPicture extends InspectedPicture {
  /** As it stands in the address: a contender’s id, a repeat from 1, a value of an axis. The same in each prompt. */
  id: string
  name: string
  /** What its name is that of. Where names are hidden, nothing may be shown that tells whose it is. */
  named: 'contender' | 'value' | 'nothing'
}

/** The pictures along one dimension, in the plan's order, whether they have come or not. */
export function picturesAlong(
  plan: ShownPlan,
  across: ComparedDimension,
  place: ComparedPlace,
  samples: SamplesByPlace,
): ComparedPicture[] {
  return placesAlong(plan, across, place).map((at) => {
    const { planCase, contender, repeat } = at
    const key = keyAt(across, { planCase, contenderId: contender.id, repeat }, plan)
    return {
      ...at,
      // A seed is another one in each prompt: what is chosen by seed stays chosen by its repeat.
      id: across === 'seed' ? String(repeat + 1) : key,
      name: across === 'contender' ? contender.name : labelOf(across, key),
      named: across === 'contender' ? 'contender' : 'value',
      sample: samples.get(placeKey(planCase.index, contender.id, repeat)),
    }
  })
}

function placesAlong(plan: ShownPlan, across: ComparedDimension, place: ComparedPlace): ComparedPlace[] {
  if (across === 'contender') return plan.contenders.map((contender) => ({ ...place, contender }))
  const axis = axisOf(across)
  if (axis !== null) return casesAlong(plan, axis, place.planCase).map((planCase) => ({ ...place, planCase }))
  return Array.from({ length: plan.repeats }, (_, repeat) => ({ ...place, repeat }))
}

/** What a picture is called while nobody is to know whose it is. @param place from 0 */
export function blindName(place: number): string {
  return `Picture ${place + 1}`
}

/** Without their names, and in another order: who knows the plan’s would know them by their places. */
export function withoutNames(pictures: readonly ComparedPicture[], seed: number): ComparedPicture[] {
  const inOrder = createRandom(seed).shuffle(pictures)
  return inOrder.map((picture, place) => ({ ...picture, name: blindName(place), named: 'nothing' }))
}

/** Whether two pictures in one place change sides as their names go. */
export function changesSides(seed: number): boolean {
  return createRandom(mixSeeds(seed, 1)).integer(2) === 1
}
