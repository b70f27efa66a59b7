import { join } from 'node:path'
import { vaultForTest } from '#tests/unit/vault/vault-for-test.ts'
import { temporaryDirectory } from './temporary-directory.ts'

/** A data folder whose vault opens at once: what it costs to guess a passphrase is not tested with it. */
export async function folderWithVault(passphrase: string): Promise<string> {
  const directory = await temporaryDirectory()
  const { vault } = await vaultForTest({ path: join(directory, 'vault.json') })
  await vault.setUp({ protection: 'passphrase', passphrase })
  return directory
}
