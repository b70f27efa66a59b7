import sharp from 'sharp'
import { z } from 'zod'
import { INVALID_REQUEST, type Refusal } from './refusal.ts'

/**
 * The models that see. `practice/judge` takes faults behind its name, each with the share of calls that it strikes:
 * `practice/judge:first=0.3,garbage=0.05`. `gpt-5` is as particular about its parameters as OpenAI's is.
 */
export const JUDGE_MODELS = ['gpt-5', 'practice/judge'] as const

const FAULTS = ['first', 'garbage', 'refusal', 'uncounted', 'server-error'] as const
/** `first`: names the first place, whatever is to be seen · `uncounted`: tells no tokens. */
export type JudgeFault = (typeof FAULTS)[number]

/** Contrasts that differ by less are alike, as a share of the larger one. */
const ALIKE = 0.02

const Body = z.strictObject({
  model: z.string(),
  messages: z.array(
    z.strictObject({
      role: z.enum(['system', 'developer', 'user']),
      content: z.union([
        z.string(),
        z.array(
          z.discriminatedUnion('type', [
            z.strictObject({ type: z.literal('text'), text: z.string() }),
            z.strictObject({
              type: z.literal('image_url'),
              image_url: z.strictObject({ url: z.string(), detail: z.enum(['auto', 'low', 'high']).optional() }),
            }),
          ]),
        ),
      ]),
    }),
  ),
  temperature: z.number().min(0).max(2).nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  response_format: z
    .strictObject({
      type: z.literal('json_schema'),
      json_schema: z.strictObject({ name: z.string(), strict: z.boolean(), schema: z.record(z.string(), z.unknown()) }),
    })
    .nullish(),
})

export interface JudgeQuestion {
  model: string
  faults: Readonly<Partial<Record<JudgeFault, number>>>
  text: string
  /** What the two were made from; null where only they were sent. */
  given: Buffer | null
  pictures: [Buffer, Buffer]
}

/** What a call asks, or why it is refused. */
export function readJudgeBody(body: unknown): { ok: true; asked: JudgeQuestion } | { ok: false; refusal: Refusal } {
  const parsed = Body.safeParse(body)
  if (!parsed.success) return refused(parsed.error.issues[0]?.path.join('.') ?? '', 'Invalid value.')
  const { model, messages, temperature, max_tokens: oldLimit } = parsed.data
  const faults = faultsOf(model)
  if (faults === null) {
    const message = `The model '${model}' does not exist or you do not have access to it.`
    return { ok: false, refusal: { ...INVALID_REQUEST, status: 404, message, code: 'model_not_found' } }
  }
  if (model === 'gpt-5' && temperature != null && temperature !== 1) {
    return refused('temperature', `Unsupported value: 'temperature' does not support ${temperature} with this model.`)
  }
  if (model === 'gpt-5' && oldLimit != null) {
    return refused('max_tokens', "Unsupported parameter: 'max_tokens' is not supported with this model.")
  }
  const parts = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
  const texts = messages.flatMap(({ content }) => (typeof content === 'string' ? [content] : []))
  const pictures = parts.flatMap((part) => (part.type === 'image_url' ? [bytesOf(part.image_url.url)] : []))
  const [first, second] = pictures.slice(-2)
  const [given = null] = pictures.slice(0, -2)
  if (first == null || second == null || pictures.length > 3 || pictures.includes(null)) {
    return refused(
      'messages',
      'This judge compares two pictures, behind the one that they were made from if there is one, each as a data URL.',
    )
  }
  const text = [...texts, ...parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))].join('\n')
  return { ok: true, asked: { model, faults, text, given, pictures: [first, second] } }
}

/**
 * The truth of this judge: the picture with more contrast (standard deviation of its grey) is the better one, and a tie is one where the
 * two hardly differ.
 * @throws Error where the bytes are no picture
 */
export async function judgeByContrast([first, second]: readonly [Buffer, Buffer]): Promise<'first' | 'second' | 'tie'> {
  const [one, other] = [await contrastOf(first), await contrastOf(second)]
  if (Math.abs(one - other) <= ALIKE * Math.max(one, other)) return 'tie'
  return one > other ? 'first' : 'second'
}

/** As OpenAI counts for its older models: 85 and 170 for each 512-pixel tile of a picture; four letters of text are one. */
export async function countTokens({ text, given, pictures }: JudgeQuestion, answer: string): Promise<[number, number]> {
  const tiles = await Promise.all(
    [...(given === null ? [] : [given]), ...pictures].map(async (picture) => {
      const { width, height } = await sharp(picture).metadata()
      return Math.ceil(width / 512) * Math.ceil(height / 512)
    }),
  )
  const seen = tiles.reduce((sum, count) => sum + 85 + 170 * count, 0)
  return [seen + Math.ceil(text.length / 4), Math.ceil(answer.length / 4)]
}

async function contrastOf(picture: Buffer): Promise<number> {
  const { channels } = await sharp(picture).greyscale().stats()
  const [grey] = channels
  if (grey === undefined) throw new Error('A picture has no channel.')
  return grey.stdev
}

/** null for a model that there is not. */
function faultsOf(model: string): JudgeQuestion['faults'] | null {
  const [name = '', faults = ''] = model.split(/:(.*)/s)
  if (!(JUDGE_MODELS as readonly string[]).includes(name)) return null
  const shares = faults === '' ? [] : faults.split(',').map((fault) => fault.split('='))
  const known = shares.every(
    ([fault = '', share = '']) => (FAULTS as readonly string[]).includes(fault) && /^(0(\.\d+)?|1)$/.test(share),
  )
  return known ? Object.fromEntries(shares.map(([fault = '', share]) => [fault, Number(share)])) : null
}

function bytesOf(url: string): Buffer | null {
  const base64 = /^data:image\/(?:png|jpeg|webp);base64,([A-Za-z0-9+/]+=*)$/.exec(url)?.[1]
  return base64 === undefined ? null : Buffer.from(base64, 'base64')
}

function refused(param: string, message: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { ...INVALID_REQUEST, message, param, code: 'unsupported_value' } }
}
