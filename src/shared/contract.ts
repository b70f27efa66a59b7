import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { account } from './contract/account.ts'
import { claim } from './contract/claim.ts'
import { picture } from './contract/picture.ts'
import { price } from './contract/price.ts'
import { Problems, procedure } from './contract/procedure.ts'
import { rental } from './contract/rental.ts'
import { vault } from './contract/vault.ts'
import { workflow } from './contract/workflow.ts'
import { TrialAnalysis } from './domain/analysis.ts'
import { Plan, Prompt } from './domain/plan.ts'
import { ProviderSummary } from './domain/provider.ts'
import { Sample } from './domain/sample.ts'
import { SampleRow } from './domain/sample-row.ts'
import { SpendSummary } from './domain/spend.ts'
import { Trial, TrialEvent, TrialProgress, TrialSummary } from './domain/trial.ts'
import { Micros } from './units/money.ts'

const byTrial = z.strictObject({ trialId: z.string() })

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

/** Before anything is sent: what a plan comes to. */
export const PlanEstimate = z.strictObject({
  samples: z.int(),
  /** Of the contenders whose price or ceiling is known: `low` is what is certain to be asked, `high` the most it can come to. */
  cost: z.strictObject({ lowMicros: Micros, highMicros: Micros }),
  unknownPriceContenders: z.array(z.string()),
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
  /** null where no contender has been timed before. */
  duration: z.strictObject({ lowMs: z.number(), highMs: z.number(), basis: z.string() }).nullable(),
  /** Samples per contender, and which percentiles that supports. */
  samplesPerContender: z.int(),
  percentiles: z.array(z.strictObject({ percentile: z.number(), shown: z.boolean(), neededCount: z.int() })),
  /** null where there is nothing to compare. */
  advice: PlanAdvice.nullable(),
  /** What will not be sent as asked, for example a parameter that a model does not take, and what is assumed of a price. */
  notes: z.array(z.strictObject({ contenderId: z.string(), text: z.string() })),
  problems: Problems,
})
export type PlanEstimate = z.infer<typeof PlanEstimate>

export const SystemStatus = z.strictObject({
  version: z.string(),
  host: z.enum(['desktop', 'browser', 'command-line']),
  dataDirectory: z.string(),
  trialCount: z.int(),
  runningTrialIds: z.array(z.string()),
})
export type SystemStatus = z.infer<typeof SystemStatus>

/**
 * Everything a door can ask of the workbench. A procedure is `noun.verb`; one without a handler does not compile.
 * Pictures, thumbnails and reports do not cross here: they are plain GETs of the same handler
 * (`/images/<sha256>`, `/thumbnails/<sha256>`, `/reports/<trialId>/report.html`).
 */
export const contract = {
  account,
  claim,
  picture,
  rental,
  price,
  vault,
  workflow,
  system: { status: procedure.output(SystemStatus) },
  provider: { list: procedure.output(z.array(ProviderSummary)) },
  prompt: {
    /** The packs that ship with Assay. */
    packs: procedure.output(z.array(z.strictObject({ id: z.string(), name: z.string(), prompts: z.array(Prompt) }))),
  },
  plan: {
    /** A plan of practice contenders, ready to be started or changed. */
    practice: procedure.output(Plan),
    estimate: procedure.input(Plan).output(PlanEstimate),
  },
  trial: {
    start: procedure.input(Plan).output(byTrial),
    list: procedure
      .input(z.strictObject({ limit: z.int().min(1).max(200).default(50), offset: z.int().min(0).default(0) }))
      .output(z.strictObject({ trials: z.array(TrialSummary), total: z.int() })),
    get: procedure.input(byTrial).output(Trial),
    progress: procedure.input(byTrial).output(TrialProgress),
    /** Starts with where the trial stands and all that has landed, then follows it until it has settled and its pictures are examined. */
    watch: procedure.input(byTrial).output(eventIterator(TrialEvent)),
    /** Stops new work at once and aborts what is in flight. */
    cancel: procedure.input(byTrial).output(z.strictObject({ cancelled: z.boolean() })),
  },
  sample: {
    /** Every finished sample of a trial, in the order sent. */
    rows: procedure.input(byTrial).output(z.array(SampleRow)),
    get: procedure.input(z.strictObject({ sampleId: z.string() })).output(Sample),
  },
  analysis: { get: procedure.input(byTrial).output(TrialAnalysis) },
  spend: {
    summary: procedure.input(z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/) })).output(SpendSummary),
  },
  report: {
    /** Writes the report and its rows into the data folder, and says where. */
    write: procedure
      .input(byTrial)
      .output(z.strictObject({ report: z.string(), json: z.string(), csv: z.string(), sizeBytes: z.int() })),
  },
}
export type Contract = typeof contract
