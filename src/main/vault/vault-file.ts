import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { AssayError } from '#shared/errors.ts'
import { VaultEnvelope } from './vault-envelope.ts'

/**
 * Reads the vault's file.
 * @returns null where there is none
 * @throws AssayError VAULT_DAMAGED where it can't be read or does not fit
 */
export function readVaultFile(path: string): VaultEnvelope | null {
  if (!existsSync(path)) return null
  try {
    return VaultEnvelope.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new AssayError(
      'VAULT_DAMAGED',
      `The vault ${path} is damaged, was written by a newer Assay, or can't be read. Nothing was changed. Put a backup in its place, or move it away and enter the keys again.`,
      { cause },
    )
  }
}

/**
 * Replaces the vault's file, readable by its owner alone: written beside it, on disk, then renamed, so that a kill at any moment
 * leaves the old vault or the new one.
 * @throws AssayError DATA_FOLDER_UNWRITABLE; the old file is then as it was
 */
export function writeVaultFile(path: string, envelope: VaultEnvelope): void {
  const temporary = `${path}.${randomUUID()}.new`
  try {
    const file = openSync(temporary, 'wx', 0o600)
    try {
      writeFileSync(file, `${JSON.stringify(envelope, null, 2)}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(dirname(path))
  } catch (cause) {
    rmSync(temporary, { force: true })
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AssayError(
      'DATA_FOLDER_UNWRITABLE',
      `The vault ${path} can't be written (${reason}). The keys that it held are as they were.`,
      { cause },
    )
  }
}

/** The rename itself is on disk only once its folder is. Windows opens no folders, and needs no such thing. */
function syncFolder(directory: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(directory, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
