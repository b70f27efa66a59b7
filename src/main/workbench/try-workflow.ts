import { callOnce, type CallResult } from '#main/engine/call-once.ts'
import type { InputPicture } from '#main/engine/http/encode-body.ts'
import type { HostAccess } from '#main/engine/ports.ts'
import { createRedact } from '#main/engine/redact-secrets.ts'
import { readPicture } from '#main/images/read-picture.ts'
import type { Ask, PictureSource, ProviderAdapter, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { WorkflowTried, WorkflowTry } from '#shared/contract/workflow-try.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { PlannedStep } from '#shared/domain/planned-contender.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { WorkflowContent } from '#shared/domain/workflow.ts'
import { AssayError, type ErrorCode, type Problem } from '#shared/errors.ts'
import { pinHostKey } from './call-account.ts'
import { checkAccountChoice } from './check-account-choice.ts'
import { findStepModel } from './check-step.ts'
import { checkWorkflow } from './check-workflow.ts'
import type { WorkbenchContext } from './context.ts'
import { openStep } from './open-access.ts'
import type { ReportProblem } from './plan-problem.ts'
import { planSources, type PlanSources } from './plan-sources.ts'
import { showReply, showRequest } from './show-call.ts'

/** A picture takes what it takes, and somebody is watching. */
const TRY_MS = 180_000
const LARGEST_BODY_BYTES = 64_000_000

type Context = Pick<WorkbenchContext, 'accountSecrets' | 'ports' | 'practice' | 'store'>

/** What is tried, with every name in it found. */
interface Tried {
  adapter: ProviderAdapter
  ask: Ask
  baseUrl: string
  access: HostAccess
  /** Sends one request of it. */
  send: (template: RequestTemplate, purpose: 'upload' | 'submit') => Promise<CallResult>
}

/**
 * Sends one request of a workflow, exactly as a trial would, and shows both sides of it. A picture that has to be uploaded is
 * uploaded first. That the server refuses, or can't be reached, is a finding and no error.
 * @throws AssayError INVALID_PLAN, UNKNOWN_PROVIDER, MISSING_CREDENTIAL with what is wrong at which place, or what the vault says
 */
export async function tryWorkflow(
  input: WorkflowTry,
  context: Context,
  signal: AbortSignal | undefined,
): Promise<WorkflowTried> {
  const tried = await prepare(input, context, signal)
  const { adapter, ask } = tried
  const upload = adapter.buildUpload?.(ask) ?? null
  if (upload === null || adapter.readUpload === undefined) return submit(tried, ask)

  const called = await tried.send(upload, 'upload')
  const shown = { step: 'upload' as const, request: show(tried, upload), warnings: [], reply: replyOf(tried, called) }
  if (!called.ok) return { ...shown, readAs: failed(called.failure.message) }
  const uploaded = adapter.readUpload(called.reply, ask)
  return uploaded.ok
    ? submit(tried, { ...ask, uploaded: uploaded.uploaded })
    : { ...shown, readAs: failed(uploaded.failure.message) }
}

async function submit(tried: Tried, ask: Ask): Promise<WorkflowTried> {
  const { request: template, warnings } = tried.adapter.buildSubmit(ask)
  const called = await tried.send(template, 'submit')
  const readAs = called.ok ? read(tried, ask, called) : failed(called.failure.message)
  return { step: 'submit', request: show(tried, template), warnings, reply: replyOf(tried, called), readAs }
}

function show({ adapter, access, baseUrl }: Tried, template: RequestTemplate): WorkflowTried['request'] {
  return showRequest(template, { descriptor: adapter.descriptor, credentials: access.credentials, baseUrl })
}

function replyOf({ access }: Tried, called: CallResult): WorkflowTried['reply'] {
  return called.ok ? showReply(called.reply, called.exchange.totalMs, access.credentials) : null
}

function read(
  { adapter, access }: Tried,
  ask: Ask,
  { reply }: Extract<CallResult, { ok: true }>,
): WorkflowTried['readAs'] {
  const reading = adapter.readSubmit(reply, ask)
  if (reading.state === 'failed') return failed(reading.failure.message)
  const redact = createRedact(access.credentials)
  if (reading.state === 'pending') {
    const jobId = redact(reading.job.jobId)
    const text = `A job with the id ${jobId}. It goes on: a try does not ask after it.`
    return { state: 'pending', text, pictureCount: 0, jobId }
  }
  const { pictures } = reading
  const count = pictures.length === 1 ? 'One picture' : `${pictures.length} pictures`
  const text = `${count}: ${[...new Set(pictures.map(placeOf))].join('; ')}.`
  return { state: 'finished', text, pictureCount: pictures.length, jobId: null }
}

/** Addresses are signed: of one, only the server is told. */
function placeOf(source: PictureSource): string {
  if (source.kind === 'bytes') return 'in the reply itself'
  return source.kind === 'url'
    ? `to be fetched from ${URL.parse(source.url)?.host ?? 'an address'}`
    : 'to be fetched from the same server, with the credentials'
}

function failed(text: string): WorkflowTried['readAs'] {
  return { state: 'failed', text, pictureCount: 0, jobId: null }
}

async function prepare(input: WorkflowTry, context: Context, signal: AbortSignal | undefined): Promise<Tried> {
  const problems: Problem[] = []
  let code: ErrorCode = 'INVALID_PLAN'
  const report: ReportProblem = (path, message, ownCode = 'INVALID_PLAN') => {
    if (problems.length === 0) code = ownCode
    problems.push({ path, message })
  }
  const stop = (): AssayError => new AssayError(code, problems[0]?.message ?? 'This can’t be tried.', { problems })

  const sources = planSources(context)
  const planned = plannedStep(input)
  const found = findStepModel(planned, report)
  if (found === null) throw stop()
  const { adapter, model } = found
  const workflow = findWorkflow(input, planned, { adapter, model }, sources, report)
  const picture = findPicture(input, model, sources, report)
  const account = checkAccountChoice(planned, adapter, sources, report)
  if (problems.length > 0 || account === null) throw stop()

  const { place, hostAccess } = await openStep({ account, adapter }, 'account', context)
  const { parameters, prompt, seed } = input
  const rest = { parameters, prompt, seed, workflow, picture, uploaded: null, clientId: null }
  const accountId = account.kind === 'account' ? account.accountId : null
  return {
    adapter,
    ask: { modelId: model.id, ...rest },
    baseUrl: place.baseUrl,
    access: hostAccess,
    send: (template, purpose) =>
      callOnce({
        template,
        ...hostAccess,
        baseUrl: place.baseUrl,
        timeoutMs: TRY_MS,
        largestBodyBytes: LARGEST_BODY_BYTES,
        purpose,
        signal: signal ?? new AbortController().signal,
        ...(picture !== null && { picture: storedPicture(picture, context) }),
        hostKeySeen: (hostKeySha256) => {
          if (accountId !== null) pinHostKey(accountId, hostKeySha256, context.store)
        },
      }),
  }
}

function plannedStep({ provider, model, account, baseUrl, workflow, parameters }: WorkflowTry): PlannedStep {
  return {
    provider,
    model,
    account,
    parameters,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(typeof workflow === 'string' && { workflow }),
  }
}

/** One that is kept is judged as in a plan; one that is still being written by the same rules, without a name. */
function findWorkflow(
  { workflow }: WorkflowTry,
  planned: PlannedStep,
  { adapter, model }: { adapter: ProviderAdapter; model: Model },
  sources: PlanSources,
  report: ReportProblem,
): WorkflowContent | null {
  if (workflow === undefined || typeof workflow === 'string') {
    const found = checkWorkflow(planned, adapter, model, sources, report)
    return found === 'wrong' || found === null ? null : found.content
  }
  if (model.workflow === null) {
    report('workflow', `${model.name} takes no workflow. Leave it out.`)
    return null
  }
  if (workflow.kind !== model.workflow) {
    report(
      'workflow',
      `${model.name} needs a workflow of the kind "${model.workflow}", and this one is "${workflow.kind}".`,
    )
    return null
  }
  for (const { path, message } of adapter.checkWorkflow?.(workflow, model) ?? []) report(`workflow.${path}`, message)
  return workflow
}

function findPicture(
  { picture }: WorkflowTry,
  model: Model,
  sources: PlanSources,
  report: ReportProblem,
): ImageRecord | null {
  if (model.task === 'generate') return null
  if (picture === undefined) {
    report('picture', `${model.name} changes a picture. Give one.`)
    return null
  }
  const record = sources.picture(picture)
  if (record === null) report('picture', 'There is no such picture in this data folder. Add it first.')
  return record
}

function storedPicture(image: ImageRecord, { store }: Context): InputPicture {
  return { format: image.format, read: async (form) => readPicture({ image, form }, store.files) }
}
