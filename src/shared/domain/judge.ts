import { z } from 'zod'
import { Micros } from '../units/money.ts'
import { Charge } from './price.ts'
import { VoteQuestion } from './vote.ts'

/** By then the 95 % interval of a share reaches one percent to either side at most, and more pairs would tell next to nothing. */
export const MOST_JUDGED_PAIRS = 10_000

/** What any paid account takes without asking to slow down; with a few seconds a call it makes 50 pairs a matter of a minute. */
export const USUAL_CALLS_AT_ONCE = 4
/** Beyond it the answers come no sooner, because servers ask to slow down. */
export const MOST_CALLS_AT_ONCE = 16

const Decimal = z.string().regex(/^\d+(\.\d{1,10})?$/, 'expected dollars such as 0.15')

/** Dollars for a million tokens, as the person who starts a judge has entered them. */
export const JudgePrice = z.strictObject({ inputUsd: Decimal, outputUsd: Decimal })
export type JudgePrice = z.infer<typeof JudgePrice>

/** How a model is asked. */
export const JudgeWire = z.strictObject({
  /** `json-schema`: the server holds the answer to a schema · `text`: for servers that can't; the answer is read all the same. */
  answerAs: z.enum(['json-schema', 'text']).default('json-schema'),
  /** `zero`: as steady as it can be · `default`: for models that take no temperature. */
  temperature: z.enum(['zero', 'default']).default('zero'),
  /** Calls in flight at once at most. */
  concurrency: z.int().min(1).max(MOST_CALLS_AT_ONCE).default(USUAL_CALLS_AT_ONCE),
})
export type JudgeWire = z.infer<typeof JudgeWire>

/** What a judge model is asked to do. */
export const JudgeDraft = JudgeWire.extend({
  trialId: z.string(),
  /** An account's id, `environment:<provider>` or `practice:<provider>`. */
  account: z.string().min(1),
  modelId: z.string().trim().min(1).max(200),
  /** null where it is not known; then `ceilingMicros` is needed. */
  price: JudgePrice.nullable(),
  /** What one call may cost at most; null: follows from the price and the most tokens that a call can take. */
  ceilingMicros: Micros.positive().nullable(),
  questions: z
    .array(VoteQuestion)
    .min(1)
    .refine((questions) => new Set(questions).size === questions.length, 'expected each question once'),
  pairs: z.int().min(1).max(MOST_JUDGED_PAIRS),
  /** What the run may cost at most, its worst cases included. */
  capMicros: Micros.positive(),
})
export type JudgeDraft = z.infer<typeof JudgeDraft>

export const JudgeStatus = z.enum(['running', 'finished', 'stopped', 'failed', 'interrupted'])
export type JudgeStatus = z.infer<typeof JudgeStatus>

/** Pairs of one trial put before one model. Never mixed with votes of people. */
export const JudgeRun = JudgeDraft.extend({
  id: z.string(),
  providerId: z.string(),
  practice: z.boolean(),
  /** Of whatever is left to chance in it: which pairs, and which picture is which. */
  seed: z.int(),
  /** The wording of the question put to the model, see `judge-prompt.ts`. */
  promptVersion: z.int(),
  promptSha256: z.string(),
  /** Longest side to which pictures were reduced, in pixels. */
  pictureSide: z.int(),
  /** Whether prompts of the trial came with pictures that models changed: the judge is shown these as well. */
  givenPictures: z.boolean(),
  /** What a call counts as while it is in flight, and after it where nobody tells what it cost. */
  worstCaseMicros: Micros,
  startedAt: z.iso.datetime(),
  status: JudgeStatus,
  /** Why it stands as it does, for people; null where there is nothing to say. */
  statusReason: z.string().nullable(),
  endedAt: z.iso.datetime().nullable(),
})
export type JudgeRun = z.infer<typeof JudgeRun>

/** Two pictures of one place of the grid. `first` and `second` are theirs by lot; each pair is shown in both orders. */
export const JudgePair = z.strictObject({
  /** In the order planned, from 1. */
  number: z.int().min(1),
  caseIndex: z.int(),
  repeat: z.int(),
  first: z.strictObject({ sampleId: z.string(), contenderId: z.string() }),
  second: z.strictObject({ sampleId: z.string(), contenderId: z.string() }),
})
export type JudgePair = z.infer<typeof JudgePair>

/** Which picture of the pair is shown first. */
export const ShownOrder = z.enum(['as-planned', 'swapped'])
export type ShownOrder = z.infer<typeof ShownOrder>

/**
 * What came of one call. The first three name what was preferred by its place in the call.
 * - `unreadable`: an answer that can't be read · `refused`: the model would not say · `failed`: no answer came; asked again
 * - `interrupted`: in flight when its process died; whether it was answered is not known
 */
export const JudgeFinding = z.enum(['first', 'second', 'tie', 'unreadable', 'refused', 'failed', 'interrupted'])
export type JudgeFinding = z.infer<typeof JudgeFinding>

/** What identifies a call within its run. */
export const JudgeSlot = z.strictObject({ pair: z.int(), question: VoteQuestion, order: ShownOrder })
export type JudgeSlot = z.infer<typeof JudgeSlot>

/** One request to the model: one pair, one question, one order. */
export const JudgeCall = JudgeSlot.extend({
  id: z.string(),
  runId: z.string(),
  askedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime(),
  finding: JudgeFinding,
  /** Why there is no vote, or why the model prefers what it prefers; null where nothing was said. */
  reason: z.string().nullable(),
  /** What the model wrote, or the server where it refused, as it came but cut off; null where nothing came. */
  answer: z.string().nullable(),
  /** As the server counted them; null where it did not. */
  tokens: z.strictObject({ input: z.int(), output: z.int() }).nullable(),
  /** The model that the server says has answered; null where it does not say. */
  answeringModel: z.string().nullable(),
  requestId: z.string().nullable(),
  charge: Charge,
})
export type JudgeCall = z.infer<typeof JudgeCall>
