import { z } from 'zod'

/** A picture that an earlier trial has of a prompt. */
export const PromptPicture = z.strictObject({
  /** As it was sent. */
  text: z.string(),
  sha256: z.string(),
  contenderName: z.string(),
  trialName: z.string(),
})
export type PromptPicture = z.infer<typeof PromptPicture>

/** Pictures are looked for of so many prompts: a few of them are shown. */
export const PICTURED_TEXTS = 100
