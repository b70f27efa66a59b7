import { a1111 } from './a1111/index.ts'
import { comfyCloud } from './comfy-cloud/index.ts'
import { comfydeploy } from './comfydeploy/index.ts'
import { comfyui } from './comfyui/index.ts'
import { custom } from './custom/index.ts'
import { fal } from './fal/index.ts'
import { modal } from './modal/index.ts'
import { novita } from './novita/index.ts'
import { openaiImages } from './openai-images/index.ts'
import type { ProviderAdapter } from './provider-adapter.ts'
import { replicate } from './replicate/index.ts'
import { runpod } from './runpod/index.ts'
import { runflow } from './runflow/index.ts'
import { segmind } from './segmind/index.ts'
import { together } from './together/index.ts'
import { viewcomfy } from './viewcomfy/index.ts'

/** Every provider that Assay knows, in the order in which they are listed. */
export const providers: readonly ProviderAdapter[] = [
  novita,
  segmind,
  modal,
  a1111,
  together,
  fal,
  replicate,
  comfyui,
  openaiImages,
  runpod,
  runflow,
  comfydeploy,
  viewcomfy,
  comfyCloud,
  custom,
]

export function findProvider(id: string): ProviderAdapter | null {
  return providers.find((provider) => provider.descriptor.id === id) ?? null
}
