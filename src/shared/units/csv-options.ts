import { withoutControls } from './harmless-text.ts'

/**
 * How every CSV file of numbers is written (options of `csv-stringify`), after RFC 4180: CRLF, quotes doubled. A cell that a spreadsheet
 * would take for a formula (it begins with = + - @, a tab or a carriage return) gets a leading apostrophe; numbers stay numbers. Control
 * characters, which no cell can show and a terminal would obey, are replaced; JSON has every text to the letter.
 */
export const CSV_OPTIONS = {
  record_delimiter: 'windows',
  escape_formulas: true,
  // Of itself it quotes the line ends that it writes, and not the bare ones of a prompt.
  quoted_match: /[\r\n]/,
  cast: { boolean: String, string: withoutControls },
} as const
