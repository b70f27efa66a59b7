import { roundHalfUp } from '../round-half-up.ts'

/** What the simulated server knows of a model: tokens of a picture of 1024 × 1024, and dollars for a million of each kind. */
interface Tariff {
  outputTokens: Readonly<Record<string, number>>
  /** Tenths of a dollar for a million tokens; null where no price is known. */
  tenths: { textInput: number; imageInput: number; imageOutput: number } | null
  /** Micro-dollars of one picture of 1024 × 1024 that is drawn from a prompt, where only that is known. */
  pictureMicros: Readonly<Record<string, number>> | null
}

const OLDER_TOKENS = { low: 272, medium: 1056, high: 4160 }
/** Such that a picture costs what OpenAI’s examples say: $0.006, $0.053, $0.211 at $30 for a million. */
const NEWER_TOKENS = { low: 200, medium: 1767, high: 7033, xhigh: 9000, max: 12_000 }

const TARIFFS: Readonly<Record<string, Tariff>> = {
  'gpt-image-1-mini': {
    outputTokens: OLDER_TOKENS,
    tenths: { textInput: 20, imageInput: 25, imageOutput: 80 },
    pictureMicros: null,
  },
  'gpt-image-1.5': {
    outputTokens: OLDER_TOKENS,
    tenths: null,
    pictureMicros: { low: 8700, medium: 33_800, high: 133_000 },
  },
  'gpt-image-2': {
    outputTokens: NEWER_TOKENS,
    tenths: { textInput: 50, imageInput: 80, imageOutput: 300 },
    pictureMicros: null,
  },
  'gpt-image-2.5-sunburst': { outputTokens: NEWER_TOKENS, tenths: null, pictureMicros: null },
  'gpt-image-2.5-flare': { outputTokens: NEWER_TOKENS, tenths: null, pictureMicros: null },
}

export interface Work {
  model: string
  quality: string
  prompt: string
  width: number
  height: number
  count: number
  /** Pixels of the pictures that came along. */
  inputPixels: number
}

export interface Bill {
  usage: {
    input_tokens: number
    input_tokens_details: { text_tokens: number; image_tokens: number }
    output_tokens: number
    output_tokens_details: { image_tokens: number; text_tokens: number }
    total_tokens: number
  }
  /** Null where no price is known. */
  costMicros: number | null
}

export function isTokenModel(model: string): boolean {
  return Object.hasOwn(TARIFFS, model)
}

/** Counts the tokens of a call, roughly as OpenAI does, and what they cost; null for a model that is not billed by tokens. */
export function billFor(work: Work): Bill | null {
  const tariff = TARIFFS[work.model]
  if (tariff === undefined) return null
  const area = (work.width * work.height) / (1024 * 1024)
  const textTokens = Math.ceil(work.prompt.length / 4)
  const imageTokens = Math.ceil((work.inputPixels / (1024 * 1024)) * 323)
  const perPicture = tariff.outputTokens[work.quality] ?? OLDER_TOKENS.medium
  const outputTokens = Math.round(perPicture * area) * work.count
  const { tenths, pictureMicros } = tariff
  const costMicros =
    tenths !== null
      ? roundHalfUp(
          textTokens * tenths.textInput + imageTokens * tenths.imageInput + outputTokens * tenths.imageOutput,
          10,
        )
      : area === 1 && work.width === 1024 && work.inputPixels === 0
        ? multiply(pictureMicros?.[work.quality], work.count)
        : null
  return {
    usage: {
      input_tokens: textTokens + imageTokens,
      input_tokens_details: { text_tokens: textTokens, image_tokens: imageTokens },
      output_tokens: outputTokens,
      output_tokens_details: { image_tokens: outputTokens, text_tokens: 0 },
      total_tokens: textTokens + imageTokens + outputTokens,
    },
    costMicros,
  }
}

function multiply(micros: number | undefined, count: number): number | null {
  return micros === undefined ? null : micros * count
}
