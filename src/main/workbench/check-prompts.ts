import { fillPrompt } from '#shared/domain/fill-variables.ts'
import { NEGATIVE_PROMPT_LENGTH } from '#shared/domain/generation.ts'
import { PROMPT_TEXT_LENGTH, type Prompt } from '#shared/domain/prompt.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import type { ReportProblem } from './plan-problem.ts'

/** So many are told one by one: a column that was left out is missed by every prompt. */
const TOLD_ONE_BY_ONE = 10

/**
 * Finds prompts that can't be sent: a placeholder without a value, or a text that is too long once it is filled.
 * @param axisVariables the longest value of each variable that an axis varies
 */
export function checkPrompts(
  prompts: readonly Prompt[],
  reporter: (path: string) => ReportProblem,
  axisVariables: Readonly<Record<string, string>>,
): void {
  let found = 0
  for (const [index, prompt] of prompts.entries()) {
    const problem = problemOf({ ...prompt, variables: { ...prompt.variables, ...axisVariables } })
    if (problem === null) continue
    found += 1
    if (found <= TOLD_ONE_BY_ONE) reporter(`prompts[${index}]`)('text', problem)
  }
  const more = found - TOLD_ONE_BY_ONE
  if (more > 0) reporter('prompts')('', `${countText(more, 'more prompt')} can't be sent for such a reason.`)
}

function problemOf(prompt: Prompt): string | null {
  const { text, negativePrompt, missing } = fillPrompt(prompt)
  const [first] = missing
  if (first !== undefined) {
    const names = missing.map((name) => `{{${name}}}`).join(', ')
    return `There is no value for ${names}. Give the prompt a variable of that name, add an axis over it, or write \\{{${first}}} to ask for the braces themselves.`
  }
  if (text.trim() === '') return 'The prompt is empty.'
  if (text.length > PROMPT_TEXT_LENGTH) return tooLong('prompt', text, PROMPT_TEXT_LENGTH)
  if (negativePrompt !== null && negativePrompt.length > NEGATIVE_PROMPT_LENGTH)
    return tooLong('negative prompt', negativePrompt, NEGATIVE_PROMPT_LENGTH)
  return null
}

function tooLong(what: string, text: string, most: number): string {
  return `Once filled, the ${what} has ${countText(text.length, 'character')}; at most ${figureText(most)} are taken.`
}
