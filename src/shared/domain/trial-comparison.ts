import { z } from 'zod'
import { Estimate } from './estimate.ts'
import { TrialStatus } from './trial.ts'

/** What two trials are compared by. */
export const ComparedName = z.enum([
  'median',
  'p95',
  'cost-per-image',
  'cost-per-usable',
  'success',
  'usable',
  'cold-start',
  'throughput',
])
export type ComparedName = z.infer<typeof ComparedName>

/** One figure in both trials; in milliseconds, micro-dollars, as a share from 0 to 1, or an hour. */
export const ComparedFigure = z.strictObject({
  name: ComparedName,
  first: Estimate,
  second: Estimate,
  /** Second less first. */
  difference: Estimate,
  /** What the difference’s interval says: `same` where both are alike to the last digit, `cannot-tell` where 0 lies within or there is none. */
  verdict: z.enum(['higher', 'lower', 'same', 'cannot-tell']),
})
export type ComparedFigure = z.infer<typeof ComparedFigure>

const ContenderOfTrial = z.strictObject({ id: z.string(), name: z.string(), position: z.int() })

/** One contender of a trial that has no match in the other. */
export const UnmatchedContender = ContenderOfTrial.extend({ providerName: z.string(), modelName: z.string() })
export type UnmatchedContender = z.infer<typeof UnmatchedContender>

export const ComparedContender = z.strictObject({
  /**
   * How the two were found to be one, always of one provider and model: `settings`: parameters, workflow and steps are the same · `id`:
   * those differ, the id is the same · `model`: it alone is the same, and each trial has but one such left.
   */
  matchedBy: z.enum(['settings', 'id', 'model']),
  providerName: z.string(),
  modelName: z.string(),
  first: ContenderOfTrial,
  second: ContenderOfTrial,
  figures: z.array(ComparedFigure),
  /** What has moved, a sentence each; empty where nothing is known to have. */
  moved: z.array(z.string()),
  /** What is the same, what can’t be told apart, and what is not known: a sentence each. */
  unmoved: z.array(z.string()),
})
export type ComparedContender = z.infer<typeof ComparedContender>

export const ComparedTrial = z.strictObject({
  trialId: z.string(),
  name: z.string(),
  startedAt: z.iso.datetime(),
  status: TrialStatus,
  practice: z.boolean(),
  /** The load that its latencies are of. */
  headline: z.string(),
  asked: z.int(),
  /** The bundle that it is read from; null where it was run in this data folder. */
  bundle: z.strictObject({ createdAt: z.iso.datetime(), assayVersion: z.string() }).nullable(),
})
export type ComparedTrial = z.infer<typeof ComparedTrial>

/** Two trials, contender by contender. */
export const TrialComparison = z.strictObject({
  first: ComparedTrial,
  second: ComparedTrial,
  /** Whether both are of one trial: it and a bundle of it, two bundles of it, or the same twice. */
  isSameTrial: z.boolean(),
  /** In how many prompts the two agree; where they do, medians and costs are paired by them. null where prompts are left out of a bundle: nobody can say. */
  prompts: z.strictObject({ shared: z.int(), onlyFirst: z.int(), onlySecond: z.int() }).nullable(),
  /** What differs besides the contenders, and so makes the two not like for like: a sentence each. */
  conditions: z.array(z.string()),
  contenders: z.array(ComparedContender),
  onlyFirst: z.array(UnmatchedContender),
  onlySecond: z.array(UnmatchedContender),
})
export type TrialComparison = z.infer<typeof TrialComparison>
