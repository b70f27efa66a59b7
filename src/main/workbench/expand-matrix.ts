import type { FrozenAxis } from '#shared/domain/axis.ts'
import { fillPrompt } from '#shared/domain/fill-variables.ts'
import type { Case, Plan } from '#shared/domain/plan.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import type { ReportProblem } from './plan-problem.ts'
import { readAxes, type ReadAxis } from './read-axes.ts'
import { readSkips } from './read-skips.ts'
import { shortTitle } from './short-title.ts'

/** More cases than this are a slip and no trial. */
export const MOST_CASES = 50_000

export interface Matrix {
  axes: ReadAxis[]
  /** Without their pictures, which are those of their prompts. */
  cases: Omit<Case, 'picture'>[]
  notes: string[]
}

/**
 * The cells of a plan without its contenders: each prompt at each value of the axes, less what is left out for all contenders. A prompt
 * without the placeholder of a variable is not varied by it: the same picture would be asked for again and again.
 */
export function expandMatrix(plan: Plan, reporter: (path: string) => ReportProblem): Matrix {
  const axes = readAxes(plan.axes, reporter)
  const isSkipped = readSkips(plan, axes, reporter)
  const notes = checkVariables(plan.prompts, axes, reporter)
  const count = plan.prompts.reduce((sum, prompt) => sum + combinations(axesOf(prompt, axes)), 0)
  if (count > MOST_CASES) {
    reporter('axes')(
      '',
      `The matrix has ${figureText(count)} cases; at most ${figureText(MOST_CASES)} are taken. Leave out values.`,
    )
    return { axes, cases: [], notes }
  }
  const cases: Matrix['cases'] = []
  for (const [promptIndex, prompt] of plan.prompts.entries()) {
    for (const cell of cellsOf(axesOf(prompt, axes))) {
      const { coordinates } = cell
      const skipped = plan.contenders.flatMap(({ id: contenderId }) =>
        isSkipped({ contenderId, promptIndex, coordinates }) ? [contenderId] : [],
      )
      if (skipped.length === plan.contenders.length) continue
      cases.push({
        index: cases.length,
        ...caseOf(prompt, promptIndex, cell),
        ...(skipped.length > 0 && { skippedFor: skipped }),
      })
    }
  }
  if (cases.length === 0) reporter('skip')('', 'The rules leave nothing of the trial. Take one of them out.')
  for (const [index, { id }] of plan.contenders.entries())
    if (cases.length > 0 && cases.every(({ skippedFor }) => skippedFor?.includes(id)))
      reporter(`contenders[${index}]`)(
        '',
        `The rules leave nothing for "${id}". Take the contender out, or change "skip".`,
      )
  return { axes, cases, notes }
}

/** As it is stored: without what only reading it needed. */
export function freezeAxis({ name, varies, values }: ReadAxis): FrozenAxis {
  return { name, varies, values }
}

interface Cell {
  coordinates: Record<string, string>
  variables: Record<string, string>
  parameters: Case['parameters']
}

function caseOf(prompt: Prompt, promptIndex: number, cell: Cell): Omit<Case, 'index' | 'picture'> {
  const { coordinates, variables } = cell
  const { text, negativePrompt } = fillPrompt({ ...prompt, variables: { ...prompt.variables, ...variables } })
  const where = Object.entries(coordinates).map(([name, value]) => `${name} ${value}`)
  const isVaried = Object.keys(variables).length > 0
  const written = {
    text: prompt.text,
    ...(prompt.negativePrompt !== undefined && { negativePrompt: prompt.negativePrompt }),
  }
  return {
    name: [prompt.name ?? shortTitle(text), ...where].join(' · '),
    promptIndex,
    coordinates,
    parameters: { ...(negativePrompt !== null && { negativePrompt }), ...cell.parameters },
    prompt: text,
    ...(prompt.tags !== undefined && { tags: prompt.tags }),
    ...(prompt.variables !== undefined && { variables: prompt.variables }),
    ...(isVaried && { template: written }),
  }
}

/** Every combination of the axes' values, the last axis moving fastest. */
function cellsOf(axes: readonly ReadAxis[]): Cell[] {
  return axes.reduce<Cell[]>(
    (cells, { name, varies, values, parameters }) =>
      cells.flatMap((cell) =>
        values.map((value, place) => ({
          coordinates: { ...cell.coordinates, [name]: value },
          variables: varies.kind === 'variable' ? { ...cell.variables, [varies.variable]: value } : cell.variables,
          parameters: { ...cell.parameters, ...parameters[place] },
        })),
      ),
    [{ coordinates: {}, variables: {}, parameters: {} }],
  )
}

/** The placeholders of a prompt, whether it brings values for them or not. */
function placeholdersOf(prompt: Prompt): string[] {
  return fillPrompt({ ...prompt, variables: {} }).missing
}

/** The axes that a prompt is varied by. */
function axesOf(prompt: Prompt, axes: readonly ReadAxis[]): ReadAxis[] {
  const wanted = placeholdersOf(prompt)
  return axes.filter(({ varies }) => varies.kind === 'parameter' || wanted.includes(varies.variable))
}

/** The longest value of each variable that an axis varies. */
export function longestValues(axes: readonly ReadAxis[]): Record<string, string> {
  return Object.fromEntries(
    axes.flatMap(({ varies, values }) => {
      const longest = values.reduce((one, other) => (other.length > one.length ? other : one), '')
      return varies.kind === 'variable' ? [[varies.variable, longest]] : []
    }),
  )
}

function combinations(axes: readonly ReadAxis[]): number {
  return axes.reduce((product, { values }) => product * values.length, 1)
}

/** Variables that no prompt, or not every prompt, has a place for. */
function checkVariables(
  prompts: readonly Prompt[],
  axes: readonly ReadAxis[],
  reporter: (path: string) => ReportProblem,
): string[] {
  const placeholders = prompts.map((prompt) => new Set(placeholdersOf(prompt)))
  return axes.flatMap(({ index, name, varies, values }) => {
    if (varies.kind === 'parameter') return []
    const { variable } = varies
    const without = placeholders.filter((names) => !names.has(variable)).length
    if (without === prompts.length)
      reporter(`axes[${index}]`)('variable', `No prompt holds {{${variable}}}, so the axis would vary nothing.`)
    return without === 0 || without === prompts.length
      ? []
      : [
          `${countText(without, 'prompt')} without {{${variable}}}: asked once, not ${values.length} times along "${name}"`,
        ]
  })
}
