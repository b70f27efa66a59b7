import type { Ask, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import type { GenerationParameters, ParameterRange } from '#shared/domain/generation.ts'
import { completeAsk } from './canary.ts'

/**
 * The plain ask with one parameter set to a value inside its range that is neither what the plain ask has nor the default;
 * null where the range allows only one value.
 */
export function unusualAsk(adapter: ProviderAdapter, modelId: string, range: ParameterRange): Ask | null {
  const plain = completeAsk(adapter, modelId)
  if (range.name === 'seed') return { ...plain, seed: plain.seed + 1 }
  const unusual = unusualParameters(range, plain.parameters)
  return unusual === null ? null : { ...plain, parameters: { ...plain.parameters, ...unusual } }
}

function unusualParameters(range: ParameterRange, plain: GenerationParameters): Partial<GenerationParameters> | null {
  if (range.kind === 'text') return { [range.name]: 'blurred' }
  if (range.kind === 'choice') {
    const choice = range.choices.find((candidate) => candidate !== range.default)
    return choice === undefined ? null : { [range.name]: choice }
  }
  if (range.kind === 'size') {
    return range.sizes.find(({ width, height }) => width !== plain.width || height !== plain.height) ?? null
  }
  if (range.kind === 'loras') {
    return { loras: [{ path: 'lora-canary', scale: (range.minimumScale + range.maximumScale) / 2 }] }
  }
  const step = range.multipleOf ?? (range.integer ? 1 : (range.maximum - range.minimum) / 8)
  const first = Math.ceil(range.minimum / step) * step
  const taken: unknown[] = [range.default, plain[range.name as keyof GenerationParameters]]
  const value = [first, first + step, first + 2 * step].find((candidate) => !taken.includes(candidate))
  return value === undefined || value > range.maximum ? null : { [range.name]: value }
}
