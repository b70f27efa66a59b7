import { callOnce } from '#main/engine/call-once.ts'
import { createRedact, type Redact } from '#main/engine/redact-secrets.ts'
import type { VisionAsk, VisionReading } from '#main/providers/provider-adapter.ts'
import type { JudgeAnswer } from '#main/store/judge-call-store.ts'
import { judgeWords } from '#shared/domain/judge-prompt.ts'
import type { JudgeRun } from '#shared/domain/judge.ts'
import type { VoteQuestion } from '#shared/domain/vote.ts'
import { readJudgement } from '#shared/votes/read-judgement.ts'
import { chargeAnswer, chargeFailure, MOST_OUTPUT_TOKENS } from './judge-cost.ts'
import type { JudgeAccess } from './judge-access.ts'

/** From asking to the last byte. A model that thinks may take a minute. */
const CALL_MS = 180_000
/** What is kept of an answer, in characters: more than the sentence that was asked for. */
const LONGEST_KEPT = 2000

const ANSWER_SCHEMA = {
  name: 'judgement',
  schema: {
    type: 'object',
    properties: { reason: { type: 'string' }, answer: { type: 'string', enum: ['first', 'second', 'tie'] } },
    required: ['reason', 'answer'],
    additionalProperties: false,
  },
}

export interface JudgeQuestion {
  question: VoteQuestion
  /** What both pictures were made from. */
  prompt: string
  /** The picture that came with the prompt, as JPEG; null where none did. */
  given: Uint8Array | null
  /** As JPEG, the first one first. */
  pictures: readonly [Uint8Array, Uint8Array]
}

/** What came of one call. `again`: it may be asked again, after `retryAfterMs` where the server says so. */
export interface AskedJudge {
  answer: Omit<JudgeAnswer, 'answeredAt'>
  again: boolean
  retryAfterMs: number | null
}

/** The whole of what a judge is told: our own words, the prompt with its picture where it has one, two pictures. */
export function visionAsk(
  run: Pick<JudgeRun, 'modelId' | 'answerAs' | 'temperature'>,
  { question, prompt, given, pictures: [first, second] }: JudgeQuestion,
  atProvider: boolean,
): VisionAsk {
  const words = judgeWords(question, { prompt, isGiven: given !== null })
  return {
    modelId: run.modelId,
    instructions: words.instructions,
    parts: [
      { text: words.request },
      ...(words.given === null || given === null ? [] : [{ text: words.given }, { picture: dataUri(given) }]),
      { text: words.question },
      { text: words.first },
      { picture: dataUri(first) },
      { text: words.second },
      { picture: dataUri(second) },
      { text: words.after },
    ],
    answer: run.answerAs === 'json-schema' ? ANSWER_SCHEMA : null,
    temperature: run.temperature === 'zero' ? 0 : null,
    mostOutputTokens: MOST_OUTPUT_TOKENS,
    atProvider,
  }
}

/** Asks once. Never rejects for anything that a server or a network does. */
export async function askJudge(
  run: JudgeRun,
  asked: JudgeQuestion,
  access: JudgeAccess,
  signal: AbortSignal,
): Promise<AskedJudge> {
  const { baseUrl, credentials, connection, visionCall, hostKeySeen } = access
  const template = visionCall.request(visionAsk(run, asked, access.atProvider))
  const called = await callOnce({ template, credentials, baseUrl, connection, timeoutMs: CALL_MS, signal, hostKeySeen })
  const redact = createRedact(credentials)
  if (called.ok) return readAnswer(visionCall.read(called.reply), called.reply.status, run, redact)
  const sent = called.exchange !== null && called.exchange.phases.sendMs !== null
  const { class: failureClass, message } = called.failure
  return {
    answer: { ...NOTHING, finding: 'failed', reason: message, charge: chargeFailure({ sent, status: null }) },
    again: failureClass === 'network' || failureClass === 'timeout',
    retryAfterMs: null,
  }
}

const NOTHING = { answer: null, tokens: null, answeringModel: null, requestId: null }

function readAnswer(reading: VisionReading, status: number, run: JudgeRun, redact: Redact): AskedJudge {
  if (reading.state === 'failed') {
    const { failure, words } = reading
    const told = words === null ? '' : ` The server says: ${cut(redact(words))}`
    const answer: AskedJudge['answer'] = {
      ...NOTHING,
      finding: 'failed',
      reason: `${failure.message}${told}`,
      requestId: reading.requestId,
      charge: chargeFailure({ sent: true, status }),
    }
    return { answer, again: failure.retryable, retryAfterMs: failure.retryAfterMs }
  }
  const { text, tokens, answeringModel, requestId, state } = reading
  const kept = text === '' ? null : cut(redact(text))
  const charge =
    state === 'refused' && status !== 200 ? chargeFailure({ sent: true, status }) : chargeAnswer(run.price, tokens)
  const told = { answer: kept, tokens, answeringModel, requestId, charge }
  if (state === 'refused') {
    return { answer: { ...told, finding: 'refused', reason: REFUSED }, again: false, retryAfterMs: null }
  }
  const { finding, reason } = readJudgement(text)
  const without = finding === 'unreadable' && reading.cutOff ? CUT_OFF : reason
  return {
    answer: { ...told, finding, reason: without === null ? null : cut(redact(without)) },
    again: false,
    retryAfterMs: null,
  }
}

const REFUSED = 'The model, or a filter before it, refused to answer.'
const CUT_OFF = `The answer was cut off at ${MOST_OUTPUT_TOKENS} tokens.`

function cut(text: string): string {
  return text.length <= LONGEST_KEPT ? text : `${text.slice(0, LONGEST_KEPT)} …`
}

function dataUri(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`
}
