import { noMark, type Mark } from '#shared/domain/mark.ts'
import type { Case, Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { CSV_OPTIONS } from '#shared/units/csv-options.ts'
import { stringify } from 'csv-stringify/sync'

type Cell = string | number | boolean | null

interface RowContext {
  trial: Trial
  contender: Contender
  prompt: Case
  mark: Mark
}

/** Columns with their units in their names. Empty means "not known" or "did not happen", never 0. */
const COLUMNS: Readonly<Record<string, (row: SampleRow, context: RowContext) => Cell>> = {
  trial_id: (_, { trial }) => trial.id,
  sample_id: (row) => row.sampleId,
  position: (row) => row.position,
  practice: (_, { contender }) => contender.account === 'practice',
  contender_id: (row) => row.contenderId,
  contender: (_, { contender }) => contender.name,
  provider_id: (_, { contender }) => contender.providerId,
  model_id: (_, { contender }) => contender.modelId,
  case_index: (row) => row.caseIndex,
  prompt_name: (_, { prompt }) => prompt.name,
  prompt: (_, { prompt }) => prompt.prompt,
  negative_prompt: (_, { contender, prompt }) =>
    prompt.parameters.negativePrompt ?? contender.parameters.negativePrompt ?? null,
  prompt_tags: (_, { prompt }) => (prompt.tags ?? []).join('; '),
  role: (row) => row.role,
  stage: (row) => row.stage,
  block: (row) => row.block,
  idle_ms: (row) => row.idleMs,
  repeat: (row) => row.repeat,
  seed: (row) => row.seed,
  started_at: (row) => row.startedAt,
  due_ms: (row) => row.dueMs,
  started_ms: (row) => row.startedMs,
  submitted_ms: (row) => row.submittedMs,
  first_byte_ms: (row) => row.firstByteMs,
  finished_ms: (row) => row.finishedMs,
  latency_ms: (row) => row.latencyMs,
  service_ms: (row) => row.serviceMs,
  held_back_ms: (row) => row.heldBackMs,
  polling_slack_ms: (row) => row.pollingSlackMs,
  digest_ms: (row) => row.digestMs,
  connect_ms: (row) => row.phases.connectMs,
  send_ms: (row) => row.phases.sendMs,
  wait_ms: (row) => row.phases.waitMs,
  polling_ms: (row) => row.phases.pollingMs,
  receive_ms: (row) => row.phases.receiveMs,
  socket_reused: (row) => row.socketReused,
  alpn_protocol: (row) => row.alpnProtocol,
  outcome: (row) => row.outcome,
  failure_class: (row) => row.failureClass,
  failure_message: (row) => row.failureMessage,
  attempts: (row) => row.attempts,
  disturbance: (row) => row.disturbance,
  earlier_outcomes: (row) => row.earlier.map(({ outcome, failureClass }) => failureClass ?? outcome).join(' '),
  earlier_charges_micro_usd: (row) => row.earlier.map(({ chargeMicros }) => chargeMicros ?? 'unknown').join(' '),
  charge_micro_usd: (row) => row.chargeMicros,
  charge_basis: (row) => row.chargeBasis,
  reported_queue_ms: (row) => row.reportedQueueMs,
  reported_inference_ms: (row) => row.reportedInferenceMs,
  reported_seed: (row) => row.reportedSeed,
  reported_cold: (row) => row.reportedCold,
  request_id: (row) => row.requestId,
  image_sha256: (row) => row.image?.sha256 ?? null,
  image_format: (row) => row.image?.format ?? null,
  image_width: (row) => row.image?.width ?? null,
  image_height: (row) => row.image?.height ?? null,
  image_bytes: (row) => row.image?.sizeBytes ?? null,
  image_flags: (row) => row.flags.join(' '),
  image_perceptual_hash: (row) => row.perceptualHash,
  image_pixels_sha256: (row) => row.pixelSha256,
  image_examined: (row) => row.examined,
  stars: (_, { mark }) => mark.stars,
  verdict: (_, { mark }) => mark.verdict,
  tags: (_, { mark }) => mark.tags.join('; '),
  note: (_, { mark }) => mark.note,
  changed_parameters: (row) => row.warnings.map((warning) => warning.parameter).join(' '),
}

/** Every row as CSV (`CSV_OPTIONS`) with a head line, in the order sent. */
export function resultsCsv(trial: Trial, rows: readonly SampleRow[], marks: readonly Mark[]): string {
  const markOf = new Map(marks.map((mark) => [mark.sampleId, mark]))
  const contenders = new Map(trial.plan.contenders.map((contender) => [contender.id, contender]))
  const prompts = new Map(trial.plan.cases.map((prompt) => [prompt.index, prompt]))
  const lines = rows
    .toSorted((left, right) => left.position - right.position)
    .map((row) => {
      const contender = contenders.get(row.contenderId)
      const prompt = prompts.get(row.caseIndex)
      if (contender === undefined || prompt === undefined) {
        throw new Error(`The sample ${row.sampleId} belongs to no contender or prompt of the trial ${trial.id}.`)
      }
      const mark = markOf.get(row.sampleId) ?? noMark(row.sampleId)
      return Object.values(COLUMNS).map((read) => read(row, { trial, contender, prompt, mark }))
    })
  return stringify([Object.keys(COLUMNS), ...lines], CSV_OPTIONS)
}
