import type { Case, ShownPlan } from '#shared/domain/plan.ts'
import type { Arrangement } from './arrangement.ts'
import { axisOf, promptName, type ComparedDimension, type Dimension } from './dimensions.ts'
import type { InspectedPicture } from './inspected-picture.ts'
import type { LightTableSearch } from './light-table-search.ts'

/** What is open in full size. A comparison varies one of these and keeps the others. */
export type ComparedPlace = Omit<InspectedPicture, 'sample'>

export type ComparableDimension = Dimension & { id: ComparedDimension }

/** The dimensions along which a prompt of the plan has two pictures or more, contenders first. */
export function comparableDimensions(
  plan: Pick<ShownPlan, 'repeats' | 'seeds' | 'axes'>,
  dimensions: readonly Dimension[],
): ComparableDimension[] {
  const found = dimensions.filter((dimension): dimension is ComparableDimension => {
    const { id, values } = dimension
    const axis = plan.axes.find(({ name }) => name === axisOf(id))
    // A table has the seeds of all prompts, and a value for prompts that an axis does not vary.
    if (axis !== undefined) return axis.values.length > 1
    if (id === 'seed') return plan.seeds === 'per-repeat' && plan.repeats > 1
    return id !== 'prompt' && values.length > 1
  })
  return found.toSorted((one, other) => Number(other.id === 'contender') - Number(one.id === 'contender'))
}

/** The one that the address names, else the first; contenders where there is nothing to compare. */
export function acrossOf(
  { across }: Pick<LightTableSearch, 'across'>,
  comparable: readonly ComparableDimension[],
): ComparedDimension {
  return (comparable.find(({ id }) => id === across) ?? comparable[0])?.id ?? 'contender'
}

/** What the address opens; null while the table is shown. */
export function placeOf(
  plan: Pick<ShownPlan, 'cases' | 'contenders' | 'repeats'>,
  search: Pick<LightTableSearch, 'open' | 'openRepeat' | 'openContender'>,
  { only }: Pick<Arrangement, 'only'>,
): ComparedPlace | null {
  const planCase = search.open === undefined ? undefined : plan.cases[search.open]
  const contender = plan.contenders.find(({ id }) => id === search.openContender) ?? plan.contenders[0]
  if (planCase === undefined || contender === undefined) return null
  const repeat = Math.min(search.openRepeat ?? (Number(only.repeat) || 1), plan.repeats)
  return { planCase, contender, repeat: repeat - 1 }
}

/** The address with something else open. */
export function searchAt(search: LightTableSearch, { planCase, contender, repeat }: ComparedPlace): LightTableSearch {
  return { ...search, open: planCase.index, openRepeat: repeat + 1, openContender: contender.id }
}

/** Along which a comparison goes; pictures that were chosen along another dimension are forgotten. */
export function searchAcross(
  { first: _first, second: _second, among: _among, ...search }: LightTableSearch,
  across: ComparedDimension,
): LightTableSearch {
  return { ...search, across }
}

/** The cases of a plan by prompt, in the plan's order. */
export function casesByPrompt({ cases }: Pick<ShownPlan, 'cases'>): Case[][] {
  return [...Map.groupBy(cases, ({ promptIndex }) => promptIndex).values()]
}

/** That of a prompt's cases which has most values of another case. */
export function caseLike(cases: readonly Case[], { coordinates }: Pick<Case, 'coordinates'>): Case | undefined {
  const sharedWith = (other: Case): number =>
    Object.entries(coordinates).filter(([axis, value]) => other.coordinates[axis] === value).length
  return cases.toSorted((one, other) => sharedWith(other) - sharedWith(one))[0]
}

/** The cases that differ from one in nothing but their value on an axis. */
export function casesAlong({ cases }: Pick<ShownPlan, 'cases'>, axis: string, planCase: Case): Case[] {
  const isSame = ({ coordinates }: Case): boolean =>
    Object.keys(coordinates).length === Object.keys(planCase.coordinates).length &&
    Object.entries(planCase.coordinates).every(([name, value]) =>
      name === axis ? coordinates[name] !== undefined : coordinates[name] === value,
    )
  return cases.filter((other) => other.promptIndex === planCase.promptIndex && isSame(other))
}

/** What all compared pictures were asked, by name: a case's prompt with its values on the axes that are kept. */
export function keptName(planCase: Case, across: ComparedDimension): string {
  const kept = Object.entries(planCase.coordinates).filter(([axis]) => axis !== axisOf(across))
  return [promptName(planCase), ...kept.map(([axis, value]) => `${axis} ${value}`)].join(' · ')
}

/** Its text; where an axis of it is compared, as it was written. */
export function keptPrompt({ prompt, template, coordinates }: Case, across: ComparedDimension): string {
  const axis = axisOf(across)
  return axis !== null && coordinates[axis] !== undefined && template !== undefined ? template.text : prompt
}
