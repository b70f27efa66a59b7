import type { Lora, ParameterName, ParameterRange, ParameterWarning } from '#shared/domain/generation.ts'
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
  /** As the provider spells it. */
  sampler: string | null
  /** Empty where none are sent. */
  loras: readonly Lora[]
  strength: number | null
  scale: number | null
  format: string | null
}

/**
 * Brings what is asked within what the model declares: out of range is set to the nearest bound, off the grid is rounded,
 * what the model does not take is dropped. Each such step is a warning that stays with the sample.
 * A number that is not asked for takes the declared default, if there is one: sent in so many words, a default that the
 * provider changes later cannot change a comparison.
 */
export function fitParameters(model: Model, ask: Ask): { values: FittedParameters; warnings: ParameterWarning[] } {
  const { loras: askedLoras = [], ...scalars } = ask.parameters
  const asked: Partial<Record<ParameterName, number | string | undefined>> = { ...scalars, seed: ask.seed }
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
    if (declared === undefined) {
      // Every ask has a seed. Where nothing is drawn it decides nothing, so that leaving it out changes nothing.
      if (name === 'seed' && (model.task === 'upscale' || model.task === 'remove-background')) return null
      return drop(name, value, `${model.name} does not take it`)
    }
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

  const size = (): { width: number | null; height: number | null } => {
    const declared = range('width', 'size')
    // A model that changes a picture takes its size from it, unless it declares one of its own.
    const taken =
      model.task === 'generate' || model.parameters.some(({ name }) => name === 'width' || name === 'height')
    if (!taken) return { width: null, height: null }
    if (declared === undefined) return { width: number('width'), height: number('height') }
    const { width, height } = ask.parameters
    const nearest = nearestSize(declared.sizes, { width, height })
    if (nearest.width !== width || nearest.height !== height) {
      const reason = `${model.name} draws ${declared.sizes.map(nameSize).join(', ')}`
      const sent = nameSize(nearest)
      warnings.push({ parameter: 'width', action: 'changed', asked: nameSize({ width, height }), sent, reason })
    }
    return nearest
  }
  const loras = (): readonly Lora[] => {
    if (askedLoras.length === 0) return []
    const declared = range('loras', 'loras')
    const names = askedLoras.map(({ path }) => path).join(', ')
    if (declared === undefined) {
      drop('loras', names, `${model.name} does not take it`)
      return []
    }
    const { maximumCount, minimumScale, maximumScale } = declared
    const kept = askedLoras.slice(0, maximumCount)
    const left = askedLoras.slice(maximumCount).map(({ path }) => path)
    if (left.length > 0) drop('loras', left.join(', '), `${model.name} takes at most ${maximumCount}`)
    return kept.map(({ path, scale }) => {
      const fitted = Math.min(Math.max(scale, minimumScale), maximumScale)
      if (fitted !== scale) {
        const reason = `${model.name} takes ${minimumScale} to ${maximumScale}`
        warnings.push({
          parameter: 'loras',
          action: 'changed',
          asked: `${path} at ${scale}`,
          sent: `${path} at ${fitted}`,
          reason,
        })
      }
      return { path, scale: fitted }
    })
  }

  const values: FittedParameters = {
    ...size(),
    steps: number('steps'),
    guidance: number('guidance'),
    seed: number('seed'),
    negativePrompt: text('negativePrompt'),
    sampler: range('sampler', 'text') === undefined ? choice('sampler') : text('sampler'),
    loras: loras(),
    strength: number('strength'),
    scale: number('scale'),
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

interface Size {
  width: number
  height: number
}

/** The size whose shape differs least as a factor, and among those the one whose area does. The first one where they tie. */
function nearestSize(sizes: readonly Size[], asked: Size): Size {
  const [first] = sizes
  if (first === undefined) throw new Error('A range of sizes holds no size.')
  const shape = ({ width, height }: Size): number => Math.abs(Math.log(width / height / (asked.width / asked.height)))
  const area = ({ width, height }: Size): number => Math.abs(Math.log((width * height) / (asked.width * asked.height)))
  const nearer = (one: Size, other: Size): boolean =>
    Math.abs(shape(one) - shape(other)) > 1e-9 ? shape(one) < shape(other) : area(one) < area(other)
  return sizes.reduce((best, size) => (nearer(size, best) ? size : best), first)
}

function nameSize({ width, height }: Size): string {
  return `${width} × ${height}`
}

/** A text is named by its length: a warning is shown in tables. */
function display(name: ParameterName, value: number | string): string {
  return name === 'negativePrompt' ? `${String(value).length} characters` : String(value)
}
