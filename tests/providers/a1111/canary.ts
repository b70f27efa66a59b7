import type { Canary } from '../canary.ts'

export const canary: Canary = { otherModels: ['juggernautXL_v9'] }
