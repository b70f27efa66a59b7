/** How hard the model works on a picture. OpenAI bills each apart, so each is a contender of its own. */
export const QUALITIES = ['low', 'medium', 'high', 'xhigh', 'max', 'standard', 'hd'] as const
export type Quality = (typeof QUALITIES)[number]

export interface ModelChoice {
  /** What the server is told. */
  model: string
  /** null leaves it to the server. */
  quality: Quality | null
  /** The input picture is changed instead of a new one drawn. */
  edit: boolean
  transparent: boolean
}

/** OpenAI's own models. The names of other servers' models are theirs, and are never taken apart. */
const OWN_MODEL = /^(?:gpt-image-|chatgpt-image-|dall-e-)/

/**
 * Takes an Assay model id apart: `gpt-image-2:medium:edit` is the model `gpt-image-2` at medium quality, changing a picture.
 * OpenAI has one id for all qualities and tasks, but a contender is one quality and one task, with one price. The words behind
 * the colons stand in this order: the quality, `edit`, `transparent`.
 * @returns null where a model of OpenAI's has an unknown or misplaced word behind it
 */
export function readModelId(modelId: string): ModelChoice | null {
  const [model = '', ...words] = modelId.split(':')
  if (!OWN_MODEL.test(model)) {
    return modelId.trim() === '' ? null : { model: modelId, quality: null, edit: false, transparent: false }
  }
  const quality = QUALITIES.find((candidate) => candidate === words[0]) ?? null
  if (quality !== null) words.shift()
  const edit = words[0] === 'edit'
  if (edit) words.shift()
  const transparent = words[0] === 'transparent'
  if (transparent) words.shift()
  return words.length === 0 ? { model, quality, edit, transparent } : null
}

/** OpenAI's GPT image models always answer with base64 and know `output_format`; the older ones ask for `response_format`. */
export function isGptImage(model: string): boolean {
  return /^(?:gpt|chatgpt)-image-/.test(model)
}
