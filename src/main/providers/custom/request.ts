import type { ParameterName } from '#shared/domain/generation.ts'
import type { HttpWorkflow } from '#shared/domain/workflow.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { hostAuthorization, hostOwnHeader } from '../kit/host-credentials.ts'
import {
  pictureAs,
  type Ask,
  type BuiltRequest,
  type PicturePlaceholder,
  type RemoteJob,
  type RequestTemplate,
} from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { replacePlaceholders, sentBy, solePlaceholder } from './placeholders.ts'

/** What the placeholders of one ask stand for; null where nothing is asked. */
type Values = Readonly<Record<string, string | number | PicturePlaceholder | null>>

/** The template of an ask. Plans are checked before, so that any other workflow is a mistake in Assay, and is thrown. */
export function templateOf({ workflow }: Pick<Ask, 'workflow'>): HttpWorkflow {
  if (workflow?.kind !== 'http') throw new Error('An ask came without the template that its model needs.')
  return workflow
}

/** A parameter that the template has no placeholder for is dropped with a warning, like any that a model does not take. */
export function buildSubmit(ask: Ask): BuiltRequest {
  const template = templateOf(ask)
  const { values, warnings } = valuesOf(ask, template)
  const { submit } = template
  const body = submit.body === null ? null : fillObject(submit.body, values)
  return { request: { ...callOf(submit, values), body }, warnings }
}

export function buildPoll(job: RemoteJob, ask: Ask): RequestTemplate {
  const template = templateOf(ask)
  if (template.job === null) throw new Error('The template has no job to ask after.')
  return { ...callOf(template.job.poll, valuesWithJob(ask, template, job)), body: null }
}

/** null where the template does not say how. */
export function buildCancel(job: RemoteJob, ask: Ask): RequestTemplate | null {
  const template = templateOf(ask)
  const cancel = template.job?.cancel ?? null
  return cancel === null ? null : { ...callOf(cancel, valuesWithJob(ask, template, job)), body: null }
}

function valuesWithJob(ask: Ask, template: HttpWorkflow, { jobId }: RemoteJob): Values {
  return { ...valuesOf(ask, template).values, jobId }
}

function valuesOf(ask: Ask, template: HttpWorkflow): { values: Values; warnings: BuiltRequest['warnings'] } {
  const sent = sentBy(template)
  const model = findModel(descriptor, ask)
  const parameters = model.parameters.filter(({ name }: { name: ParameterName }) => sent.has(name))
  const { values, warnings } = fitParameters({ ...model, name: 'the template', parameters }, ask)
  const { loras: _, ...scalars } = values
  const picture = (form: PicturePlaceholder['$picture']) => (ask.picture === null ? null : pictureAs(form))
  const rest = { prompt: ask.prompt, image: picture('data-uri'), imageBase64: picture('base64') }
  return { values: { ...scalars, ...rest }, warnings }
}

/** Method, path and headers of a call with its placeholders filled in; the credentials are the account's. */
function callOf(
  { method, path, headers }: Pick<HttpWorkflow['submit'], 'method' | 'path' | 'headers'>,
  values: Values,
): Omit<RequestTemplate, 'body'> {
  const filled = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, fillText(text, values)]))
  return {
    method,
    path: replacePlaceholders(path, (name) => encodeURIComponent(textOf(values, name))),
    headers: { ...filled, ...hostAuthorization },
    ownHeader: hostOwnHeader,
  }
}

/**
 * Fills in every text at any depth. A text that is nothing but one placeholder becomes the value itself, so that a number stays
 * a number; where nothing is asked for it, its key (or its place in a list) is left out, so that the API takes its own default.
 */
function fillObject(object: Record<string, unknown>, values: Values): Record<string, unknown> {
  const entries = Object.entries(object).map(([name, value]): [string, unknown] => [name, fillValue(value, values)])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

function fillValue(value: unknown, values: Values): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => fillValue(item, values)).filter((item) => item !== undefined)
  }
  if (typeof value === 'object' && value !== null) return fillObject({ ...value }, values)
  if (typeof value !== 'string') return value
  const sole = solePlaceholder(value)
  if (sole === null) return fillText(value, values)
  return values[sole] ?? undefined
}

/** Among other words, what is not asked for leaves nothing behind. */
function fillText(text: string, values: Values): string {
  return replacePlaceholders(text, (name) => textOf(values, name))
}

function textOf(values: Values, name: string): string {
  const value = values[name] ?? ''
  // A picture stands alone in a body: a template that puts it elsewhere does not pass the check.
  return typeof value === 'object' ? '' : String(value)
}
