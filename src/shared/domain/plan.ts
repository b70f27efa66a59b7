import { z } from 'zod'
import { Axis, FrozenAxis, SkipRule } from './axis.ts'
import { CaseParameters, GenerationParameters, Task } from './generation.ts'
import { ImageRecord } from './image.ts'
import { Blocks, ColdProbes, Load, SampleRole, SeedChecks, StopRules, WarmUp } from './load.ts'
import { AccountChoice, PlannedContender, Slug } from './planned-contender.ts'
import { Price } from './price.ts'
import { Prompt, PromptFile, PromptOrigin, PromptSetChoice, Tag } from './prompt.ts'
import { ProviderKind } from './provider.ts'
import { Workflow } from './workflow.ts'
import { Micros } from '../units/money.ts'

export const RetryPolicy = z.strictObject({
  /** 1 means: never try again. Each try is an attempt of its own, with its own row. */
  maximumAttempts: z.int().min(1).max(5).default(2),
  /** First pause before trying again; doubles each time. A longer Retry-After from the provider is honoured. */
  initialDelayMs: z.int().min(0).max(60_000).default(500),
})
export type RetryPolicy = z.infer<typeof RetryPolicy>

const planFields = {
  name: z.string().min(1).max(120),
  question: z.string().max(400).optional().describe('what the trial shall decide'),
  contenders: z.array(PlannedContender).min(1).max(8),
  repeats: z.int().min(1).max(1000).default(1),
  seed: z.int().min(0).max(2_147_483_647).default(1).describe('decides the order and every picture’s seed'),
  seeds: z
    .enum(['per-prompt', 'per-repeat'])
    .default('per-repeat')
    .describe('one picture seed per prompt, or a new one for each repeat'),
  timeoutMs: z
    .int()
    .min(100)
    .max(3_600_000)
    .default(180_000)
    .describe('for one attempt, from first byte out to last byte in'),
  retry: RetryPolicy.prefault({}),
  calibrate: z
    .boolean()
    .default(true)
    .describe('measure before the trial how far off the instrument is, which takes some seconds'),
  budgetUsd: z.number().positive().optional().describe('no sample is sent that could take the trial beyond this'),
  load: Load.prefault({ kind: 'closed' }).describe('how the samples of a contender follow one another'),
  warmUp: WarmUp.default(0),
  seedChecks: SeedChecks.default(0),
  coldProbes: ColdProbes.optional().describe('samples after idling, at the end of the trial'),
  blocks: Blocks.optional().describe('spreads the repeats over times of day'),
  stop: StopRules.prefault({}).describe('when a contender’s samples stop before the last one'),
  axes: z.array(Axis).max(6).default([]).describe('what is varied besides prompts and contenders'),
  skip: z.array(SkipRule).max(200).default([]).describe('combinations that are left out'),
}

/** What a person writes: YAML or JSON. Its JSON Schema is emitted by `assay run --schema`. */
export const PlanFile = z.strictObject({
  ...planFields,
  prompts: z.union([z.array(z.union([z.string().min(1), Prompt])).min(1), PromptFile, PromptSetChoice]),
})
export type PlanFile = z.infer<typeof PlanFile>

/** A plan whose prompts have been read: what the page sends and what `trial.start` takes. */
export const Plan = z.strictObject({
  ...planFields,
  prompts: z.array(Prompt).min(1).max(20_000),
  /** Absent where the prompts are of no set. */
  promptSet: PromptOrigin.optional(),
})
export type Plan = z.infer<typeof Plan>
export type PlanInput = z.input<typeof Plan>

const frozenStep = {
  providerId: z.string(),
  providerName: z.string(),
  kind: ProviderKind,
  modelId: z.string(),
  modelName: z.string(),
  family: z.string(),
  account: AccountChoice,
  baseUrl: z.url(),
  task: Task,
  /** As it was when the trial started; null where the model needs none. */
  workflow: Workflow.nullable(),
  parameters: GenerationParameters,
  price: Price.nullable(),
  ceilingMicros: Micros.nullable(),
  /** The most requests that the account may have in flight, over all contenders of the trial; null for no such bound. */
  accountConcurrency: z.int().min(1).nullable(),
}

/** One step of a frozen contender. */
export const ContenderStep = z.strictObject(frozenStep)
export type ContenderStep = z.infer<typeof ContenderStep>

/** A contender of a frozen trial: every default filled in, the price it will be costed with pinned. */
export const Contender = z.strictObject({
  id: Slug,
  name: z.string(),
  /** Place in the plan, from 0. It decides marker and colour for the life of the trial. */
  position: z.int().min(0).max(7),
  concurrency: z.int().min(1),
  ...frozenStep,
  /** Further steps of a pipeline, each given the picture of the one before. */
  furtherSteps: z.array(ContenderStep),
})
export type Contender = z.infer<typeof Contender>

/** What pictures of a contender are shown with: no account and no address, so that it may leave this machine. */
export type ShownContender = Pick<Contender, 'id' | 'name' | 'position' | keyof ShownStep> & {
  furtherSteps: readonly ShownStep[]
}
type ShownStep = Pick<ContenderStep, 'modelName' | 'parameters' | 'task'>

/** One cell of a frozen trial's matrix without its contenders: a prompt at one value of each axis. `index` is its place, from 0. */
export const Case = z.strictObject({
  index: z.int().min(0),
  name: z.string(),
  /** Place of its prompt in the plan, from 0. */
  promptIndex: z.int().min(0),
  /** Its value on each axis, by the axis's name. */
  coordinates: z.record(z.string(), z.string()),
  parameters: CaseParameters,
  /** Contenders that are not asked it; absent where all are. */
  skippedFor: z.array(z.string()).min(1).optional(),
  /** As it is sent: with the values of its variables. */
  prompt: z.string(),
  /** As the prompt had them; absent for none. Plans that were stored before there were any have none. */
  tags: z.array(Tag).optional(),
  variables: Prompt.shape.variables,
  /** The prompt as it was written, where axes fill placeholders of it; absent where they fill none. */
  template: z.strictObject({ text: z.string(), negativePrompt: z.string().optional() }).optional(),
  /** The picture that the first step of every contender is given; null where they draw from the prompt alone. */
  picture: ImageRecord.nullable(),
})
export type Case = z.infer<typeof Case>

/** What is run: nothing in it changes after the start. */
export const FrozenPlan = z.strictObject({
  name: z.string(),
  question: z.string().nullable(),
  contenders: z.array(Contender),
  cases: z.array(Case),
  /** Absent where the prompts are of no set, as in every plan that was stored before there were any. */
  promptSet: PromptOrigin.optional(),
  repeats: z.int(),
  seed: z.int(),
  seeds: z.enum(['per-prompt', 'per-repeat']),
  timeoutMs: z.int(),
  retry: RetryPolicy,
  budgetMicros: Micros.nullable(),
  load: Load,
  stop: StopRules,
  warmUp: WarmUp,
  /** Absent where there are none, as in every plan that was stored before there were any. */
  seedChecks: z
    .strictObject({
      pairs: z.int().min(1).describe('of each of these contenders'),
      /** Those whose models take a seed. */
      contenderIds: z.array(Slug),
    })
    .optional(),
  coldProbes: ColdProbes.nullable(),
  blocks: Blocks.nullable(),
  axes: z.array(FrozenAxis),
  /** The rules by which cases are missing or `skippedFor` some; absent where the plan had none. */
  skip: z.array(SkipRule).min(1).optional(),
})
export type FrozenPlan = z.infer<typeof FrozenPlan>

/** What pictures of a trial are laid out by. */
export type ShownPlan = Pick<FrozenPlan, 'name' | 'cases' | 'repeats' | 'axes' | 'seed' | 'seeds'> & {
  contenders: readonly ShownContender[]
}

/** One cell of the trial in the order it will be sent. The list of these is the stored permutation. */
export const PlannedSample = z.strictObject({
  /** Place in the order, from 0. */
  position: z.int().min(0),
  contenderId: z.string(),
  caseIndex: z.int().min(0),
  repeat: z.int().min(0),
  seed: z.int().min(0),
  role: SampleRole,
  /** Which of the load's stages it belongs to, from 0; a load without stages has one. */
  stage: z.int().min(0),
  /** Which block of the day it belongs to, from 0. */
  block: z.int().min(0),
  /** In an open loop: when it is due, from its contender's first one of the block; null in a closed loop. */
  arrivalMs: z.number().min(0).nullable(),
  /** How long its contender is left idle before it; null where it is not. */
  idleMs: z.number().min(0).nullable(),
})
export type PlannedSample = z.infer<typeof PlannedSample>
