import { readPrompts } from '#main/workbench/prompt-files/read-prompts.ts'
import { suggestUses, usesWithText } from '#main/workbench/prompt-files/suggest-uses.ts'
import type { Prompt, PromptFile } from '#shared/domain/prompt.ts'
import { AssayError } from '#shared/errors.ts'
import { openPromptFile } from './open-prompt-file.ts'

/**
 * Reads the prompts that a plan keeps in another file, as `assay prompts import` would.
 * @throws AssayError FILE_UNREADABLE, or INVALID_PLAN naming the file and the line.
 */
export async function readPromptFile({ file: path, column, limit }: PromptFile): Promise<Prompt[]> {
  const file = await openPromptFile(path)
  const source = { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }
  try {
    return readPrompts(source, {
      ...(limit !== undefined && { limit }),
      uses: (table) => {
        const suggested = suggestUses(table)
        return column === undefined ? suggested : usesWithText(suggested, column)
      },
    })
  } catch (cause) {
    if (!(cause instanceof AssayError)) throw cause
    throw new AssayError('INVALID_PLAN', cause.message, { problems: cause.problems, cause })
  }
}
