import { open, rm } from 'node:fs/promises'
import { AssayError } from '#shared/errors.ts'

/**
 * Nothing is written over: a file of that name may be somebody's only copy. What was written in part is taken away again.
 * @throws AssayError FILE_UNREADABLE
 */
export async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  const file = await openNew(path)
  try {
    await file.writeFile(content)
    await file.close()
  } catch (cause) {
    await file.close().catch(() => undefined)
    await rm(path, { force: true })
    throw unwritable(path, cause)
  }
}

/**
 * Asks beforehand, by making the file and taking it away, where something is made or kept that only such a file is worth.
 * @throws AssayError FILE_UNREADABLE where `writeNew` could not write it
 */
export async function checkNew(path: string): Promise<void> {
  const file = await openNew(path)
  await file.close()
  await rm(path)
}

async function openNew(path: string): ReturnType<typeof open> {
  return open(path, 'wx').catch((cause: unknown) => {
    throw unwritable(path, cause)
  })
}

function unwritable(path: string, cause: unknown): AssayError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  const reason =
    code === 'EEXIST' ? 'there is such a file already' : code === 'ENOENT' ? 'there is no such folder' : null
  const said = reason ?? (cause instanceof Error ? cause.message : String(cause))
  return new AssayError('FILE_UNREADABLE', `${path} can't be written: ${said}.`, { cause })
}
