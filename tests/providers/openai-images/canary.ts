import type { Canary } from '../canary.ts'

export const canary: Canary = {
  otherModels: ['gpt-image-2', 'gpt-image-2.5-flare:xhigh:edit', 'black-forest-labs/FLUX.1-schnell', 'stablediffusion'],
}
