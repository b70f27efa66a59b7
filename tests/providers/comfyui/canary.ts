import type { Canary } from '../canary.ts'

export const canary: Canary = { otherModels: ['sd_xl_turbo_1.0.safetensors'] }
