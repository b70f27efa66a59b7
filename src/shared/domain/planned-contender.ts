import { z } from 'zod'
import { GenerationParameters } from './generation.ts'

/** Letters, digits, dash and dot: an id that is safe in a file name, a URL and a CSV. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'expected lower-case letters, digits, dots and dashes, at most 64')

/**
 * Whose credentials are used. `practice`: the embedded simulators, nothing is charged.
 * `environment`: the variables `ASSAY_<PROVIDER>_<FIELD>`. Otherwise the id of an account.
 */
export const AccountChoice = z.union([
  z.enum(['practice', 'environment']),
  z.string().regex(/^account-[0-9a-z]+$/, 'expected "practice", "environment" or the id of an account'),
])
export type AccountChoice = z.infer<typeof AccountChoice>

const plannedStep = {
  provider: Slug.describe('a provider id, see `assay providers`'),
  model: z.string().min(1).describe('a model id of that provider, see `assay providers`'),
  account: AccountChoice.default('environment'),
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('replaces the provider’s own address'),
  rental: z
    .string()
    .regex(/^rental-[0-9a-z]+$/)
    .optional()
    .describe('a rented machine that is ready: gives address and price; see `assay rentals`'),
  workflow: z.string().optional().describe('the id of a workflow, for a model that needs one; see `assay workflows`'),
  parameters: GenerationParameters.prefault({}),
  priceId: z.string().optional().describe('a price id of that provider, see `assay providers`'),
  /** Counted per image against the budget where no price is known. */
  ceilingUsd: z.number().positive().optional(),
}

/** A further step of a pipeline: it is given the picture of the step before. */
export const PlannedStep = z.strictObject(plannedStep)
export type PlannedStep = z.infer<typeof PlannedStep>

/** A contender as a plan states it: a model, or a pipeline that begins with it. */
export const PlannedContender = z.strictObject({
  id: Slug,
  name: z.string().min(1).max(80).optional().describe('as it is called in tables; the provider’s name if absent'),
  ...plannedStep,
  concurrency: z.int().min(1).max(256).default(1).describe('requests in flight'),
  // Absent in a draft that knows of no pipelines, and never null.
  furtherSteps: z.array(PlannedStep).max(4).default([]).describe('what is done with the picture next, e.g. upscaling'),
})
export type PlannedContender = z.infer<typeof PlannedContender>
