import { figureText } from '#shared/units/count-text.ts'
import { OPENING_BYTES, openingText } from './attempt-log.ts'
import type { Redact } from './redact-secrets.ts'

/** The most characters that are kept of an answer's beginning and of its end. */
const OPENING_LENGTH = 4000
const CLOSING_LENGTH = 2000
const CLOSING_BYTES = 4 * CLOSING_LENGTH
/** Characters at a cut that are not kept: a credential that was cut in two would not be known there. */
const CUT_LENGTH = 1000

/** Both ends of a reply's body, copied, since the body itself is handed on. */
export interface ReplyEnds {
  opening: Uint8Array
  closing: Uint8Array
  byteLength: number
}

/** @param body of which both ends may be the same bytes, where it is short */
export function endsOf(body: Uint8Array): ReplyEnds {
  const { byteLength } = body
  const closingFrom = Math.max(0, byteLength - CLOSING_BYTES)
  return { opening: body.slice(0, OPENING_BYTES), closing: body.slice(closingFrom), byteLength }
}

/**
 * A provider's answer as it may be kept: as it came, but credentials are blackened, a long run without a space (a picture in base64)
 * stands as its length, and an address is without its query, which is often a key to the picture for a while. Of a long answer both ends.
 * @returns null where the body is not text: then it is the picture itself
 */
export function answerExcerpt({ opening, closing, byteLength }: ReplyEnds, redact: Redact): string | null {
  const beginning = openingText(opening)
  if (beginning === null) return null
  const first = redact(beginning)
  if (byteLength <= OPENING_BYTES && first.length <= OPENING_LENGTH + CLOSING_LENGTH) return shorten(first)
  const isWhole = byteLength <= OPENING_BYTES
  const start = isWhole ? first : first.slice(0, -CUT_LENGTH)
  const end = isWhole ? first : redact(new TextDecoder().decode(closing)).slice(CUT_LENGTH)
  const leftOut = ` … ${figureText(byteLength)} bytes in all … `
  return shorten(start.slice(0, OPENING_LENGTH)) + leftOut + shorten(end.slice(-CLOSING_LENGTH))
}

const LONG_RUN = /[\w+/=-]{300,}/g
const QUERY = /(https?:\/\/[^\s"'<>?\\]+)\?[^\s"'<>]*/g

function shorten(text: string): string {
  return text
    .replaceAll(LONG_RUN, (run) => `(${figureText(run.length)} characters)`)
    .replaceAll(QUERY, (_, address: string) => `${address}?…`)
}
