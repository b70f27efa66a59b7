import { z } from 'zod'
import { Prompt } from './prompt.ts'

export const MAXIMUM_PROMPTS = 20_000

export const PromptSetName = z.string().trim().min(1).max(120)

/** One version of a set of prompts. A version never changes: what is saved becomes the next one. */
export const PromptSet = z.strictObject({
  id: z.string(),
  name: PromptSetName,
  /** Counts up from 1. */
  version: z.int().min(1),
  /** Of this version. */
  createdAt: z.iso.datetime(),
  /** Where this version is from, in words: the file, the sample, what was restored. Empty where nobody said. */
  description: z.string().max(4000),
  prompts: z.array(Prompt).min(1).max(MAXIMUM_PROMPTS),
})
export type PromptSet = z.infer<typeof PromptSet>

/** The newest version of a set on one line. */
export const PromptSetSummary = z.strictObject({
  id: z.string(),
  name: z.string(),
  version: z.int().min(1),
  /** Of the newest version. */
  createdAt: z.iso.datetime(),
  promptCount: z.int().min(1),
  /** Ships with Assay: it can be read and copied, and not changed. */
  shipped: z.boolean(),
})
export type PromptSetSummary = z.infer<typeof PromptSetSummary>

/** A version without its prompts. */
export const PromptSetVersion = PromptSet.pick({ version: true, createdAt: true, description: true }).extend({
  promptCount: z.int().min(1),
})
export type PromptSetVersion = z.infer<typeof PromptSetVersion>
