import type { ParameterRange } from '#shared/domain/generation.ts'
import type { Model } from '#shared/domain/provider.ts'
import { isGptImage, readModelId, type ModelChoice } from './model-id.ts'

const sizes = (...texts: string[]): ParameterRange[] => [
  {
    kind: 'size',
    name: 'width',
    sizes: texts.map((text) => {
      const [width = 0, height = 0] = text.split('x').map(Number)
      return { width, height }
    }),
  },
]

const side = (
  name: 'width' | 'height',
  minimum: number,
  maximum: number,
  multipleOf: number | null,
): ParameterRange => ({
  kind: 'number',
  name,
  integer: true,
  minimum,
  maximum,
  multipleOf,
  default: null,
})

/** Any size in steps of 16 up to 3840 × 2160, for the models from gpt-image-2 on. */
const FREE_SIZE = [side('width', 16, 3840, 16), side('height', 16, 2160, 16)]
const THREE_SIZES = sizes('1024x1024', '1536x1024', '1024x1536')
const format: ParameterRange = { kind: 'choice', name: 'format', choices: ['png', 'jpeg', 'webp'], default: 'png' }
/** JPEG has no transparency. */
const clearFormat: ParameterRange = { kind: 'choice', name: 'format', choices: ['png', 'webp'], default: 'png' }

const NO_SEED = 'OpenAI takes no seed: the same prompt gives another picture each time.'
const UNSURE_TIME =
  'The header openai-processing-ms, where it comes, is kept as the time of the work; OpenAI does not say what it counts.'

/** What is known of a family of OpenAI's models. */
interface Family {
  /** Beginning of the model's name. */
  name: string
  shown: string
  sizes: ParameterRange[]
  cautions: string[]
}

const RETIRED = 'OpenAI retired this model on 2026-05-12; only other servers may still have it.'
const FAMILIES: readonly Family[] = [
  { name: 'gpt-image-1-mini', shown: 'GPT Image 1 mini', sizes: THREE_SIZES, cautions: [] },
  { name: 'gpt-image-1.5', shown: 'GPT Image 1.5', sizes: THREE_SIZES, cautions: [] },
  {
    name: 'gpt-image-1',
    shown: 'GPT Image 1',
    sizes: THREE_SIZES,
    cautions: ['OpenAI shut this model down on 2026-10-23.'],
  },
  {
    name: 'gpt-image-2.',
    shown: 'GPT Image',
    sizes: FREE_SIZE,
    cautions: ['The parameters are those of the official client’s types; no price was found, so the cost is unknown.'],
  },
  { name: 'gpt-image-2', shown: 'GPT Image 2', sizes: FREE_SIZE, cautions: [] },
  { name: 'dall-e-3', shown: 'DALL·E 3', sizes: sizes('1024x1024', '1792x1024', '1024x1792'), cautions: [RETIRED] },
  { name: 'dall-e-2', shown: 'DALL·E 2', sizes: sizes('256x256', '512x512', '1024x1024'), cautions: [RETIRED] },
]
const UNKNOWN_FAMILY: Family = {
  name: '',
  shown: '',
  sizes: THREE_SIZES,
  cautions: ['Not one of the documented models.'],
}

/**
 * The model behind any id: one of OpenAI's with the words of `readModelId`, or whatever another server calls its own.
 * @returns null where the id has a word that says nothing
 */
export function describeModel(modelId: string): Model | null {
  const choice = readModelId(modelId)
  if (choice === null) return null
  const isOwn = isGptImage(choice.model) || choice.model.startsWith('dall-e-')
  if (!isOwn) return describeForeign(choice)
  if (!isGptImage(choice.model) && (choice.edit || choice.transparent)) return null
  const family = FAMILIES.find(({ name }) => choice.model.startsWith(name)) ?? UNKNOWN_FAMILY
  return {
    ...base(modelId, nameOf(choice, family), choice.model),
    task: !choice.edit ? 'generate' : choice.transparent ? 'remove-background' : 'image-to-image',
    parameters: [...family.sizes, ...(isGptImage(choice.model) ? [choice.transparent ? clearFormat : format] : [])],
    cautions: [NO_SEED, UNSURE_TIME, ...family.cautions, ...cautionsOf(choice, family)],
  }
}

function describeForeign({ model }: ModelChoice): Model {
  return {
    ...base(model, model, model),
    task: 'generate',
    // No bound of its own is known: what does not fit is the server's to refuse.
    parameters: [side('width', 64, 4096, null), side('height', 64, 4096, null)],
    cautions: [
      'A model of another server that speaks OpenAI’s images contract. Assay sends prompt, size and model, and asks for base64: what else the server takes is not known, so a seed is not sent either.',
      'Some such servers ignore the size; the size of each picture is read from its bytes.',
      UNSURE_TIME,
    ],
  }
}

function base(id: string, name: string, family: string): Omit<Model, 'task' | 'parameters' | 'cautions'> {
  return {
    id,
    name,
    family,
    workflow: null,
    execution: 'synchronous',
    pollIntervalMs: null,
    maximumConcurrency: null,
    defaultPriceId: null,
  }
}

function nameOf({ model, quality, edit, transparent }: ModelChoice, { name, shown }: Family): string {
  const rest = model.slice(name.length).replaceAll('-', ' ').trim()
  const called = name.endsWith('.') ? `${shown} 2.${rest}` : `${shown}${shown === '' || rest === '' ? '' : ' '}${rest}`
  const task = edit ? (transparent ? ', background removed' : ', edit') : transparent ? ', transparent' : ''
  return `${called}${quality === null ? '' : ` (${quality})`}${task}`
}

function cautionsOf({ model, quality, edit, transparent }: ModelChoice, { sizes: taken }: Family): string[] {
  return [
    ...(quality === null ? ['The quality is left to the server (“auto”), and with it the price.'] : []),
    ...(taken === FREE_SIZE
      ? [
          'Sides may be no more than 1 to 3 apart, and the server has further bounds that are not documented; above 2560 × 1440 is experimental.',
        ]
      : []),
    ...(transparent && edit
      ? ['The picture is drawn anew without its background: the subject may change. It is no cut-out.']
      : []),
    ...(transparent && model.startsWith('gpt-image-2') && !model.startsWith('gpt-image-2.')
      ? ['A transparent background is in preview with this model.']
      : []),
    ...(edit ? ['The tokens of the input picture are billed on top.'] : []),
  ]
}
