import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { MAXIMUM_FILE_BYTES, tooLarge } from '#main/workbench/prompt-files/decode-prompt-file.ts'
import { AssayError } from '#shared/errors.ts'

/**
 * A file of prompts with its name, read whole.
 * @throws AssayError FILE_UNREADABLE, or BAD_USAGE where it is too large
 */
export async function openPromptFile(path: string): Promise<File> {
  try {
    const { size } = await stat(path)
    if (size > MAXIMUM_FILE_BYTES) throw tooLarge(basename(path), size)
    return new File([await readFile(path)], basename(path))
  } catch (cause) {
    if (cause instanceof AssayError) throw cause
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    const reason = missing ? 'there is no such file' : cause instanceof Error ? cause.message : String(cause)
    throw new AssayError('FILE_UNREADABLE', `The prompt file ${path} can't be read: ${reason}.`, { cause })
  }
}
