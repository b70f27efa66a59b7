import type { SentencePart } from '../../domain/decision-evaluation.ts'
import type { DecisionContender } from '../../domain/decision-evidence.ts'
import { named, text } from '../parts.ts'

/** How the one that a sentence is about is called: by a pronoun where the title names no other, else by name. */
export interface Subject {
  /** `It costs` */
  does(verb: string): SentencePart[]
  /** `Its p95 is` */
  has(noun: string, verb: string): SentencePart[]
  /** `A cold start costs`, of the named one `A cold start of A costs` */
  of(noun: string, verb: string): SentencePart[]
}

export function subjectOf(contender: DecisionContender, isNamed: boolean): Subject {
  if (!isNamed) {
    return {
      does: (verb) => [text(`It ${verb} `)],
      has: (noun, verb) => [text(`Its ${noun} ${verb} `)],
      of: (noun, verb) => [text(`${noun} ${verb} `)],
    }
  }
  return {
    does: (verb) => [named(contender), text(` ${verb} `)],
    has: (noun, verb) => [text(`The ${noun} of `), named(contender), text(` ${verb} `)],
    of: (noun, verb) => [text(`${noun} of `), named(contender), text(` ${verb} `)],
  }
}
