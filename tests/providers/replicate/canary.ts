import type { Canary } from '../canary.ts'

const VERSION = 'ac732df83cea7fff18b8472768c88ad041fa750ff7682a21affe81863cbe77e4'

export const canary: Canary = { otherModels: ['some-lab/some-model', `someone/some-model:${VERSION}`] }
