import type { SkipRule } from '#shared/domain/axis.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { didYouMean } from './account-providers.ts'
import type { ReportProblem } from './plan-problem.ts'
import type { ReadAxis } from './read-axes.ts'

/** One combination of a matrix. */
interface Combination {
  contenderId: string
  promptIndex: number
  coordinates: Readonly<Record<string, string>>
}

/** Whether a combination is left out. */
export type IsSkipped = (combination: Combination) => boolean

/** Reads the rules that leave combinations out; one that names what there is not is reported, because it would leave nothing out. */
export function readSkips(
  plan: Pick<Plan, 'skip' | 'contenders' | 'prompts'>,
  axes: readonly ReadAxis[],
  reporter: (path: string) => ReportProblem,
): IsSkipped {
  const rules = plan.skip.map((rule, index) => readRule(rule, plan, axes, reporter(`skip[${index}]`)))
  return (combination) => rules.some((fits) => fits(combination))
}

function readRule(
  rule: SkipRule,
  plan: Pick<Plan, 'contenders' | 'prompts'>,
  axes: readonly ReadAxis[],
  report: ReportProblem,
): IsSkipped {
  const { axes: named = {}, contenders, prompts } = rule
  if (Object.keys(named).length === 0 && contenders === undefined && prompts === undefined) {
    report('', 'The rule names nothing, and would leave everything out. Name axes, contenders or prompts.')
    return () => false
  }
  const values = Object.entries(named).map(([name, wanted]) => {
    const axis = axes.find((candidate) => candidate.name === name)
    if (axis === undefined)
      report(`axes.${name}`, `There is no axis "${name}". ${listed(axes.map((known) => known.name))}`)
    const texts = wanted.map(String)
    for (const [place, value] of texts.entries())
      if (axis !== undefined && !axis.values.includes(value))
        report(
          `axes.${name}[${place}]`,
          `The axis "${name}" has no value "${value}". Known: ${axis.values.join(', ')}.`,
        )
    return { name, texts }
  })
  const ids = plan.contenders.map(({ id }) => id)
  for (const [place, id] of (contenders ?? []).entries())
    if (!ids.includes(id))
      report(`contenders[${place}]`, `There is no contender "${id}". ${didYouMean(id, ids)}Known: ${ids.join(', ')}.`)
  const places = prompts?.map((prompt, place) =>
    promptPlaces(prompt, plan, (message) => report(`prompts[${place}]`, message)),
  )
  return ({ contenderId, promptIndex, coordinates }) =>
    (contenders?.includes(contenderId) ?? true) &&
    (places?.flat().includes(promptIndex) ?? true) &&
    values.every(({ name, texts }) => coordinates[name] !== undefined && texts.includes(coordinates[name]))
}

/** Two prompts may have one name: both are meant. */
function promptPlaces(
  prompt: string | number,
  { prompts }: Pick<Plan, 'prompts'>,
  report: (message: string) => void,
): number[] {
  if (typeof prompt === 'number') {
    if (prompt > prompts.length) report(`There is no prompt ${prompt}: the plan has ${prompts.length}.`)
    return [prompt - 1]
  }
  const found = prompts.flatMap(({ name, text }, index) => (name === prompt || text === prompt ? [index] : []))
  if (found.length === 0) report(`No prompt is called "${prompt}". Give its name, its text, or its place from 1.`)
  return found
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'The plan has no axes.' : `Known: ${names.join(', ')}.`
}
