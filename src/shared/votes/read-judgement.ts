import { z } from 'zod'
import type { JudgeFinding } from '../domain/judge.ts'

export interface Judgement {
  finding: Extract<JudgeFinding, 'first' | 'second' | 'tie' | 'unreadable'>
  reason: string | null
}

const Answer = z.object({ answer: z.enum(['first', 'second', 'tie']), reason: z.string().nullish() })

/** An answer of one word, where a model keeps to no form. A sentence is not guessed at: "not the second" names it as well. */
const WORDS: ReadonlyMap<string, Judgement['finding']> = new Map([
  ['first', 'first'],
  ['the first', 'first'],
  ['first picture', 'first'],
  ['the first picture', 'first'],
  ['1', 'first'],
  ['second', 'second'],
  ['the second', 'second'],
  ['second picture', 'second'],
  ['the second picture', 'second'],
  ['2', 'second'],
  ['tie', 'tie'],
  ['a tie', 'tie'],
])

/** What a model answered, from its own text. */
export function readJudgement(text: string): Judgement {
  const json = readObject(text)
  const parsed = Answer.safeParse(json)
  if (parsed.success) return { finding: parsed.data.answer, reason: parsed.data.reason ?? null }
  const word = WORDS.get(
    text
      .trim()
      .replaceAll(/^["'*`]+|["'*`.!]+$/g, '')
      .toLowerCase(),
  )
  if (word !== undefined) return { finding: word, reason: null }
  return { finding: 'unreadable', reason: unreadable(text, json) }
}

/** JSON, bare or in a fence of Markdown. */
function readObject(text: string): unknown {
  const bare = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text
  try {
    return JSON.parse(bare)
  } catch {
    return undefined
  }
}

function unreadable(text: string, json: unknown): string {
  if (text.trim() === '') return 'The answer is empty.'
  return json === undefined
    ? 'The answer is neither the JSON asked for nor one of its words.'
    : 'The answer is JSON that names neither first, second nor tie.'
}
