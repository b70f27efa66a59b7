import { priceTokens } from '#main/providers/kit/price-tokens.ts'
import { judgeWords } from '#shared/domain/judge-prompt.ts'
import type { JudgeDraft, JudgePrice } from '#shared/domain/judge.ts'
import type { Charge } from '#shared/domain/price.ts'
import { NEVER_SENT } from '#shared/economics/sum-charges.ts'
import type { Micros } from '#shared/units/money.ts'

/** Longest side of a picture that is sent, in pixels. */
export const JUDGE_PICTURE_SIDE = 1024

/** Room for a sentence of reasons; a model that thinks before it answers needs most of it. */
export const MOST_OUTPUT_TOKENS = 1000

/**
 * The dearest count that is known of one picture of that size: gpt-4o-mini, 2,833 tokens and 5,667 for each of four tiles of 512 pixels;
 * others take between 85 and 6,404 (docs.together.ai, vision overview). A server that counts more needs a ceiling.
 */
const MOST_PICTURE_TOKENS = 2833 + 4 * 5667
/** What frames the parts of a call, and the schema of its answer. */
const FRAME_TOKENS = 500

/** What a call is told of besides the pair: the prompt, and whether a picture came with it. */
export type JudgedRequest = Parameters<typeof judgeWords>[1]

/**
 * What one call may cost at most; null where neither price nor ceiling says so.
 * @param requests that the pictures were made from; in text a token is a byte at the least
 */
export function worstCaseOf(
  { price, ceilingMicros, questions }: Pick<JudgeDraft, 'price' | 'ceilingMicros' | 'questions'>,
  requests: readonly JudgedRequest[],
): Micros | null {
  if (ceilingMicros !== null || price === null) return ceilingMicros
  const asked = questions.flatMap((question) =>
    requests.map((request) => {
      const pictureCount = request.isGiven ? 3 : 2
      const words = Object.values(judgeWords(question, request)).join('')
      return pictureCount * MOST_PICTURE_TOKENS + Buffer.byteLength(words)
    }),
  )
  const input = FRAME_TOKENS + Math.max(2 * MOST_PICTURE_TOKENS, ...asked)
  return costOf(price, { input, output: MOST_OUTPUT_TOKENS }).amountMicros
}

export function costOf(
  price: JudgePrice,
  tokens: { input: number; output: number },
): Pick<Charge, 'amountMicros' | 'evidence'> {
  return priceTokens([
    { count: tokens.input, kind: 'the call', usd: price.inputUsd },
    { count: tokens.output, kind: 'the answer', usd: price.outputUsd },
  ])
}

/** An answer, by the tokens that the server counted. Unknown where it counted none or no price was entered. */
export function chargeAnswer(price: JudgePrice | null, tokens: { input: number; output: number } | null): Charge {
  if (tokens === null) return unknown('the server told no tokens')
  if (price === null) {
    return unknown(`${tokens.input} tokens of the call and ${tokens.output} of the answer, and no price was entered`)
  }
  return { ...costOf(price, tokens), basis: 'listed', priceId: null }
}

/**
 * A call without an answer. What was never sent costs nothing, and so does what was turned away before anything was generated (4xx, but
 * for 408: the server had begun). Of all else nobody knows: it may be billed.
 */
export function chargeFailure({ sent, status }: { sent: boolean; status: number | null }): Charge {
  if (!sent) return NEVER_SENT
  if (status !== null && status >= 400 && status < 500 && status !== 408) {
    return { amountMicros: 0, basis: 'listed', priceId: null, evidence: 'turned away, and the price is per token' }
  }
  return unknown('not reported')
}

function unknown(evidence: string): Charge {
  return { amountMicros: null, basis: 'estimated', priceId: null, evidence }
}
