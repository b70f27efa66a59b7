import type { ParameterName, ParameterRange, ParameterWarning } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { Ask } from '../provider-adapter.ts'

/** The parameters of one call in canonical terms, within the model's ranges. Null is "send nothing". */
export interface FittedParameters {
  width: number | null
  height: number | null
  steps: number | null
  guidance: number | null
  seed: number | null
  negativePrompt: string | null
  format: string | null
}

/**
 * Brings what is asked within what the model declares: out of range is set to the nearest bound, off the grid is rounded,
 * what the model does not take is dropped. Each such step is a warning that stays with the sample.
 * A number that is not asked for takes the declared default, if there is one: sent in so many words, a default that the
 * provider changes later cannot change a comparison.
 */
export function fitParameters(model: Model, ask: Ask): { values: FittedParameters; warnings: ParameterWarning[] } {
  const asked: Partial<Record<ParameterName, number | string | undefined>> = { ...ask.parameters, seed: ask.seed }
  const warnings: ParameterWarning[] = []

  const range = <Kind extends ParameterRange['kind']>(name: ParameterName, kind: Kind) =>
    model.parameters.find(
      (candidate): candidate is Extract<ParameterRange, { kind: Kind }> =>
        candidate.name === name && candidate.kind === kind,
    )
  const drop = (name: ParameterName, value: number | string, reason: string): null => {
    warnings.push({ parameter: name, action: 'dropped', asked: display(name, value), sent: null, reason })
    return null
  }
  const number = (name: ParameterName): number | null => {
    const declared = range(name, 'number')
    const value = asked[name]
    if (typeof value !== 'number') return declared?.default ?? null
    if (declared === undefined) return drop(name, value, `${model.name} does not take it`)
    const fitted = fitNumber(declared, value)
    if (fitted.value !== value) {
      warnings.push({
        parameter: name,
        action: fitted.action,
        asked: String(value),
        sent: String(fitted.value),
        reason: `${model.name} takes ${fitted.reason}`,
      })
    }
    return fitted.value
  }
  const choice = (name: ParameterName): string | null => {
    const value = asked[name]
    if (typeof value !== 'string') return null
    const declared = range(name, 'choice')
    if (declared === undefined) return drop(name, value, `${model.name} offers no choice of it`)
    return declared.choices.includes(value)
      ? value
      : drop(name, value, `${model.name} takes ${declared.choices.join(', ')}`)
  }
  const text = (name: ParameterName): string | null => {
    const value = asked[name]
    if (typeof value !== 'string' || value === '') return null
    const declared = range(name, 'text')
    if (declared === undefined) return drop(name, value, `${model.name} does not take it`)
    // A text cut short would be another text: it is left out whole.
    return value.length <= declared.maximumLength
      ? value
      : drop(name, value, `${model.name} takes at most ${declared.maximumLength} characters`)
  }

  const values: FittedParameters = {
    width: number('width'),
    height: number('height'),
    steps: number('steps'),
    guidance: number('guidance'),
    seed: number('seed'),
    negativePrompt: text('negativePrompt'),
    format: choice('format'),
  }
  return { values, warnings }
}

type NumberRange = Extract<ParameterRange, { kind: 'number' }>

/** The nearest value that the range takes; half-way goes up. */
function fitNumber(
  range: NumberRange,
  asked: number,
): { value: number; action: 'changed' | 'rounded'; reason: string } {
  const { minimum, maximum } = range
  const grid = range.multipleOf ?? (range.integer ? 1 : null)
  const clamped = Math.min(Math.max(asked, minimum), maximum)
  let value = clamped
  if (grid !== null) {
    value = Math.round(clamped / grid) * grid
    if (value > maximum) value = Math.floor(maximum / grid) * grid
    if (value < minimum) value = Math.ceil(minimum / grid) * grid
  }
  return clamped === asked
    ? { value, action: 'rounded', reason: grid === 1 ? 'whole numbers' : `multiples of ${grid}` }
    : { value, action: 'changed', reason: `${minimum} to ${maximum}` }
}

/** A text is named by its length: a warning is shown in tables. */
function display(name: ParameterName, value: number | string): string {
  return name === 'negativePrompt' ? `${String(value).length} characters` : String(value)
}
