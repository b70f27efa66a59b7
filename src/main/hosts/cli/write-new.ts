import { writeFile } from 'node:fs/promises'
import { AssayError } from '#shared/errors.ts'

/**
 * Nothing is written over: a file of that name may be somebody's only copy.
 * @throws AssayError FILE_UNREADABLE
 */
export async function writeNew(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content, { flag: 'wx' }).catch((cause: unknown) => {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
    const reason = exists ? 'there is such a file already' : cause instanceof Error ? cause.message : String(cause)
    throw new AssayError('FILE_UNREADABLE', `${path} can't be written: ${reason}.`, { cause })
  })
}
