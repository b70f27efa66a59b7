import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { account } from './contract/account.ts'
import { budget } from './contract/budget.ts'
import { bundle } from './contract/bundle.ts'
import { check } from './contract/check.ts'
import { claim } from './contract/claim.ts'
import { currency } from './contract/currency.ts'
import { decision } from './contract/decision.ts'
import { instrument } from './contract/instrument.ts'
import { judge } from './contract/judge.ts'
import { mark } from './contract/mark.ts'
import { picture } from './contract/picture.ts'
import { plan } from './contract/plan.ts'
import { price } from './contract/price.ts'
import { procedure } from './contract/procedure.ts'
import { promptSet } from './contract/prompt-set.ts'
import { rental } from './contract/rental.ts'
import { spend } from './contract/spend.ts'
import { vault } from './contract/vault.ts'
import { vote } from './contract/vote.ts'
import { watch } from './contract/watch.ts'
import { workflow } from './contract/workflow.ts'
import { ContenderLatency, TrialAnalysis } from './domain/analysis.ts'
import { ContenderHistory, MeasuredModel, ModelChoice } from './domain/contender-history.ts'
import { TrialCharts } from './domain/chart-analysis.ts'
import { Plan } from './domain/plan.ts'
import { ProviderSummary } from './domain/provider.ts'
import { ExportFormat, ReportFormat, ReportOptions, USUAL_FORMATS, WrittenReport } from './domain/report.ts'
import { FailureClass, Sample } from './domain/sample.ts'
import { SampleRow } from './domain/sample-row.ts'
import { Sitting } from './domain/sitting.ts'
import { TrialComparison } from './domain/trial-comparison.ts'
import { Trial, TrialEvent, TrialProgress, TrialSummary } from './domain/trial.ts'

const byTrial = z.strictObject({ trialId: z.string() })

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
  budget,
  bundle,
  check,
  claim,
  currency,
  decision,
  instrument,
  judge,
  mark,
  picture,
  rental,
  price,
  promptSet,
  spend,
  vault,
  vote,
  watch,
  workflow,
  system: { status: procedure.output(SystemStatus) },
  provider: { list: procedure.output(z.array(ProviderSummary)) },
  plan,
  trial: {
    start: procedure.input(Plan).output(byTrial),
    list: procedure
      .input(z.strictObject({ limit: z.int().min(1).max(200).default(50), offset: z.int().min(0).default(0) }))
      .output(z.strictObject({ trials: z.array(TrialSummary), total: z.int() })),
    get: procedure.input(byTrial).output(Trial),
    progress: procedure.input(byTrial).output(TrialProgress),
    /** Starts with where the trial stands and all that has landed, then follows it until it has settled and its pictures are examined. */
    watch: procedure.input(byTrial).output(eventIterator(TrialEvent)),
    /** Sends nothing new; the sitting ends, and the trial is paused, when what is in flight has ended. */
    pause: procedure.input(byTrial).output(z.strictObject({ pausing: z.boolean() })),
    /** Goes on with a trial that is paused, interrupted, cancelled or failed: jobs at providers are picked up, the rest is asked. */
    resume: procedure.input(byTrial).output(byTrial),
    /** Asks again what gave no picture; the old outcome stays until the new one is in. Refusals only where their class is named. */
    retry: procedure
      .input(
        byTrial.extend({
          contenderIds: z.array(z.string()).min(1).optional(),
          failureClasses: z.array(FailureClass).min(1).optional(),
        }),
      )
      .output(byTrial),
    /** Adds what a plan has beyond a trial that has ended, and asks that alone. The plan must hold all that was measured. */
    extend: procedure.input(byTrial.extend({ plan: Plan })).output(byTrial),
    /** The stretches in which it was run, in their order. */
    sittings: procedure.input(byTrial).output(z.array(Sitting)),
    /** Stops new work at once and aborts what is in flight. */
    cancel: procedure.input(byTrial).output(z.strictObject({ cancelled: z.boolean() })),
  },
  sample: {
    /** Every finished sample of a trial, in the order sent. */
    rows: procedure.input(byTrial).output(z.array(SampleRow)),
    get: procedure.input(z.strictObject({ sampleId: z.string() })).output(Sample),
  },
  analysis: {
    get: procedure.input(byTrial).output(TrialAnalysis),
    /** What charts show beyond it: distributions, the run over time, tries, waits, and how each charge is known. */
    charts: procedure.input(byTrial).output(TrialCharts),
    /** The latencies alone, contender by contender in the order of the plan: there at once, however many samples there are. */
    latency: procedure.input(byTrial).output(z.array(ContenderLatency)),
    /** Two trials, contender by contender, with what makes them not like for like. */
    compare: procedure.input(z.strictObject({ firstId: z.string(), secondId: z.string() })).output(TrialComparison),
    /** The models that any trial has measured. */
    models: procedure.output(z.array(MeasuredModel)),
    /** Latency and cost of one model over its newest trials. */
    history: procedure.input(ModelChoice).output(ContenderHistory),
  },
  report: {
    /** Writes the report into the data folder, and says where. */
    write: procedure
      .input(
        byTrial.extend({
          formats: z
            .array(ReportFormat)
            .min(1)
            .default([...USUAL_FORMATS]),
          ...ReportOptions.shape,
        }),
      )
      .output(WrittenReport),
    /** The report in one format as one file; Markdown as a zip archive with its pictures. */
    export: procedure
      .input(byTrial.extend({ format: ExportFormat, ...ReportOptions.shape }))
      .output(z.strictObject({ file: z.file() })),
    /** The light table of the first so many repeats in one HTML file, for whoever has no Assay. */
    gallery: procedure
      .input(byTrial.extend({ repeats: z.int().min(1) }))
      .output(z.strictObject({ file: z.file(), pictureCount: z.int(), missingCount: z.int() })),
  },
}
export type Contract = typeof contract
