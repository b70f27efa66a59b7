import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ClaimFile } from '#shared/domain/claim.ts'

/** What was published about the field, as it ships with Assay. */
export async function readClaims(resourcesDirectory: string): Promise<ClaimFile[]> {
  const directory = join(resourcesDirectory, 'claims')
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(
    files.map(async (file) => ClaimFile.parse(JSON.parse(await readFile(join(directory, file), 'utf8')))),
  )
}
