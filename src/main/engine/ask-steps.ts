import { modelOf } from '#main/providers/kit/find-model.ts'
import type { Ask, ProviderAdapter } from '#main/providers/provider-adapter.ts'
import { askedParameters, type CaseParameters } from '#shared/domain/generation.ts'
import { takesPicture } from '#shared/domain/given-picture.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Case, Contender, ContenderStep } from '#shared/domain/plan.ts'
import { expectedSize } from './expected-size.ts'

/** The steps of a contender in their order: itself, and what follows. */
export function stepsOf(contender: Contender): readonly [ContenderStep, ...ContenderStep[]] {
  return [contender, ...contender.furtherSteps]
}

/**
 * What is asked of one step.
 * @param given the picture of the step before; for the first step the picture of the case, which a step that draws from the
 *   prompt alone is not given
 */
export function askOfStep(
  { modelId, parameters: own, workflow, task }: ContenderStep,
  asked: {
    prompt: string
    seed: number
    given: ImageRecord | null
    clientId: string | null
    /** Of the case; empty for all steps but the first. */
    caseParameters: CaseParameters
  },
): Ask {
  const { prompt, seed, given, clientId, caseParameters } = asked
  const parameters = askedParameters(own, caseParameters)
  const picture = takesPicture(task) ? given : null
  return { modelId, prompt, seed, parameters, workflow: workflow?.content ?? null, picture, uploaded: null, clientId }
}

/**
 * What will be asked of each step of a contender, as far as it is known before anything is sent: a picture that is still to be
 * made stands there with the size that it should have, and null where that can't be told. For prices, not for sending.
 */
export function expectedAsks(
  contender: Contender,
  { prompt, picture, parameters }: Pick<Case, 'prompt' | 'picture' | 'parameters'>,
  adapters: (providerId: string) => ProviderAdapter,
): Ask[] {
  const asks: Ask[] = []
  let given = picture
  for (const [index, step] of stepsOf(contender).entries()) {
    const caseParameters = index === 0 ? parameters : {}
    const ask = askOfStep(step, { prompt, seed: 0, given, clientId: null, caseParameters })
    asks.push(ask)
    const size = expectedSize(modelOf(adapters(step.providerId), step.modelId), ask)
    given = size === null ? null : { sha256: '0'.repeat(64), format: 'png', ...size, sizeBytes: 1 }
  }
  return asks
}
