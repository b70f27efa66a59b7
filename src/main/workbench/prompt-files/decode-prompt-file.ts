import { AssayError } from '#shared/errors.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { countText, figureText } from '#shared/units/count-text.ts'

export const MAXIMUM_FILE_BYTES = 32_000_000
/** Many times the prompts that a set holds, as a prompt in quotes may have several lines. */
const MAXIMUM_LINES = 400_000

/**
 * The text of a file of prompts, without its byte order mark and with `\n` alone between lines. UTF-8, or UTF-16 where a byte
 * order mark says so, as spreadsheets write "Unicode text".
 * @throws AssayError BAD_USAGE where it is too large, or no text: a letter that is read wrong would be drawn wrong
 */
export function decodePromptFile(bytes: Uint8Array, name: string): string {
  if (bytes.length > MAXIMUM_FILE_BYTES) throw tooLarge(name, bytes.length)
  const text = decode(bytes, name).replaceAll(/\r\n?/g, '\n')
  const control = text.indexOf('\0')
  if (control !== -1) {
    throw new AssayError('BAD_USAGE', `${name} is no text: line ${lineAt(text, control)} holds zero bytes. ${SAVE_AS}`)
  }
  const lines = lineAt(text, text.length)
  if (lines > MAXIMUM_LINES) {
    const most = `At most ${figureText(MAXIMUM_LINES)} are read; split the file.`
    throw new AssayError('BAD_USAGE', `${name} has ${countText(lines, 'line')}. ${most}`)
  }
  return text
}

/** @param sizeBytes what it has, where at most `MAXIMUM_FILE_BYTES` are read */
export function tooLarge(name: string, sizeBytes: number): AssayError {
  const most = `At most ${formatBytes(MAXIMUM_FILE_BYTES)} are read; split the file.`
  return new AssayError('BAD_USAGE', `${name} has ${formatBytes(sizeBytes)}. ${most}`)
}

const SAVE_AS = 'Save it as UTF-8 text.'

function decode(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    const known = new TextDecoder(encoding).decode(bytes).replaceAll(/\r\n?/g, '\n')
    const line = lineAt(known, known.indexOf('\u{FFFD}'))
    throw new AssayError('BAD_USAGE', `${name} is not ${encoding.toUpperCase()}: see line ${line}. ${SAVE_AS}`, {
      cause,
    })
  }
}

/** The number of the line, from 1, in which a character stands. */
function lineAt(text: string, index: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1
  return line
}
