import type { Model } from '#shared/domain/provider.ts'
import type { HttpWorkflow, WorkflowContent } from '#shared/domain/workflow.ts'
import {
  FREE_TEXTS,
  PICTURE_PLACEHOLDERS,
  PLACEHOLDERS,
  placeholdersIn,
  sentBy,
  solePlaceholder,
  textsOf,
  type TemplateText,
} from './placeholders.ts'

interface Problem {
  path: string
  message: string
}

/** Headers that hold credentials, and those that the client itself writes. */
const NOT_IN_A_TEMPLATE: ReadonlyMap<string, string> = new Map([
  ...['authorization', 'proxy-authorization', 'cookie', 'x-api-key', 'api-key'].map(
    (name) =>
      [
        name,
        'is a credential: enter it with the account, where it is kept encrypted, and not in the template.',
      ] as const,
  ),
  ...['host', 'content-length', 'transfer-encoding', 'connection', 'upgrade', 'expect', 'content-type'].map(
    (name) => [name, 'is written by Assay itself: leave it out.'] as const,
  ),
])

/** Why a template can't be used for a model, one sentence a problem, with its place in the template. */
export function checkWorkflow(workflow: WorkflowContent, model: Pick<Model, 'name' | 'task'>): Problem[] {
  if (workflow.kind !== 'http') {
    const message = `${model.name} is asked by a template of HTTP calls, and this workflow is none. Choose another one.`
    return [{ path: 'kind', message }]
  }
  const { submit, job } = workflow
  return [
    ...checkCall('submit', submit, { jobId: false }),
    ...checkMethod(submit),
    ...(job === null ? [] : checkJob(workflow, job)),
    ...checkSubject(workflow, model),
  ]
}

function checkCall(
  at: string,
  call: { path: string; headers: Record<string, string>; body?: Record<string, unknown> | null },
  allowed: { jobId: boolean },
): Problem[] {
  return [
    ...checkPath(`${at}.path`, call.path),
    ...Object.keys(call.headers).flatMap((name) => checkHeaderName(`${at}.headers.${name}`, name)),
    ...textsOf(at, call).flatMap((text) => checkPlaceholders(text, allowed)),
  ]
}

function checkPath(path: string, text: string): Problem[] {
  if (/^\/(?![/\\])/.test(text) && !/[\s\\]/.test(text.replaceAll(/\{\{[^{}]*\}\}/g, ''))) return []
  return [
    { path, message: 'A path begins with one slash and is joined to the base URL of the account, such as /v1/images.' },
  ]
}

function checkHeaderName(path: string, name: string): Problem[] {
  const reason = NOT_IN_A_TEMPLATE.get(name.toLowerCase())
  if (reason !== undefined) return [{ path, message: `The header ${name} ${reason}` }]
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)
    ? []
    : [{ path, message: 'The name of a header holds letters, digits and dashes only.' }]
}

function checkPlaceholders({ path, text, place }: TemplateText, { jobId }: { jobId: boolean }): Problem[] {
  if (place === 'header' && !/^[\t\u{20}-\u{7e}]*$/u.test(text)) {
    return [{ path, message: 'A header holds plain ASCII on one line only.' }]
  }
  return placeholdersIn(text).flatMap((name): Problem[] => {
    if (!PLACEHOLDERS.has(name)) {
      return [{ path, message: `There is no placeholder {{${name}}}. Known: ${[...PLACEHOLDERS].join(', ')}.` }]
    }
    if (name === 'jobId' && !jobId) {
      return [{ path, message: 'The job has no id before it is submitted, so {{jobId}} means nothing here.' }]
    }
    if (isPicture(name) && (place !== 'body' || solePlaceholder(text) === null)) {
      return [
        {
          path,
          message: `The picture can only be a text of the body of its own, so {{${name}}} must stand alone there.`,
        },
      ]
    }
    if (place === 'header' && FREE_TEXTS.has(name)) {
      return [{ path, message: `{{${name}}} may hold any letter, and a header may not: put it into the body.` }]
    }
    return []
  })
}

function checkMethod({ method, body }: HttpWorkflow['submit']): Problem[] {
  return method === 'GET' && body !== null
    ? [{ path: 'submit.body', message: 'A GET has no body: use POST, or put the values into the path.' }]
    : []
}

function checkJob({ picture }: HttpWorkflow, job: NonNullable<HttpWorkflow['job']>): Problem[] {
  const problems = checkCall('job.poll', job.poll, { jobId: true })
  if (job.cancel !== null) problems.push(...checkCall('job.cancel', job.cancel, { jobId: true }))
  for (const [name, call] of [
    ['poll', job.poll] as const,
    ...(job.cancel === null ? [] : [['cancel', job.cancel] as const]),
  ]) {
    if (textsOf(`job.${name}`, call).some(({ text }) => placeholdersIn(text).includes('jobId'))) continue
    const message = 'Nothing in it says which job is meant: put {{jobId}} into its path.'
    problems.push({ path: `job.${name}.path`, message })
  }
  if (picture.form === 'body') {
    const message =
      'An answer that tells the state of a job is JSON and can’t be the picture itself: say where its address or its base64 is.'
    problems.push({ path: 'picture.form', message })
  }
  const both = job.doneStates.filter((state) => job.failedStates.includes(state))
  if (both.length > 0) {
    problems.push({ path: 'job.failedStates', message: `${both.join(', ')} can’t mean both done and failed.` })
  }
  return problems
}

/** A template without a place for what a case is about would give the same picture each time. */
function checkSubject(workflow: HttpWorkflow, { name, task }: Pick<Model, 'name' | 'task'>): Problem[] {
  const sent = sentBy(workflow)
  const at = workflow.submit.body === null ? 'submit.path' : 'submit.body'
  const problems: Problem[] = []
  if ((task === 'generate' || task === 'image-to-image') && !sent.has('prompt')) {
    problems.push({ path: at, message: `${name} draws from a prompt, and the template has no {{prompt}}.` })
  }
  if (task !== 'generate' && !PICTURE_PLACEHOLDERS.some((picture) => sent.has(picture))) {
    problems.push({
      path: at,
      message: `${name} changes a picture, and the template has neither {{image}} nor {{imageBase64}}.`,
    })
  }
  return problems
}

function isPicture(name: string): boolean {
  return PICTURE_PLACEHOLDERS.some((picture) => picture === name)
}
