/** A text on one line: without control characters, and so that it turns nothing round that follows. */
export function harmlessLine(text: string): string {
  const line = endTurns(withoutControls(text).replaceAll(/\s+/g, ' ').trim())
  const [before, after] = isolation(line)
  return `${before}${line}${after}`
}

/** What stands before and after a text of another direction: first strong isolate, and its end. Empty for any other text. */
export function isolation(text: string): [before: string, after: string] {
  return TURNS_ROUND.test(text) ? ['\u2068', '\u2069'] : ['', '']
}

/**
 * A text that turns round nothing but itself: embeddings, overrides and isolates (Unicode Standard Annex 9) that it begins end with it, and
 * ends of what it never began are left out, since they would end whatever it is set into.
 */
export function endTurns(text: string): string {
  if (!TURNS.test(text)) return text
  // What ends each that is open, the innermost last.
  const open: string[] = []
  let ended = ''
  for (const character of text) {
    if (character === END_OF_ISOLATE) {
      const isolate = open.lastIndexOf(END_OF_ISOLATE)
      if (isolate === -1) continue
      ended += open.splice(isolate).slice(1).join('')
    } else if (character === END_OF_EMBEDDING) {
      if (open.at(-1) !== END_OF_EMBEDDING) continue
      open.pop()
    } else if (TURNS.test(character)) {
      open.push(character >= '\u2066' ? END_OF_ISOLATE : END_OF_EMBEDDING)
    }
    ended += character
  }
  return `${ended}${open.toReversed().join('')}`
}

/** The same of every text in a value of plain data. */
export function endTurnsIn<Value>(value: Value): Value {
  if (typeof value === 'string') return endTurns(value) as Value
  if (Array.isArray(value)) return value.map(endTurnsIn) as Value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, endTurnsIn(part)])) as Value
}

const TURNS = /[\u202A-\u202E\u2066-\u2069]/
const END_OF_EMBEDDING = '\u202C'
const END_OF_ISOLATE = '\u2069'

/** Letters that are written from right to left, and characters that turn text round. */
const TURNS_ROUND =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u200F\u202A-\u202E\u2066-\u2069]|[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

/** Without what is no character of a text: controls but for tab and line ends, halves of a pair, and what XML 1.0 has no place for. */
export function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.toWellFormed().replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g, '\uFFFD')
}

/** A text for a terminal, which obeys controls, begins a line again at a lone carriage return, and may turn round what follows. */
export function terminalText(text: string): string {
  return withoutControls(text).replaceAll(/\r(?!\n)|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD')
}

/** The same of something that must not begin a line of its own. */
export function terminalLine(text: string): string {
  return terminalText(text.replaceAll(/\s+/g, ' ').trim())
}

/** JSON in which what a terminal obeys and what turns text round is written by its number; it reads as the same value. */
export function harmlessJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(
    /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
