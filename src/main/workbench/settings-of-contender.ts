import { expectedSize } from '#main/engine/expected-size.ts'
import type { Ask } from '#main/providers/provider-adapter.ts'
import type { GenerationParameters } from '#shared/domain/generation.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import { casesOf } from '#shared/domain/lane-load.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { CheckedContender } from './checked-contender.ts'
import type { CheckedStep } from './check-step.ts'
import type { Matrix } from './expand-matrix.ts'

/** A contender as it is asked in the cases that ask for the same: each step with its ask there. */
export interface Setting {
  /** Cases; at least one. */
  count: number
  /** Of the first of them: values of axes by their names; empty where there is none. */
  coordinates: Matrix['cases'][number]['coordinates']
  steps: CheckedContender['steps']
}

/** What a contender is asked over its matrix, each different ask once. One setting, its own, where no case is left to it. */
export function settingsOf(contender: CheckedContender, { cases }: Matrix): [Setting, ...Setting[]] {
  const own = casesOf(contender.planned.id, cases)
  const kinds = [...Map.groupBy(own, ({ parameters }) => JSON.stringify(parameters)).values()]
  const [first, ...others] = kinds.map((alike) => settingAt(contender, alike[0] ?? UNVARIED, alike.length))
  return first === undefined ? [settingAt(contender, UNVARIED, 1)] : [first, ...others]
}

type AskedCase = Pick<Matrix['cases'][number], 'parameters' | 'coordinates'>

const UNVARIED: AskedCase = { parameters: {}, coordinates: {} }

function settingAt({ steps }: CheckedContender, { parameters, coordinates }: AskedCase, count: number): Setting {
  const [first, ...further] = steps
  const asked: [CheckedStep, ...CheckedStep[]] = [withParameters(first, parameters)]
  let before = asked[0]
  for (const step of further) {
    before = { ...step, sampleAsk: { ...step.sampleAsk, picture: resultOf(before.model, before.sampleAsk) } }
    asked.push(before)
  }
  return { count, coordinates, steps: asked }
}

function withParameters(step: CheckedStep, parameters: AskedCase['parameters']): CheckedStep {
  const asked: GenerationParameters = {
    ...step.sampleAsk.parameters,
    ...parameters,
    width: parameters.width ?? step.sampleAsk.parameters.width,
    height: parameters.height ?? step.sampleAsk.parameters.height,
  }
  return { ...step, sampleAsk: { ...step.sampleAsk, parameters: asked } }
}

/** The picture that an ask will come to: made up, of the size that it should have. Where that can't be told it keeps the size it was given. */
export function resultOf(model: Model, ask: Ask): ImageRecord {
  const { width, height } = expectedSize(model, ask) ?? ask.picture ?? ask.parameters
  return { sha256: '0'.repeat(64), format: 'png', width, height, sizeBytes: 1 }
}
