import { readPromptPacks } from '../prompt-packs.ts'
import { procedures } from './base.ts'

export const prompt = {
  packs: procedures.prompt.packs.handler(({ context: { ports } }) => readPromptPacks(ports.resourcesDirectory)),
}
