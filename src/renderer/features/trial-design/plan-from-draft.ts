import type { PlanInput } from '#shared/domain/plan.ts'
import type { Problem } from '#shared/errors.ts'
import { readSelection } from '../prompt-sets/selection-draft.ts'
import type { Draft, DraftContender, DraftStep } from './draft.ts'
import { readDesign } from './read-design.ts'
import { describeRange, fits, parseNumber, readNumberIn, type NumberRange } from './read-number.ts'

export type PlanFromDraft = { plan: PlanInput; problems: [] } | { plan: null; problems: Problem[] }

type PlannedContenderInput = PlanInput['contenders'][number]
type ParametersInput = NonNullable<PlannedContenderInput['parameters']>

const MAXIMUM_CONTENDERS = 8

/**
 * Reads a draft into a plan. What can't be read is told with the place in the plan where it would stand, so that a problem
 * found here and one found by the workbench are shown alike.
 */
export function planFromDraft(draft: Draft): PlanFromDraft {
  const problems: Problem[] = []
  function readNumber(path: string, text: string, range: NumberRange): number {
    return readNumberIn(problems, path, text, range)
  }
  function readOptionalAmount(path: string, text: string): number | undefined {
    if (text.trim() === '') return undefined
    const amount = parseNumber(text)
    if (amount !== null && amount > 0) return amount
    problems.push({ path, message: 'Type an amount, such as 60.00' })
    return undefined
  }
  function readStep(step: DraftStep, at: string) {
    const ceilingUsd = readOptionalAmount(`${at}.ceilingUsd`, step.ceilingUsd)
    return {
      provider: step.provider,
      model: step.model.trim(),
      account: step.account,
      parameters: readParameters(`${at}.parameters`, step, problems),
      ...(step.rental === '' ? {} : { rental: step.rental }),
      ...(step.baseUrl.trim() === '' || step.rental !== '' ? {} : { baseUrl: step.baseUrl.trim() }),
      ...(step.workflow === '' ? {} : { workflow: step.workflow }),
      ...(step.priceId === '' ? {} : { priceId: step.priceId }),
      ...(ceilingUsd === undefined ? {} : { ceilingUsd }),
    }
  }
  function readContender(contender: DraftContender, index: number): PlannedContenderInput {
    const at = `contenders[${index}]`
    return {
      id: contender.id,
      ...readStep(contender, at),
      concurrency: readNumber(`${at}.concurrency`, contender.concurrency, { minimum: 1, maximum: 256, whole: true }),
      ...(contender.name.trim() === '' ? {} : { name: contender.name.trim() }),
      furtherSteps: contender.furtherSteps.map((step, place) => readStep(step, `${at}.furtherSteps[${place}]`)),
    }
  }

  const included = draft.contenders.filter((contender) => contender.included)
  const prompts = draft.prompts.filter((prompt) => prompt.text.trim() !== '')
  if (draft.name.trim() === '') problems.push({ path: 'name', message: 'Give the trial a name' })
  if (included.length === 0) problems.push({ path: 'contenders', message: 'Choose at least one contender' })
  if (included.length > MAXIMUM_CONTENDERS) {
    problems.push({
      path: 'contenders',
      message: `Choose at most ${MAXIMUM_CONTENDERS} contenders, ${included.length} are chosen`,
    })
  }
  if (prompts.length === 0) problems.push({ path: 'prompts', message: 'Add at least one prompt' })

  if (draft.promptSet !== null) {
    const { selection, taggedCount } = draft.promptSet
    problems.push(...readSelection(selection, taggedCount).problems)
  }

  const budgetUsd = readOptionalAmount('budgetUsd', draft.budgetUsd)
  const design = readDesign(draft.design)
  problems.push(...design.problems)
  const plan: PlanInput = {
    name: draft.name.trim(),
    ...(draft.question.trim() === '' ? {} : { question: draft.question.trim() }),
    contenders: included.map(readContender),
    prompts: prompts.map(({ name, ...prompt }) => ({
      ...prompt,
      text: prompt.text.trim(),
      ...(name.trim() === '' ? {} : { name: name.trim() }),
    })),
    ...(draft.promptSet === null ? {} : { promptSet: draft.promptSet.origin }),
    repeats: readNumber('repeats', draft.repeats, { minimum: 1, maximum: 1000, whole: true }),
    seeds: draft.seeds,
    seed: readNumber('seed', draft.seed, { minimum: 0, maximum: 2_147_483_647, whole: true }),
    timeoutMs: Math.round(
      readNumber('timeoutMs', draft.timeoutSeconds, { minimum: 0.1, maximum: 3600, whole: false }) * 1000,
    ),
    retry: {
      maximumAttempts: readNumber('retry.maximumAttempts', draft.maximumAttempts, {
        minimum: 1,
        maximum: 5,
        whole: true,
      }),
    },
    ...(budgetUsd === undefined ? {} : { budgetUsd }),
    ...design.input,
  }
  return problems.length === 0 ? { plan, problems: [] } : { plan: null, problems }
}

/** The bounds of Assay's own names; what a model makes of a value within them is the workbench's to say. */
const PARAMETER_RANGES = {
  width: { minimum: 64, maximum: 4096, whole: true },
  height: { minimum: 64, maximum: 4096, whole: true },
  steps: { minimum: 1, maximum: 200, whole: true },
  guidance: { minimum: 0, maximum: 50, whole: false },
  strength: { minimum: 0, maximum: 1, whole: false },
  scale: { minimum: 1, maximum: 16, whole: false },
} as const
const NUMBERS = ['width', 'height', 'steps', 'guidance', 'strength', 'scale'] as const
const LORA_SCALE = { minimum: -4, maximum: 4, whole: false } as const

function readParameters(at: string, step: DraftStep, problems: Problem[]): ParametersInput {
  const parameters: ParametersInput = {}
  for (const name of NUMBERS) {
    const text = step.parameters[name]?.trim() ?? ''
    if (text === '') continue
    const number = parseNumber(text)
    if (fits(number, PARAMETER_RANGES[name])) parameters[name] = number
    else problems.push({ path: `${at}.${name}`, message: describeRange(PARAMETER_RANGES[name]) })
  }
  for (const name of ['negativePrompt', 'sampler'] as const) {
    const text = step.parameters[name]?.trim() ?? ''
    if (text !== '') parameters[name] = text
  }
  const format = step.parameters.format
  if (format === 'png' || format === 'jpeg' || format === 'webp') parameters.format = format
  const loras = readLoras(`${at}.loras`, step, problems)
  if (loras.length > 0) parameters.loras = loras
  return parameters
}

/** A line without a name is one that nobody has filled in yet. */
function readLoras(at: string, { loras }: DraftStep, problems: Problem[]): NonNullable<ParametersInput['loras']> {
  return loras.flatMap(({ path, scale }, index) => {
    if (path.trim() === '') return []
    const number = parseNumber(scale)
    if (fits(number, LORA_SCALE)) return [{ path: path.trim(), scale: number }]
    problems.push({ path: `${at}[${index}].scale`, message: describeRange(LORA_SCALE) })
    return []
  })
}
