import type { Ask } from '#main/providers/provider-adapter.ts'
import { variedParameters } from '#shared/domain/axis-parameters.ts'
import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { CheckedContender } from './checked-contender.ts'
import type { CheckedStep } from './check-step.ts'
import type { Matrix } from './expand-matrix.ts'
import type { ReportProblem } from './plan-problem.ts'
import type { ReadAxis } from './read-axes.ts'

/**
 * Each value of a parameter's axis against what each contender takes. One that a contender would not be sent as asked is a note on it;
 * an axis that none of them takes would compare nothing, and is refused.
 */
export function checkMatrix(
  { axes }: Matrix,
  contenders: readonly CheckedContender[],
  reporter: (path: string) => ReportProblem,
): { contenderId: string; text: string }[] {
  const askable = contenders.filter(({ steps: [first] }) => first.askable)
  return axes.flatMap((axis) => {
    if (axis.varies.kind === 'variable') return []
    const notes = askable.map(({ planned, steps: [first] }) => ({ contenderId: planned.id, ...judge(axis, first) }))
    if (notes.length > 0 && notes.every(({ isTaken }) => !isTaken))
      reporter(`axes[${axis.index}]`)(
        'parameter',
        `No contender takes ${axis.name}: every value would draw the same picture.`,
      )
    return notes.flatMap(({ contenderId, texts }) => texts.map((text) => ({ contenderId, text })))
  })
}

/** `isTaken`: whether any of the values is sent as asked. */
function judge(
  { name, values, parameters, varies }: ReadAxis,
  step: CheckedStep,
): { isTaken: boolean; texts: string[] } {
  const varied = varies.kind === 'parameter' ? variedParameters(varies.parameter) : []
  const changes = values.map((value, place) => {
    const ask: Ask = {
      ...step.sampleAsk,
      parameters: { ...step.sampleAsk.parameters, ...definedOnly(parameters[place] ?? {}) },
    }
    const warnings = step.adapter.buildSubmit(ask).warnings.filter(({ parameter }) => varied.includes(parameter))
    return { value, warnings }
  })
  if (changes.every(({ warnings }) => warnings.some(({ action }) => action === 'dropped')))
    return {
      isTaken: false,
      texts: [`axis ${name} is not sent: ${changes[0]?.warnings[0]?.reason ?? 'it is not taken'}`],
    }
  return {
    isTaken: changes.some(({ warnings }) => warnings.length === 0),
    texts: changes.flatMap(({ value, warnings }) =>
      warnings.map((warning) => `axis ${name}: ${describe(value, warning)}`),
    ),
  }
}

function describe(value: string, { sent, reason }: ParameterWarning): string {
  return `${value} ${sent === null ? 'is not sent' : `is sent as ${sent}`}: ${reason}`
}

function definedOnly<Fields extends object>(fields: Fields): { [Name in keyof Fields]: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
