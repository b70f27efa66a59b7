import type { ProviderAdapter } from './provider-adapter.ts'

/**
 * Every provider that Assay knows, by id, in the order in which they are listed. Each is loaded by itself, so that a thread
 * that measures or reads replies holds only the providers of its trial: all of them take 10 MB and 0.14 s more.
 */
const loaders = new Map<string, () => Promise<ProviderAdapter>>(
  Object.entries({
    novita: async () => (await import('./novita/index.ts')).novita,
    segmind: async () => (await import('./segmind/index.ts')).segmind,
    modal: async () => (await import('./modal/index.ts')).modal,
    a1111: async () => (await import('./a1111/index.ts')).a1111,
    together: async () => (await import('./together/index.ts')).together,
    fal: async () => (await import('./fal/index.ts')).fal,
    replicate: async () => (await import('./replicate/index.ts')).replicate,
    comfyui: async () => (await import('./comfyui/index.ts')).comfyui,
    'openai-images': async () => (await import('./openai-images/index.ts')).openaiImages,
    runpod: async () => (await import('./runpod/index.ts')).runpod,
    runflow: async () => (await import('./runflow/index.ts')).runflow,
    comfydeploy: async () => (await import('./comfydeploy/index.ts')).comfydeploy,
    viewcomfy: async () => (await import('./viewcomfy/index.ts')).viewcomfy,
    'comfy-cloud': async () => (await import('./comfy-cloud/index.ts')).comfyCloud,
    custom: async () => (await import('./custom/index.ts')).custom,
  }),
)

/** Whether there is such a provider: a bundle may have been made by an Assay that knew others. */
export function knowsProvider(id: string): boolean {
  return loaders.has(id)
}

/** @throws Error where there is no such provider: its id comes from a plan that was checked */
export async function loadProvider(id: string): Promise<ProviderAdapter> {
  const load = loaders.get(id)
  if (load === undefined) throw new Error(`There is no provider "${id}".`)
  return load()
}

export function loadEveryProvider(): Promise<ProviderAdapter[]> {
  return Promise.all([...loaders.values()].map((load) => load()))
}
