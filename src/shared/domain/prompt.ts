import { z } from 'zod'
import { NEGATIVE_PROMPT_LENGTH } from './generation.ts'
import { Sha256 } from './image.ts'

/** Comma, semicolon and bar stand between tags where a table holds several in one cell. */
export const Tag = z
  .string()
  .regex(/^[^\s,;|]([^,;|\r\n\t]*[^\s,;|])?$/, 'expected a tag without comma, semicolon, bar or line break')
  .max(60)

/** What stands between the braces of a placeholder. `__proto__` can't be the key of a JSON object. */
export const VariableName = z
  .string()
  .regex(
    /^(?!__proto__$)[^\s{}]([^{}\r\n\t]*[^\s{}])?$/,
    'expected a name without braces and line breaks, and without spaces around it',
  )
  .max(64)

/** The most characters that a prompt holds, as it is written and after its placeholders were filled. */
export const PROMPT_TEXT_LENGTH = 32_000

/** What is asked for: in a plan, in a prompt set, in a file of prompts. */
export const Prompt = z.strictObject({
  name: z.string().max(120).optional().describe('a short title; the first words of the text if absent'),
  text: z
    .string()
    .min(1)
    .max(PROMPT_TEXT_LENGTH)
    .describe('{{name}} is filled by the variable of that name; \\{{ gives the braces themselves'),
  negativePrompt: z
    .string()
    .min(1)
    .max(NEGATIVE_PROMPT_LENGTH)
    .optional()
    .describe('what shall not be drawn; takes the place of every contender’s own'),
  tags: z.array(Tag).max(40).optional(),
  variables: z
    .record(VariableName, z.string().min(1).max(4000))
    .optional()
    .describe('what fills the placeholders of the text'),
  picture: Sha256.optional().describe('an input picture, for models that change one; see `assay pictures add`'),
})
export type Prompt = z.infer<typeof Prompt>

/** Prompts kept in another file, relative to the plan: text (one a line), CSV, TSV, JSON or JSONL. */
export const PromptFile = z.strictObject({
  file: z.string().min(1),
  column: z.string().optional().describe('the column that holds the prompt; found by its name if absent'),
  limit: z.int().min(1).optional(),
})
export type PromptFile = z.infer<typeof PromptFile>

/** Draws some prompts out of many; the same seed draws the same ones. */
export const PromptSample = z.strictObject({
  count: z.int().min(1).max(20_000),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  /** Each stratum gives its share: prompts with the same tags, or with the same value of a variable. */
  by: z
    .union([z.literal('tags'), z.strictObject({ variable: VariableName })])
    .optional()
    .describe('"tags" or { variable: name }: every stratum gives its share'),
})
export type PromptSample = z.infer<typeof PromptSample>

/** Which prompts of a set are taken: those that carry any of the tags, and of these a sample. All if absent. */
export const PromptSelection = z.strictObject({
  tags: z.array(Tag).min(1).max(40).optional().describe('prompts with any of these'),
  sample: PromptSample.optional(),
})
export type PromptSelection = z.infer<typeof PromptSelection>

/** Prompts of a set that is kept, as a plan file names it. */
export const PromptSetChoice = z.strictObject({
  set: z.string().min(1).describe('the id or the name of a prompt set, see `assay prompts`'),
  version: z.int().min(1).optional().describe('the newest if absent'),
  tags: PromptSelection.shape.tags,
  sample: z
    .union([z.int().min(1).max(20_000), PromptSample])
    .optional()
    .describe('so many of them, drawn by a seed'),
})
export type PromptSetChoice = z.infer<typeof PromptSetChoice>

/** Where the prompts of a plan are from. The plan holds its own copy: the set may change or go. */
export const PromptOrigin = z.strictObject({
  promptSetId: z.string().min(1).max(120),
  /** As the set was called then. */
  name: z.string().min(1).max(120),
  version: z.int().min(1),
  /** Which of its prompts, in words; absent for all of them. */
  selection: z.string().min(1).max(3000).optional(),
})
export type PromptOrigin = z.infer<typeof PromptOrigin>
