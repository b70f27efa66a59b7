import { z } from 'zod'
import { SampleRole } from '../domain/load.ts'
import { Plan } from '../domain/plan.ts'
import { Micros } from '../units/money.ts'
import { Problems, procedure } from './procedure.ts'

/** What a comparison of a plan's contenders can find. */
export const PlanAdvice = z.strictObject({
  /** What is known of how much their times scatter, for people. */
  basis: z.string(),
  /** Median of the fastest contender in earlier trials, to say a ratio in seconds; null where none was timed. */
  typicalMs: z.number().nullable(),
  /** The plan's own, of each prompt. */
  repeats: z.int(),
  /** Smallest ratio of two median latencies that the plan finds four times in five, at 5 % significance; null for one sample. */
  ratio: z.number().nullable(),
  /** The same for other numbers of repeats of each prompt, ascending, the plan's own among them. */
  byRepeats: z.array(z.strictObject({ repeats: z.int(), ratio: z.number() })),
  /** Neighbours in the order of speed of earlier trials; `neededRepeats` is null where no reasonable number settles it. */
  pairs: z.array(
    z.strictObject({
      fasterId: z.string(),
      slowerId: z.string(),
      differenceMs: z.number(),
      neededRepeats: z.int().nullable(),
    }),
  ),
  /** Smallest share of wins, above 0.5, that one vote on every pair of pictures shows; null for too few of them. */
  winRate: z.number().nullable(),
})
export type PlanAdvice = z.infer<typeof PlanAdvice>

/** What samples that are still to be asked come to. */
export const PlannedWork = z.strictObject({
  /** Of whatever role. */
  samples: z.int(),
  /** What the samples are for, and what they come to by the same rule as `cost`. Roles without samples are left out. */
  byRole: z.array(z.strictObject({ role: SampleRole, samples: z.int(), lowMicros: Micros, highMicros: Micros })),
  /** Of the contenders whose price or ceiling is known: `low` is what is certain to be asked, `high` the most it can come to. */
  cost: z.strictObject({ lowMicros: Micros, highMicros: Micros }),
  /** Contenders that some of the samples are of, and those of them without a price. */
  askedContenders: z.array(z.string()),
  unknownPriceContenders: z.array(z.string()),
  /** `idleMs`: gaps before probes, which come after it. null where a contender of a closed loop has not been timed before. */
  duration: z.strictObject({ lowMs: z.number(), highMs: z.number(), idleMs: z.number(), basis: z.string() }).nullable(),
})
export type PlannedWork = z.infer<typeof PlannedWork>

/** Before anything is sent: what a plan comes to. */
export const PlanEstimate = PlannedWork.extend({
  /** The part of the plan that would be asked where it extends a trial; null for a plan of a trial of its own. */
  added: PlannedWork.nullable(),
  /** The loop; see `describeLoad`. */
  load: z.string(),
  perContender: z.array(
    z.strictObject({
      contenderId: z.string(),
      /** Of a pipeline the sum over its steps; null where one of them is not known. */
      perImageMicros: Micros.nullable(),
      basis: z.string(),
      /** One for a contender without a pipeline. */
      steps: z.array(z.strictObject({ modelName: z.string(), perImageMicros: Micros.nullable(), basis: z.string() })),
    }),
  ),
  /** Samples that measure of each contender (of the one that has fewest), and which percentiles that supports. */
  samplesPerContender: z.int(),
  percentiles: z.array(z.strictObject({ percentile: z.number(), shown: z.boolean(), neededCount: z.int() })),
  /** null where there is nothing to compare. */
  advice: PlanAdvice.nullable(),
  /** What will not be sent as asked, for example a parameter that a model does not take, and what is assumed of a price. */
  notes: z.array(
    z.strictObject({ contenderId: z.string().nullable().describe('null for the plan as a whole'), text: z.string() }),
  ),
  problems: Problems,
})
export type PlanEstimate = z.infer<typeof PlanEstimate>

/** Plans before they are started. */
export const plan = {
  /** A plan of practice contenders, ready to be started or changed. */
  practice: procedure.output(Plan),
  estimate: procedure.input(Plan).output(PlanEstimate),
  /** Of a plan that goes on from a trial: the whole, and what would be added to it. */
  estimateExtension: procedure.input(z.strictObject({ trialId: z.string(), plan: Plan })).output(PlanEstimate),
}
