import { z } from 'zod'

export const PromptFormat = z.enum(['csv', 'tsv', 'json', 'jsonl', 'text'])
export type PromptFormat = z.infer<typeof PromptFormat>

/** How a file of prompts is to be read. What is absent is told by its name and its content. */
export const PromptFileReading = z.strictObject({
  format: PromptFormat.optional(),
  /** Between the fields of a table; a tab for TSV. */
  delimiter: z.enum([',', ';', '|', '\t']).optional(),
  /** `doubled`: a field in quotes may hold delimiters and line breaks, and a quote as two (RFC 4180). `literal`: quotes are text. */
  quotes: z.enum(['doubled', 'literal']).optional(),
  /** Whether the first line of a table names its columns. */
  header: z.boolean().optional(),
})
export type PromptFileReading = z.infer<typeof PromptFileReading>

/** What a column of a file becomes. `variable`: a variable with the column's name. `none`: it is left out. */
export const ColumnUse = z.enum(['text', 'negativePrompt', 'name', 'tags', 'picture', 'variable', 'none'])
export type ColumnUse = z.infer<typeof ColumnUse>

/** Columns that are not named are left out. */
export const ColumnUses = z.array(z.strictObject({ column: z.string().max(400), use: ColumnUse })).max(400)
export type ColumnUses = z.infer<typeof ColumnUses>
