import { MOST_CALLS_AT_ONCE, MOST_JUDGED_PAIRS, USUAL_CALLS_AT_ONCE, type JudgeDraft } from '#shared/domain/judge.ts'
import type { VoteQuestion } from '#shared/domain/vote.ts'
import { microsFromUsd } from '#shared/units/money.ts'

/** What stands in the fields of the dialog. */
export interface JudgeFields {
  account: string
  modelId: string
  inputUsd: string
  outputUsd: string
  ceilingUsd: string
  pairs: string
  concurrency: string
  capUsd: string
  questions: readonly VoteQuestion[]
  answerAsText: boolean
  defaultTemperature: boolean
}

export const FIRST_FIELDS: JudgeFields = {
  account: '',
  modelId: '',
  inputUsd: '',
  outputUsd: '',
  ceilingUsd: '',
  pairs: '50',
  concurrency: String(USUAL_CALLS_AT_ONCE),
  capUsd: '1.00',
  questions: ['preferred'],
  answerAsText: false,
  defaultTemperature: false,
}

const DECIMAL = /^\d+(\.\d{1,10})?$/

/** What the fields ask for; null while one is missing or does not fit. Without a cap, for an estimate. */
export function readJudgeFields(trialId: string, fields: JudgeFields): Omit<JudgeDraft, 'capMicros'> | null {
  const { account, modelId, inputUsd, outputUsd, ceilingUsd, pairs, questions } = fields
  const price =
    inputUsd.trim() === '' && outputUsd.trim() === ''
      ? null
      : { inputUsd: inputUsd.trim(), outputUsd: outputUsd.trim() }
  if (price !== null && !(DECIMAL.test(price.inputUsd) && DECIMAL.test(price.outputUsd))) return null
  const ceilingMicros = ceilingUsd.trim() === '' ? null : readCap(ceilingUsd)
  if (ceilingUsd.trim() !== '' && ceilingMicros === null) return null
  if (account === '' || modelId.trim() === '' || questions.length === 0) return null
  const count = readCount(pairs, MOST_JUDGED_PAIRS)
  const concurrency = readCount(fields.concurrency, MOST_CALLS_AT_ONCE)
  if (count === null || concurrency === null) return null
  return {
    trialId,
    account,
    modelId: modelId.trim(),
    price,
    ceilingMicros,
    questions: [...questions],
    pairs: count,
    answerAs: fields.answerAsText ? 'text' : 'json-schema',
    temperature: fields.defaultTemperature ? 'default' : 'zero',
    concurrency,
  }
}

/** A whole number from 1; null where the text says none. */
export function readCount(text: string, most: number): number | null {
  const count = Number(text)
  return Number.isInteger(count) && count >= 1 && count <= most ? count : null
}

/** Dollars above 0 in micro-dollars; null where the text says none. */
export function readCap(text: string): number | null {
  const micros = microsFromUsd(text.trim())
  return micros !== null && micros > 0 ? micros : null
}
