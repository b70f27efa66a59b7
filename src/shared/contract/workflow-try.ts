import { z } from 'zod'
import { GenerationParameters, ParameterWarning } from '../domain/generation.ts'
import { Sha256 } from '../domain/image.ts'
import { AccountChoice } from '../domain/planned-contender.ts'
import { WorkflowContent } from '../domain/workflow.ts'
import { procedure } from './procedure.ts'

/** What is to be tried: one request, as a trial would send it. */
export const WorkflowTry = z.strictObject({
  provider: z.string().default('custom'),
  model: z.string().min(1).default('generate'),
  account: AccountChoice.default('environment'),
  /** Replaces the address of the environment; an account has its own. */
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** The id of one that is kept, or one that is still being written. */
  workflow: z.union([z.string(), WorkflowContent]).optional(),
  prompt: z.string().min(1).max(32_000),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  parameters: GenerationParameters.prefault({}),
  /** A picture that is kept, for a model that changes one. */
  picture: Sha256.optional(),
})
export type WorkflowTry = z.infer<typeof WorkflowTry>
export type WorkflowTryInput = z.input<typeof WorkflowTry>

/** A request as it was sent. Where a secret went, the name of its field stands in brackets. */
export const ShownRequest = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  /** JSON, or the fields of a form, one a line; null where there was none. Pictures are named and not shown. */
  body: z.string().nullable(),
})
export type ShownRequest = z.infer<typeof ShownRequest>

/** A reply as it came, with every credential taken out. */
export const ShownReply = z.strictObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  sizeBytes: z.int(),
  /** The first 2,000 characters, with long runs of base64 cut short; null where it is no text. */
  opening: z.string().nullable(),
  /** From asking to the last byte. */
  answeredMs: z.number(),
})
export type ShownReply = z.infer<typeof ShownReply>

export const WorkflowTried = z.strictObject({
  /** `upload`: the picture is put there first, and that failed, so that nothing else was sent. */
  step: z.enum(['upload', 'submit']),
  request: ShownRequest,
  /** What was not sent as asked. */
  warnings: z.array(ParameterWarning),
  /** null where no reply came. */
  reply: ShownReply.nullable(),
  /** What the reply was read as; `failed` too where none came. */
  readAs: z.strictObject({
    state: z.enum(['finished', 'pending', 'failed']),
    text: z.string(),
    pictureCount: z.int(),
    jobId: z.string().nullable(),
  }),
})
export type WorkflowTried = z.infer<typeof WorkflowTried>

/**
 * Sends one request and shows it, the reply, and what that was read as. It is a real one: what the provider bills for it is
 * billed. A job that it begins is not asked after, and is not stopped.
 */
export const workflowTry = procedure.input(WorkflowTry).output(WorkflowTried)
