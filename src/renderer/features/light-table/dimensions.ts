import type { Case, ShownPlan } from '#shared/domain/plan.ts'
import { pictureSeed } from '#shared/domain/picture-seed.ts'

/** A way in which pictures of a trial differ. An axis of its matrix goes by its name behind `axis:`. */
export type DimensionId = 'prompt' | 'contender' | 'repeat' | 'seed' | `axis:${string}`

/** What pictures of one prompt may differ in. Another prompt is a key away, and nothing to hold a picture against. */
export type ComparedDimension = Exclude<DimensionId, 'prompt'>

export interface DimensionValue {
  /** As it stands in the address: a prompt by its place from 1, a contender by its id, a repeat from 1, a seed, a value of an axis. */
  key: string
  label: string
}

export interface Dimension {
  id: DimensionId
  label: string
  plural: string
  values: readonly DimensionValue[]
}

/** A picture's place in a trial: what was asked of whom, and which time. */
export interface Place {
  planCase: Case
  contenderId: string
  /** From 0. */
  repeat: number
}

type Planned = Pick<ShownPlan, 'cases' | 'contenders' | 'repeats' | 'axes' | 'seed' | 'seeds'>

/** The value of a prompt that an axis does not vary. */
const NOT_VARIED = ''
const AXIS = 'axis:'

/**
 * What a trial's pictures can be laid out by, in the order in which they are nested: prompt, the axes of the matrix, contender,
 * repeat, seed. What has but one value is left out, except prompts and contenders, of which a table is made.
 */
export function dimensionsOf(plan: Planned): Dimension[] {
  const found: Dimension[] = [
    { id: 'prompt', label: 'Prompt', plural: 'Prompts', values: promptValues(plan.cases) },
    ...plan.axes.map((axis): Dimension => ({
      id: `axis:${axis.name}`,
      label: capitalised(axis.name),
      plural: capitalised(axis.name),
      values: [
        ...axis.values,
        ...(plan.cases.some(({ coordinates }) => coordinates[axis.name] === undefined) ? [NOT_VARIED] : []),
      ].map((key) => ({ key, label: labelOf(`axis:${axis.name}`, key) })),
    })),
    {
      id: 'contender',
      label: 'Contender',
      plural: 'Contenders',
      values: plan.contenders.map(({ id, name }) => ({ key: id, label: name })),
    },
    {
      id: 'repeat',
      label: 'Repeat',
      plural: 'Repeats',
      values: Array.from({ length: plan.repeats }, (_, repeat) => String(repeat + 1)).map((key) => ({
        key,
        label: labelOf('repeat', key),
      })),
    },
    { id: 'seed', label: 'Seed', plural: 'Seeds', values: seedValues(plan) },
  ]
  return found.filter(({ id, values }) => id === 'prompt' || id === 'contender' || values.length > 1)
}

/** The key of a place's value in a dimension. */
export function keyAt(id: DimensionId, { planCase, contenderId, repeat }: Place, plan: Planned): string {
  switch (id) {
    case 'prompt':
      return promptKey(planCase)
    case 'contender':
      return contenderId
    case 'repeat':
      return String(repeat + 1)
    case 'seed':
      return String(pictureSeed(plan, { promptIndex: planCase.promptIndex, repeat }))
    default:
      return planCase.coordinates[id.slice(AXIS.length)] ?? NOT_VARIED
  }
}

/** A prompt as the address names it: by its place, from 1. */
export function promptKey({ promptIndex }: Pick<Case, 'promptIndex'>): string {
  return String(promptIndex + 1)
}

/** How a value reads beside others of its dimension: `repeat 2`, `seed 42`, `steps 28`. */
export function labelOf(id: Exclude<ComparedDimension, 'contender'>, key: string): string {
  const name = axisOf(id) ?? id
  return key === NOT_VARIED ? `no ${name}` : `${name} ${key}`
}

/** The name of the axis that a dimension is; null where it is none. */
export function axisOf(id: DimensionId): string | null {
  return id.startsWith(AXIS) ? id.slice(AXIS.length) : null
}

/** A case's name without its place on the axes. */
export function promptName({ name, coordinates }: Pick<Case, 'name' | 'coordinates'>): string {
  const where = Object.entries(coordinates).map(([axis, value]) => ` · ${axis} ${value}`)
  const suffix = where.join('')
  return suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name
}

function promptValues(cases: readonly Case[]): DimensionValue[] {
  const names = new Map<number, string>()
  for (const planCase of cases) {
    if (!names.has(planCase.promptIndex)) names.set(planCase.promptIndex, promptName(planCase))
  }
  return [...names].map(([promptIndex, name]) => ({ key: promptKey({ promptIndex }), label: name }))
}

function seedValues(plan: Planned): DimensionValue[] {
  const seeds = new Set<number>()
  for (const { promptIndex } of plan.cases) {
    for (let repeat = 0; repeat < plan.repeats; repeat += 1) seeds.add(pictureSeed(plan, { promptIndex, repeat }))
  }
  return [...seeds].map((seed) => ({ key: String(seed), label: labelOf('seed', String(seed)) }))
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
