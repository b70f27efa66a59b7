import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PromptSet } from '#shared/domain/prompt-set.ts'

/**
 * The prompt packs that ship with Assay: sets that can be read and copied, and not changed. The one for the practice trial comes
 * first.
 */
export async function readPromptPacks(resourcesDirectory: string): Promise<PromptSet[]> {
  const directory = join(resourcesDirectory, 'prompt-packs')
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json'))
  const packs = await Promise.all(
    files.map(async (file) => PromptSet.parse(JSON.parse(await readFile(join(directory, file), 'utf8')))),
  )
  return packs.sort((a, b) => Number(b.id === PRACTICE_PACK) - Number(a.id === PRACTICE_PACK) || (a.id < b.id ? -1 : 1))
}

export const PRACTICE_PACK = 'storefront'
