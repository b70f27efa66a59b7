import type { Canary } from '../canary.ts'

export const canary: Canary = { otherModels: ['some-lab/some-app/v3/text-to-image', 'workflows/someone/drawing'] }
