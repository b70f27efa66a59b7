import type { Canary } from '../canary.ts'

export const canary: Canary = { otherModels: ['some-lab/some-model-2.0'] }
