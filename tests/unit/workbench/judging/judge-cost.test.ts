import { expect, test } from 'vitest'
import { chargeAnswer, chargeFailure, worstCaseOf } from '#main/workbench/judging/judge-cost.ts'
import { JUDGE_PROMPT_SHA256 } from '#main/workbench/judging/start-judge.ts'
import { JUDGE_PROMPT } from '#shared/domain/judge-prompt.ts'

const price = { inputUsd: '0.15', outputUsd: '0.60' }

test('tokens times price is rounded twice, or by a binary fraction', () => {
  // 1,111 × $0.15 + 7 × $0.60, for a million each: 166.65 + 4.2 micro-dollars
  expect(chargeAnswer(price, { input: 1111, output: 7 })).toEqual({
    amountMicros: 171,
    basis: 'listed',
    priceId: null,
    evidence: '1111 tokens of the call × $0.15 + 7 tokens of the answer × $0.60, for a million each',
  })
})

test('a cost that nobody knows is written as nothing', () => {
  expect(chargeAnswer(price, null).amountMicros).toBeNull()
  expect(chargeAnswer(null, { input: 1000, output: 10 }).amountMicros).toBeNull()
  expect(chargeFailure({ sent: true, status: 500 }).amountMicros).toBeNull()
  expect(chargeFailure({ sent: true, status: 408 }).amountMicros).toBeNull()
  expect(chargeFailure({ sent: true, status: null }).amountMicros).toBeNull()
  expect(chargeFailure({ sent: true, status: 429 }).amountMicros).toBe(0)
  expect(chargeFailure({ sent: false, status: null }).amountMicros).toBe(0)
})

test('the worst case of a call is less than the dearest model takes, leaves the prompt out, or is made up where nothing is known', () => {
  const questions = ['preferred' as const]
  const lake = { prompt: 'a lake', isGiven: false }
  const draft = { price, ceilingMicros: null, questions }
  const bounded = worstCaseOf(draft, [lake])
  // gpt-4o-mini: 25,501 tokens for each of two pictures, and 1,000 of an answer
  expect(bounded).toBeGreaterThan((2 * 25_501 * 0.15 + 1000 * 0.6) | 0)
  const longer = worstCaseOf(draft, [lake, { prompt: 'x'.repeat(100_000), isGiven: false }])
  expect((longer ?? 0) - (bounded ?? 0)).toBeCloseTo(99_994 * 0.15, -1)
  expect(worstCaseOf({ ...draft, ceilingMicros: 77 }, [lake])).toBe(77)
  expect(worstCaseOf({ ...draft, price: null }, [lake])).toBeNull()
})

test('the worst case of a call leaves out the picture that one of its prompts came with', () => {
  const draft = { price, ceilingMicros: null, questions: ['preferred' as const] }
  const lake = { prompt: 'a lake', isGiven: false }
  const bounded = worstCaseOf(draft, [lake]) ?? 0
  const given = worstCaseOf(draft, [lake, { ...lake, isGiven: true }]) ?? 0
  expect(given - bounded).toBeGreaterThanOrEqual(Math.floor(25_501 * 0.15))
  expect(given - bounded).toBeLessThan(25_501 * 0.15 + 50)
})

test('the wording is changed, and judgements under both are taken for the same', () => {
  expect({ version: JUDGE_PROMPT.version, sha256: JUDGE_PROMPT_SHA256 }).toEqual({
    version: 2,
    sha256: '28017d40481acfab2cca7f8579d2a05981c9ead5c896ea82fcc00245821c05da',
  })
})
