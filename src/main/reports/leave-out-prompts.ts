import type { GenerationParameters } from '#shared/domain/generation.ts'
import type { Case, FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** Stands where a text was. */
const LEFT_OUT = '(left out)'

/**
 * A trial and its rows as they are shown to whoever shall not read the prompts: names become "Prompt 1"; texts, tags, variables and
 * workflows (which may hold a prompt of their own) are gone, and so are messages of providers, which may repeat a prompt. What tells two
 * texts apart stays: everything a number is made of.
 */
export function leaveOutPrompts<Row extends Pick<SampleRow, 'failureMessage' | 'warnings'>>(
  trial: Trial,
  rows: readonly Row[],
): { trial: Trial; rows: Row[] } {
  const label = labels()
  return {
    trial: { ...trial, plan: withoutPrompts(trial.plan, label) },
    rows: rows.map((row) => ({
      ...row,
      failureMessage: row.failureMessage === null ? null : LEFT_OUT,
      warnings: row.warnings.map((warning) =>
        warning.parameter === 'negativePrompt'
          ? { ...warning, asked: label(warning.asked), sent: warning.sent === null ? null : label(warning.sent) }
          : warning,
      ),
    })),
  }
}

/** The same text always has the same number. */
type Label = (text: string) => string

function labels(): Label {
  const numbers = new Map<string, number>()
  return (text) => {
    const number = numbers.get(text) ?? numbers.size + 1
    numbers.set(text, number)
    return `(left out, text ${number})`
  }
}

function withoutPrompts(plan: FrozenPlan, label: Label): FrozenPlan {
  const { promptSet: _promptSet, skip: _skip, ...rest } = plan
  const textAxes = new Set(plan.axes.filter(isText).map(({ name }) => name))
  const valueOf = (axis: string, value: string): string => (textAxes.has(axis) ? label(value) : value)
  const withoutStepText = <Step extends { parameters: GenerationParameters; workflow: unknown }>(step: Step): Step => ({
    ...step,
    parameters: withoutText(step.parameters, label),
    workflow: null,
  })
  return {
    ...rest,
    axes: plan.axes.map((axis) => ({ ...axis, values: axis.values.map((value) => valueOf(axis.name, value)) })),
    contenders: plan.contenders.map((contender) => ({
      ...withoutStepText(contender),
      furtherSteps: contender.furtherSteps.map(withoutStepText),
    })),
    cases: plan.cases.map((one) => withoutWords(one, valueOf, label)),
  }
}

function isText({ varies }: FrozenPlan['axes'][number]): boolean {
  return varies.kind === 'variable' || varies.parameter === 'negativePrompt'
}

function withoutWords(one: Case, valueOf: (axis: string, value: string) => string, label: Label): Case {
  const { tags: _tags, variables: _variables, template: _template, ...rest } = one
  const coordinates = Object.entries(one.coordinates).map(([axis, value]) => [axis, valueOf(axis, value)] as const)
  return {
    ...rest,
    name: [`Prompt ${one.promptIndex + 1}`, ...coordinates.map(([axis, value]) => `${axis} ${value}`)].join(', '),
    prompt: LEFT_OUT,
    coordinates: Object.fromEntries(coordinates),
    parameters: withoutText(one.parameters, label),
  }
}

function withoutText<Parameters extends Partial<Pick<GenerationParameters, 'negativePrompt'>>>(
  parameters: Parameters,
  label: Label,
): Parameters {
  return parameters.negativePrompt === undefined
    ? parameters
    : { ...parameters, negativePrompt: label(parameters.negativePrompt) }
}
