import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { AssayError } from '#shared/errors.ts'

/**
 * A file with its name, read whole.
 * @param what it is, for the message: "The picture lake.png can't be read"
 * @throws AssayError FILE_UNREADABLE
 */
export async function openFile(path: string, what: string): Promise<File> {
  try {
    return new File([await readFile(path)], basename(path))
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    const reason = missing ? 'there is no such file' : cause instanceof Error ? cause.message : String(cause)
    throw new AssayError('FILE_UNREADABLE', `The ${what} ${path} can't be read: ${reason}.`, { cause })
  }
}
