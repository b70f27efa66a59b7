import type { ParameterName } from '#shared/domain/generation.ts'
import type { HttpWorkflow } from '#shared/domain/workflow.ts'

/** Parameters that a template can hold, by the names of their placeholders. LoRAs have no form that all APIs share. */
export const PARAMETER_PLACEHOLDERS = [
  'width',
  'height',
  'steps',
  'guidance',
  'negativePrompt',
  'sampler',
  'strength',
  'scale',
  'format',
  'seed',
] as const satisfies readonly ParameterName[]

/** `image`: the input picture as a data URI · `imageBase64`: as plain base64. */
export const PICTURE_PLACEHOLDERS = ['image', 'imageBase64'] as const

/** All that may stand between `{{` and `}}`. `jobId` only where there is a job. */
export const PLACEHOLDERS: ReadonlySet<string> = new Set([
  'prompt',
  ...PARAMETER_PLACEHOLDERS,
  ...PICTURE_PLACEHOLDERS,
  'jobId',
])

/** What may be anything that a person writes: it is at home in a body, and not in a header. */
export const FREE_TEXTS: ReadonlySet<string> = new Set(['prompt', 'negativePrompt', 'sampler'])

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The names of the placeholders in a text, in order. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')
}

/** The name of the placeholder that a text consists of; null where there is more to it, or less. */
export function solePlaceholder(text: string): string | null {
  const [match] = text.trim().matchAll(PLACEHOLDER)
  return match !== undefined && match[0] === text.trim() ? (match[1] ?? null) : null
}

/** The text with every placeholder replaced. */
export function replacePlaceholders(text: string, replace: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => replace(name))
}

/** A text inside a template, and where it stands. */
export interface TemplateText {
  /** As in `submit.body.input.prompt`. */
  path: string
  text: string
  place: 'path' | 'header' | 'body'
}

/** Every text of a call: its path, its headers' values, and the texts of its body at any depth. */
export function textsOf(
  at: string,
  call: { path: string; headers: Record<string, string>; body?: Record<string, unknown> | null },
): TemplateText[] {
  return [
    { path: `${at}.path`, text: call.path, place: 'path' },
    ...Object.entries(call.headers).map(([name, text]): TemplateText => ({
      path: `${at}.headers.${name}`,
      text,
      place: 'header',
    })),
    ...bodyTexts(`${at}.body`, call.body ?? null),
  ]
}

function bodyTexts(path: string, value: unknown): TemplateText[] {
  if (typeof value === 'string') return [{ path, text: value, place: 'body' }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => bodyTexts(`${path}.${name}`, inner))
}

/** What the submitting call of a template sends, by the names of its placeholders. */
export function sentBy({ submit }: HttpWorkflow): ReadonlySet<string> {
  return new Set(textsOf('submit', submit).flatMap(({ text }) => placeholdersIn(text)))
}
