import { z } from 'zod'
import { MOST_IMAGES_PER_MONTH } from './default-assumptions.ts'
import { CostAssumptions } from './cost-assumptions.ts'
import { Slug } from './planned-contender.ts'
import { MOST_LEVEL } from './rubric-level.ts'

/** What contenders are judged by in every trial; in the order in which they are listed. */
export const BuiltInCriterion = z.enum([
  'cost',
  'latency',
  'cold-start',
  'reliability',
  'quality',
  'catalogue',
  'comfyui',
  'jobs',
  'documentation',
  'errors',
  'operations',
  'data-protection',
])
export type BuiltInCriterion = z.infer<typeof BuiltInCriterion>

const OwnCriterionId = z.string().regex(/^own-[a-z0-9-]{1,40}$/, 'expected own- with lower-case letters and digits')

/** One of Assay's, or one of the user's own. */
export const CriterionId = z.union([BuiltInCriterion, OwnCriterionId])
export type CriterionId = z.infer<typeof CriterionId>

const NOTE_LENGTH = 4000

/** From 0, the worst, to 4. */
export const RubricLevel = z.int().min(0).max(MOST_LEVEL)

/** Written into sentences, where a line break or a mark of direction would do other things. */
const Words = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u, 'Words hold no control characters.')

/** A criterion that the user adds: always a rubric. */
export const OwnCriterion = z.strictObject({
  id: OwnCriterionId,
  name: Words.max(80),
  /** What each level means, from 0 to 4. */
  words: z.array(Words).length(MOST_LEVEL + 1),
})
export type OwnCriterion = z.infer<typeof OwnCriterion>

/** What someone says of a contender where nothing measures it. It stands before what a provider's description says. */
export const RubricScore = z.strictObject({
  contenderId: Slug,
  criterionId: CriterionId,
  /** null where there is a note alone: the level is not known then. */
  level: RubricLevel.nullable(),
  note: z.string().max(NOTE_LENGTH),
})
export type RubricScore = z.infer<typeof RubricScore>

/** Where the score of a criterion is 1 and 0, in its unit: milliseconds, micro-dollars, shares or levels. */
export const ReferencePoints = z
  .strictObject({ good: z.number(), unacceptable: z.number() })
  .refine(({ good, unacceptable }) => good !== unacceptable, {
    error: 'What is good enough can’t be what is unacceptable.',
  })
export type ReferencePoints = z.infer<typeof ReferencePoints>

/** A limit in the unit of its criterion: at most, where less is better, else at least. */
export const Constraint = z.strictObject({ criterionId: CriterionId, limit: z.number().min(0) })
export type Constraint = z.infer<typeof Constraint>

/** How many times as much the first matters as the second: 3, or a third. */
export const CriterionComparison = z.strictObject({
  first: CriterionId,
  second: CriterionId,
  ratio: z
    .number()
    .min(1 / 9.000001)
    .max(9),
})
export type CriterionComparison = z.infer<typeof CriterionComparison>

/** `own`: what the user has made of one of the others, or of none. */
export const ScenarioId = z.enum(['prototype', 'steady', 'bursty', 'batch', 'own'])
export type ScenarioId = z.infer<typeof ScenarioId>

/** How often pictures are asked for, as far as it decides who starts cold. */
export const Traffic = z.strictObject({
  /** The usual pause that a worker may fall asleep in. */
  gapMinutes: z.number().min(0).max(100_000),
  /** Of all pictures, those that come after such a pause. */
  shareAfterGap: z.number().min(0).max(1),
})
export type Traffic = z.infer<typeof Traffic>

/** The volume stands once, in the settings. */
export const CostSettings = CostAssumptions.omit({ imagesPerMonth: true })
export type CostSettings = z.infer<typeof CostSettings>

/** What someone wants of a contender, kept with a trial. */
export const DecisionSettings = z
  .strictObject({
    scenario: ScenarioId,
    imagesPerMonth: z.int().min(1).max(MOST_IMAGES_PER_MONTH),
    traffic: Traffic,
    /** What costs are reckoned with, besides the volume. */
    costs: CostSettings.prefault({}),
    /** What gives the weights. Both are kept, so that a change of mind loses neither. */
    weighing: z.enum(['sliders', 'pairwise']),
    /** By criterion, in any unit: only their proportions count. One that is absent has none. */
    weights: z.partialRecord(CriterionId, z.number().min(0).max(1_000_000)),
    comparisons: z.array(CriterionComparison).max(400),
    /** What the user has set; where a criterion is absent, see `defaultReference`. */
    references: z.partialRecord(CriterionId, ReferencePoints),
    constraints: z.array(Constraint).max(40),
    rubric: z.array(RubricScore).max(400),
    ownCriteria: z.array(OwnCriterion).max(12),
  })
  .superRefine((settings, context) => {
    const own = settings.ownCriteria.map(({ id }) => id)
    const once = (keys: readonly string[], path: string, what: string): void => {
      for (const key of new Set(keys.filter((each, place) => keys.indexOf(each) !== place)))
        context.addIssue({ code: 'custom', path: [path], message: `${what} ${key} is there twice` })
    }
    once(own, 'ownCriteria', 'the criterion')
    once(
      settings.rubric.map(({ contenderId, criterionId }) => `${contenderId} in ${criterionId}`),
      'rubric',
      'the score of',
    )
    once(
      settings.comparisons.map(({ first, second }) => [first, second].toSorted().join(' and ')),
      'comparisons',
      'the comparison of',
    )
    once(
      settings.constraints.map(({ criterionId }) => criterionId),
      'constraints',
      'a limit of',
    )
    const named: [string, readonly string[]][] = [
      ['weights', Object.keys(settings.weights)],
      ['references', Object.keys(settings.references)],
      ['constraints', settings.constraints.map(({ criterionId }) => criterionId)],
      ['rubric', settings.rubric.map(({ criterionId }) => criterionId)],
      ['comparisons', settings.comparisons.flatMap(({ first, second }) => [first, second])],
    ]
    for (const [path, ids] of named)
      for (const id of ids.filter((each) => each.startsWith('own-') && !own.includes(each)))
        context.addIssue({ code: 'custom', path: [path], message: `there is no criterion ${id}` })
    for (const { first, second } of settings.comparisons)
      if (first === second)
        context.addIssue({ code: 'custom', path: ['comparisons'], message: `${first} is compared with itself` })
  })
export type DecisionSettings = z.infer<typeof DecisionSettings>

/** The settings as they are kept. */
export const KeptDecision = z.strictObject({
  trialId: z.string(),
  /** Counts up from 1 with each time it is saved; 0 where it never was: then the settings are those that everybody begins with. */
  version: z.int().min(0),
  savedAt: z.iso.datetime().nullable(),
  settings: DecisionSettings,
})
export type KeptDecision = z.infer<typeof KeptDecision>
