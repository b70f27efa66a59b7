import type { Prompt } from './prompt.ts'

export interface FilledText {
  /** A placeholder without a value stays as it was written. */
  text: string
  /** Names of placeholders without a value, each once, in the order of the text. */
  missing: string[]
}

const BRACES = /\\\{\{|\{\{([^{}\r\n]*)\}\}/g

/**
 * Puts values where a text has placeholders: `{{ colour }}` becomes the value of `colour`. A backslash before two braces keeps
 * them: `\{{colour}}` becomes `{{colour}}`. Names are matched as they are written, capitals included. Values are put in as they
 * are: braces in a value are no placeholder. Braces that hold no name, or are not closed, are text like any other.
 */
export function fillVariables(text: string, variables: Readonly<Record<string, string>>): FilledText {
  const missing = new Set<string>()
  const filled = text.replaceAll(BRACES, (found: string, inside: string | undefined) => {
    if (inside === undefined) return '{{'
    const name = inside.trim()
    if (name === '') return found
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value !== undefined) return value
    missing.add(name)
    return found
  })
  return { text: filled, missing: [...missing] }
}

/** A text that `fillVariables` turns into the given one, whatever braces that holds. */
export function escapeBraces(text: string): string {
  return text.replaceAll('{{', String.raw`\{{`)
}

export interface FilledPrompt {
  text: string
  /** null where the prompt has none. */
  negativePrompt: string | null
  missing: string[]
}

/** A prompt as it is sent: text and negative prompt, filled by the prompt's own variables. */
export function fillPrompt({ text, negativePrompt, variables = {} }: Prompt): FilledPrompt {
  const filled = fillVariables(text, variables)
  if (negativePrompt === undefined) return { text: filled.text, negativePrompt: null, missing: filled.missing }
  const negative = fillVariables(negativePrompt, variables)
  return {
    text: filled.text,
    negativePrompt: negative.text,
    missing: [...new Set([...filled.missing, ...negative.missing])],
  }
}
