import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Prompt } from '#shared/domain/plan.ts'

const PromptPack = z.strictObject({ id: z.string(), name: z.string(), prompts: z.array(Prompt).min(1) })
export type PromptPack = z.infer<typeof PromptPack>

/** The prompt packs that ship with Assay; the one for the practice trial comes first. */
export async function readPromptPacks(resourcesDirectory: string): Promise<PromptPack[]> {
  const directory = join(resourcesDirectory, 'prompt-packs')
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json'))
  const packs = await Promise.all(
    files.map(async (file) => PromptPack.parse(JSON.parse(await readFile(join(directory, file), 'utf8')))),
  )
  return packs.sort((a, b) => Number(b.id === PRACTICE_PACK) - Number(a.id === PRACTICE_PACK) || (a.id < b.id ? -1 : 1))
}

export const PRACTICE_PACK = 'storefront'
