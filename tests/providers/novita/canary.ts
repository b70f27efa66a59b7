import type { Canary } from '../canary.ts'

export const canary: Canary = { otherModels: ['realisticVisionV51_v51VAE_94301.safetensors'] }
