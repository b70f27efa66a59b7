import type { Model } from '#shared/domain/provider.ts'
import type { Ask, ProviderAdapter, ProviderDescriptor } from '../provider-adapter.ts'

/**
 * The model that is asked. Plans are checked before, so an unknown one is a mistake in Assay, and is thrown.
 * @param describe the adapter's own word on models that its list does not hold
 */
export function findModel(
  descriptor: ProviderDescriptor,
  ask: Pick<Ask, 'modelId'>,
  describe?: ProviderAdapter['describeModel'],
): Model {
  const model = modelOf({ descriptor, ...(describe !== undefined && { describeModel: describe }) }, ask.modelId)
  if (model === null) throw new Error(`${descriptor.name} has no model "${ask.modelId}".`)
  return model
}

/** The model that a person names: listed, or described by the adapter; null where the provider can have no such model. */
export function modelOf(
  { descriptor, describeModel }: Pick<ProviderAdapter, 'descriptor' | 'describeModel'>,
  modelId: string,
): Model | null {
  return descriptor.models.find(({ id }) => id === modelId) ?? describeModel?.(modelId) ?? null
}
