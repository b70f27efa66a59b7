import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import { openaiImages } from '#main/providers/openai-images/index.ts'
import type { Price } from '#shared/domain/price.ts'
import type { Reported } from '#shared/domain/sample.ts'
import { canaryAsk } from '../canary.ts'

function priceOf(id: string): Price {
  const price = openaiImages.descriptor.prices.find((candidate) => candidate.id === `openai-images/${id}`)
  if (price === undefined) throw new Error(`No price ${id}.`)
  return price
}

function charge(model: string, price: Price | null, tokens: Reported['tokens'], size = { width: 1024, height: 1024 }) {
  const ask = canaryAsk(model, size)
  const reported = { ...NOTHING_REPORTED, ...(tokens !== undefined && { tokens }) }
  return openaiImages.priceSample({ ask, pictureCount: 1, picturePixels: [], reported, serviceMs: 9000 }, price)
}

/** Every amount here was worked out by hand. */
describe('a charge of OpenAI is right to the micro-dollar', () => {
  it.each([
    // 12 × $5 + 1,767 × $30, for a million each: 60 + 53,010
    [{ textInput: 12, imageInput: 0, imageOutput: 1767 }, 'gpt-image-2:medium', 'gpt-image-2-medium', 53_070],
    // 12 × $5 + 323 × $8 + 1,767 × $30: 60 + 2,584 + 53,010
    [{ textInput: 12, imageInput: 323, imageOutput: 1767 }, 'gpt-image-2:medium:edit', 'gpt-image-2-medium', 55_654],
    // 7 × $2 + 3 × $2.50 + 272 × $8: 14 + 7.5 + 2,176 = 2,197.5, and half a micro-dollar goes up
    [{ textInput: 7, imageInput: 3, imageOutput: 272 }, 'gpt-image-1-mini:low', 'gpt-image-1-mini-low', 2198],
  ] as const)('tokens %o of %s', (tokens, model, priceId, micros) => {
    expect(charge(model, priceOf(priceId), tokens)).toMatchObject({
      amountMicros: micros,
      basis: 'listed',
      priceId: `openai-images/${priceId}`,
    })
  })

  it('shows the arithmetic, and only what was counted', () => {
    const { evidence } = charge('gpt-image-2:low', priceOf('gpt-image-2-low'), {
      textInput: 9,
      imageInput: 0,
      imageOutput: 200,
    })
    expect(evidence).toBe('9 tokens of text in × $5 + 200 tokens of picture out × $30, for a million each')
  })

  it('takes the list price of a picture where the reply counts no tokens, and no rates are known', () => {
    expect(charge('gpt-image-2:high', priceOf('gpt-image-2-high'), null)).toMatchObject({ amountMicros: 211_000 })
    const counted = { textInput: 9, imageInput: 0, imageOutput: 1056 }
    expect(charge('gpt-image-1.5:medium', priceOf('gpt-image-1.5-medium'), counted)).toMatchObject({
      amountMicros: 33_800,
    })
  })

  it('knows no cost for another size than the price is quoted for, unless the tokens are counted', () => {
    const wide = { width: 1536, height: 1024 }
    const unknown = charge('gpt-image-2:medium', priceOf('gpt-image-2-medium'), null, wide)
    expect(unknown).toMatchObject({ amountMicros: null })
    expect(unknown.evidence).toContain('1024x1024')
    const tokens = { textInput: 0, imageInput: 0, imageOutput: 2650 }
    // 2,650 × $30 for a million
    expect(charge('gpt-image-2:medium', priceOf('gpt-image-2-medium'), tokens, wide).amountMicros).toBe(79_500)
    expect(
      openaiImages.estimateSample(canaryAsk('gpt-image-2:medium', wide), priceOf('gpt-image-2-medium')).amountMicros,
    ).toBeNull()
  })

  it('holds back the prompt with the picture, a byte for a token, and knows no worst case of an edit', () => {
    const price = priceOf('gpt-image-2-low')
    const ask = { ...canaryAsk('gpt-image-2:low'), prompt: 'é'.repeat(50) }
    // $0.006 and 100 bytes × $5 for a million
    expect(openaiImages.estimateSample(ask, price)).toMatchObject({ amountMicros: 6500, basis: 'estimated' })
    const edit = openaiImages.estimateSample(canaryAsk('gpt-image-2:medium:edit'), priceOf('gpt-image-2-medium'))
    expect(edit.amountMicros).toBeNull()
    expect(charge('gpt-image-1.5:low', priceOf('gpt-image-1.5-low'), null).evidence).toContain(
      'of the prompt come on top',
    )
  })

  it('does not take the price of one quality for another', () => {
    expect(charge('gpt-image-1.5:low', priceOf('gpt-image-1.5-high'), null).amountMicros).toBeNull()
  })

  it('counts any tokens exactly, also at rates with decimals', () => {
    const price: Price = {
      ...priceOf('gpt-image-2-low'),
      tokenRates: { textInputUsd: '0.1', imageInputUsd: '0.25', imageOutputUsd: '33.3' },
    }
    const count = fc.integer({ min: 0, max: 5_000_000 })
    fc.assert(
      fc.property(count, count, count, (textInput, imageInput, imageOutput) => {
        const { amountMicros } = charge('gpt-image-2:low', price, { textInput, imageInput, imageOutput })
        // In hundredths of a micro-dollar all three rates are whole.
        const hundredths = textInput * 10 + imageInput * 25 + imageOutput * 3330
        expect(amountMicros).toBe(Math.floor((hundredths + 50) / 100))
      }),
    )
  })
})
