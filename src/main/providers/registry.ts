import type { ProviderAdapter } from './provider-adapter.ts'
import { loadEveryProvider } from './provider-loaders.ts'

/** Every provider that Assay knows, in the order in which they are listed. */
export const providers: readonly ProviderAdapter[] = await loadEveryProvider()

export function findProvider(id: string): ProviderAdapter | null {
  return providers.find((provider) => provider.descriptor.id === id) ?? null
}
