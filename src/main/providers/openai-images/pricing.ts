import type { Charge, Price } from '#shared/domain/price.ts'
import type { Reported } from '#shared/domain/sample.ts'
import { findModel } from '../kit/find-model.ts'
import { fitParameters } from '../kit/fit-parameters.ts'
import { listCharge, unknownCharge } from '../kit/list-charge.ts'
import { multiplyPrice } from '../kit/multiply-price.ts'
import { priceTokens } from '../kit/price-tokens.ts'
import type { Ask, Usage } from '../provider-adapter.ts'
import { descriptor } from './descriptor.ts'
import { describeModel } from './models.ts'

/**
 * OpenAI bills by tokens, and its replies count them: text in, picture in, picture out, each at its own rate for a million.
 * Without a count, or without known rates, the list price of one picture counts, at the size that it is quoted for; it leaves
 * out what goes in, and the evidence says so.
 */
export function priceSample(
  { ask, pictureCount, picturePixels, reported, serviceMs }: Usage,
  price: Price | null,
): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const byTokens = price === null ? null : chargeTokens(price, reported)
  if (byTokens !== null) return byTokens
  const { width, height } = fitParameters(model, ask).values
  const machine = { timeMs: reported.inferenceMs ?? serviceMs, origin: 'measured by Assay' }
  const used = { pictureCount, width, height, steps: null, picturePixels, machine }
  const charge = quotedForOtherSize(price, width, height) ?? listCharge(model, price, used, 'listed')
  // Only a price of OpenAI's own is quoted for a size; one that was typed in is taken as it is meant.
  if (charge.amountMicros === null || price?.pictureSize === undefined) return charge
  const input = model.task === 'generate' ? 'the prompt' : 'the prompt and of the input picture'
  return { ...charge, evidence: `${charge.evidence}; the tokens of ${input} come on top` }
}

/**
 * One picture at its list price and, where their rate is known, the tokens of the prompt: a token is a byte at the least. How
 * many tokens an input picture is counted as is not known before, so neither is the cost of an edit.
 */
export function estimateSample(ask: Ask, price: Price | null): Charge {
  const model = findModel(descriptor, ask, describeModel)
  const { width, height } = fitParameters(model, ask).values
  if (price?.pictureSize !== undefined && model.task !== 'generate') {
    return unknownCharge('How many tokens the input picture is billed as is known only after the first one.')
  }
  const used = { pictureCount: 1, width, height, steps: null, machine: null }
  const charge = quotedForOtherSize(price, width, height) ?? listCharge(model, price, used, 'estimated')
  const rate = price?.tokenRates?.textInputUsd
  if (charge.amountMicros === null || rate === undefined) return charge
  const bytes = new TextEncoder().encode(ask.prompt).byteLength
  const promptMicros = multiplyPrice(rate, { numerator: BigInt(bytes), denominator: 1_000_000n })
  if (promptMicros === null) return unknownCharge('The prompt is longer than can be priced.')
  return {
    ...charge,
    amountMicros: charge.amountMicros + promptMicros,
    evidence: `${charge.evidence} + at most ${bytes} tokens of the prompt × $${rate} for a million`,
  }
}

/** By the tokens that the reply told; null where it told none, or the price has no rates. */
function chargeTokens(price: Price, { tokens }: Reported): Charge | null {
  const rates = price.tokenRates
  if (rates === undefined || tokens === null || tokens === undefined) return null
  const priced = priceTokens([
    { count: tokens.textInput, kind: 'text in', usd: rates.textInputUsd },
    { count: tokens.imageInput, kind: 'picture in', usd: rates.imageInputUsd },
    { count: tokens.imageOutput, kind: 'picture out', usd: rates.imageOutputUsd },
  ])
  return { ...priced, basis: 'listed', priceId: price.id }
}

/** A price of one picture is quoted for one size and is no price of another; null where it may be used. */
function quotedForOtherSize(price: Price | null, width: number | null, height: number | null): Charge | null {
  const quoted = price?.pictureSize
  if (quoted === undefined || `${width}x${height}` === quoted) return null
  return unknownCharge(`The price ${price?.id} is that of a picture of ${quoted}; this one has ${width}x${height}.`)
}
