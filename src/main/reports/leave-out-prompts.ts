import type { GenerationParameters } from '#shared/domain/generation.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { Case, FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'
import type { AskedJudge } from './rate-judges.ts'

/** Stands where a text was. */
export const LEFT_OUT = '(left out)'

/** What a report is made of that may hold a prompt. */
export interface EvidenceInWords<Row> {
  trial: Trial
  rows: readonly Row[]
  sittings: readonly Sitting[]
  marks: readonly Mark[]
  judges: readonly AskedJudge[]
}

/**
 * What is known of a trial as it is shown to whoever shall not read the prompts: names become "Prompt 1"; texts, tags, variables and
 * workflows (which may hold a prompt of their own) are gone. So is all that others wrote freely: messages of providers, what judge models
 * answered, notes on pictures. They are left out whole, since a prompt may stand in them cut short, translated or in other words, and
 * nothing proves that it does not. What tells two texts apart stays: everything a number is made of.
 */
export function leaveOutPrompts<Row extends Pick<SampleRow, 'failureMessage' | 'warnings'>>({
  trial,
  rows,
  sittings,
  marks,
  judges,
}: EvidenceInWords<Row>): EvidenceInWords<Row> {
  const label = labels()
  const { statusReason } = trial
  return {
    trial: {
      ...trial,
      // Of all reasons those of a failure alone are not our own words.
      statusReason: trial.status === 'failed' ? leftOut(statusReason) : statusReason,
      plan: withoutPrompts(trial.plan, label),
    },
    rows: rows.map((row) => ({
      ...row,
      failureMessage: leftOut(row.failureMessage),
      warnings: row.warnings.map((warning) =>
        warning.parameter === 'negativePrompt'
          ? { ...warning, asked: label(warning.asked), sent: warning.sent === null ? null : label(warning.sent) }
          : warning,
      ),
    })),
    sittings: sittings.map((sitting) =>
      sitting.ending === 'failed' ? { ...sitting, reason: leftOut(sitting.reason) } : sitting,
    ),
    marks: marks.map((mark) => ({ ...mark, note: mark.note === '' ? '' : LEFT_OUT })),
    judges: judges.map(({ run, calls, ...judge }) => ({
      ...judge,
      run: { ...run, statusReason: leftOut(run.statusReason) },
      calls: calls.map((call) => ({ ...call, reason: leftOut(call.reason), answer: leftOut(call.answer) })),
    })),
  }
}

function leftOut(text: string | null): string | null {
  return text === null ? null : LEFT_OUT
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
