import { a1111 } from './a1111/index.ts'
import { modal } from './modal/index.ts'
import { novita } from './novita/index.ts'
import type { ProviderAdapter } from './provider-adapter.ts'
import { segmind } from './segmind/index.ts'

/** Every provider that Assay knows, in the order in which they are listed. */
export const providers: readonly ProviderAdapter[] = [novita, segmind, modal, a1111]

export function findProvider(id: string): ProviderAdapter | null {
  return providers.find((provider) => provider.descriptor.id === id) ?? null
}
