import { usesWithText } from '#main/workbench/prompt-files/suggest-uses.ts'
import type { ColumnUses } from '#shared/domain/prompt-file.ts'
import { countText } from '#shared/units/count-text.ts'
import { withWorkbench, type CommandContext, type CommonOptions } from './command-context.ts'
import { findPromptSet } from './find-prompt-set.ts'
import { openPromptFile } from './open-prompt-file.ts'
import { printJson } from './output.ts'
import { readingFromOptions, type ReadingOptions } from './prompt-options.ts'
import { previewText } from './prompt-words.ts'

export interface ImportOptions extends CommonOptions, ReadingOptions {
  name?: string
  column?: string
  use?: ColumnUses
  into?: string
  check?: boolean
}

/**
 * Keeps the prompts of a file, or shows what would be kept.
 * @throws AssayError FILE_UNREADABLE, NOT_FOUND, or BAD_USAGE with each line that can't be read
 */
export async function importPromptFile(path: string, options: ImportOptions, context: CommandContext): Promise<void> {
  const reading = readingFromOptions(options)
  const file = await openPromptFile(path)
  await withWorkbench(options, context, async ({ client }) => {
    const suggested = (await client.promptSet.preview({ file, reading })).columns
    const uses = chooseUses(suggested, options)
    if (options.check === true) {
      const preview = { ...(await client.promptSet.preview({ file, reading, uses })), columns: uses }
      if (options.json === true) printJson(context.output, preview)
      else context.output.out(previewText(preview))
      context.exitCode = preview.problemCount === 0 ? 0 : 1
      return
    }
    const { name, into } = options
    const kept = await client.promptSet.import({
      file,
      reading,
      uses,
      ...(name !== undefined && { name }),
      ...(into !== undefined && { into: (await findPromptSet(client, into)).id }),
    })
    if (options.json === true) printJson(context.output, kept)
    else {
      const version = kept.version === 1 ? '' : `, version ${kept.version}`
      context.output.out(`Kept ${countText(kept.promptCount, 'prompt')} of “${kept.name}” as ${kept.id}${version}.`)
    }
  })
}

/** What is suggested, but for what the command line says. */
function chooseUses(suggested: ColumnUses, { column, use = [] }: Pick<ImportOptions, 'column' | 'use'>): ColumnUses {
  const textColumn = column ?? use.find((one) => one.use === 'text')?.column
  const others = textColumn === undefined ? suggested : usesWithText(suggested, textColumn)
  return others
    .map((one) => use.find((named) => named.column === one.column) ?? one)
    .concat(
      // A column that is not there is named all the same: whoever reads the file says which there are.
      use.filter((named) => !others.some(({ column: known }) => known === named.column)),
    )
}
