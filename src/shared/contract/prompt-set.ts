import { z } from 'zod'
import { Prompt, PROMPT_TEXT_LENGTH, PromptSelection } from '../domain/prompt.ts'
import { ColumnUses, PromptFileReading, PromptFormat, ColumnUse } from '../domain/prompt-file.ts'
import { PICTURED_TEXTS, PromptPicture } from '../domain/prompt-picture.ts'
import { MAXIMUM_PROMPTS, PromptSet, PromptSetName, PromptSetSummary, PromptSetVersion } from '../domain/prompt-set.ts'
import { Problems, procedure } from './procedure.ts'

const bySet = z.strictObject({ promptSetId: z.string() })
const byVersion = bySet.extend({ version: z.int().min(1).optional().describe('the newest if absent') })

/** What a file of prompts was read as. Nothing is kept. */
export const PromptFilePreview = z.strictObject({
  format: PromptFormat,
  /** null where the format has none. */
  delimiter: z.string().nullable(),
  quotes: PromptFileReading.shape.quotes.unwrap().nullable(),
  /** In the order of the file, with what each is suggested for. */
  columns: z.array(z.strictObject({ column: z.string(), use: ColumnUse })),
  /** The first ones, a cell a column, cut to 200 characters. */
  rows: z.array(z.strictObject({ place: z.string(), cells: z.array(z.string()) })),
  rowCount: z.int(),
  /** What keeps it from being imported with the given uses, each with its line; the first 50. */
  problems: Problems,
  problemCount: z.int(),
})
export type PromptFilePreview = z.infer<typeof PromptFilePreview>

const fileFields = {
  file: z.file(),
  reading: PromptFileReading.prefault({}),
  /** What is suggested if absent. */
  uses: ColumnUses.optional(),
}

/** Sets of prompts, in versions that never change. Those that ship stand among them, and are copied when they are edited. */
export const promptSet = {
  list: procedure.output(z.array(PromptSetSummary)),
  get: procedure.input(byVersion).output(PromptSet.extend({ shipped: z.boolean() })),
  /** The newest first. */
  versions: procedure.input(bySet).output(z.array(PromptSetVersion)),
  preview: procedure.input(z.strictObject(fileFields)).output(PromptFilePreview),
  /** Keeps every prompt of the file or, where a line can't be read, none. */
  import: procedure
    .input(
      z.strictObject({
        ...fileFields,
        /** The file's if absent. */
        name: PromptSetName.optional(),
        /** Becomes the next version of this set instead of a set of its own. */
        into: z.string().optional(),
      }),
    )
    .output(PromptSetSummary),
  /**
   * Keeps the next version of a set. Of one that ships, and of none, it makes a set of one's own.
   * `basedOn`: the version that was edited; refused where another one has been saved since.
   */
  save: procedure
    .input(
      z.strictObject({
        promptSetId: z.string().nullable(),
        basedOn: z.int().min(1).optional(),
        /** Of a set that is made; what is kept already has its name. */
        name: PromptSetName.optional(),
        description: PromptSet.shape.description.default(''),
        prompts: z.array(Prompt).min(1).max(MAXIMUM_PROMPTS),
      }),
    )
    .output(PromptSetSummary),
  rename: procedure.input(bySet.extend({ name: PromptSetName })).output(PromptSetSummary),
  /** All its versions. Trials keep their own copy. */
  remove: procedure.input(bySet).output(z.strictObject({ removed: z.literal(true) })),
  /** A version as a file that `import` reads back as it is. Refused where plain text can't hold a prompt. */
  export: procedure
    .input(byVersion.extend({ format: PromptFormat }))
    .output(z.strictObject({ text: z.string(), promptCount: z.int() })),
  /** A few pictures that earlier trials have of prompts, one of each, in their order. @param texts as they are sent */
  pictures: procedure
    .input(z.strictObject({ texts: z.array(z.string().max(PROMPT_TEXT_LENGTH)).max(PICTURED_TEXTS) }))
    .output(z.array(PromptPicture)),
  /** Makes a set of some prompts of another one; its description says how they were chosen. */
  sample: procedure
    .input(byVersion.extend({ selection: PromptSelection, name: PromptSetName.optional() }))
    .output(PromptSetSummary),
}
