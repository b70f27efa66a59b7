/**
 * How every CSV file of numbers is written (options of `csv-stringify`), after RFC 4180: CRLF, quotes doubled. A cell that a spreadsheet
 * would take for a formula (it begins with = + - @, a tab or a carriage return) gets a leading apostrophe; numbers stay numbers.
 */
export const CSV_OPTIONS = {
  record_delimiter: 'windows',
  escape_formulas: true,
  // Of itself it quotes the line ends that it writes, and not the bare ones of a prompt.
  quoted_match: /[\r\n]/,
  cast: { boolean: String },
} as const
