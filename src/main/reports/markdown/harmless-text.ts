/** A text on one line: without control characters, and so that it turns nothing round that follows. */
export function harmlessLine(text: string): string {
  const line = withoutControls(text).replaceAll(/\s+/g, ' ').trim()
  const [before, after] = isolation(line)
  return `${before}${line}${after}`
}

/** What stands before and after a text of another direction: first strong isolate, and its end. Empty for any other text. */
export function isolation(text: string): [before: string, after: string] {
  return TURNS_ROUND.test(text) ? ['\u2068', '\u2069'] : ['', '']
}

/** Letters that are written from right to left, and characters that turn text round. */
const TURNS_ROUND =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u200F\u202A-\u202E\u2066-\u2069]|[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u

export function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g, '\uFFFD')
}
