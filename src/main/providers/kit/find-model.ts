import type { Model } from '#shared/domain/provider.ts'
import type { Ask, ProviderDescriptor } from '../provider-adapter.ts'

/** The model that is asked. Plans are checked before, so an unknown one is a mistake in Assay, and is thrown. */
export function findModel(descriptor: ProviderDescriptor, ask: Ask): Model {
  const model = descriptor.models.find((candidate) => candidate.id === ask.modelId)
  if (model === undefined) throw new Error(`${descriptor.name} has no model "${ask.modelId}".`)
  return model
}
