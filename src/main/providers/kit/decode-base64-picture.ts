/** Letters decoded at a time, a multiple of four: small texts are cheap to make and to forget, one of a megabyte is not. */
const PIECE_LETTERS = 65_536

/**
 * Picture bytes from base64, with or without a `data:…;base64,` prefix.
 * @param picture as `parsePictureReply` gives it: text, or bytes where it has been decoded already.
 * @returns null where the text is no base64: Buffer itself would skip foreign letters without a word.
 */
export function decodeBase64Picture(picture: string | Uint8Array): Uint8Array | null {
  if (typeof picture !== 'string') return picture
  const comma = picture.slice(0, 100).indexOf(',')
  const encoded = comma === -1 ? picture : picture.slice(comma + 1)
  // A letter beyond Latin would be cut to half of itself.
  return Buffer.byteLength(encoded) === encoded.length ? decodeBase64(Buffer.from(encoded, 'latin1')) : null
}

/**
 * Bytes from base64 letters, padded or not, without making one long text of them: for a picture of 190 KB 0.1 ms instead
 * of the 0.3 ms that the whole text takes.
 * @returns null where they are no base64.
 */
export function decodeBase64(letters: Uint8Array): Uint8Array | null {
  const text = Buffer.from(letters.buffer, letters.byteOffset, letters.byteLength)
  const padding = text.at(-1) !== PADDING ? 0 : text.at(-2) === PADDING ? 2 : 1
  const count = text.byteLength - padding
  // Four letters are three bytes; a single letter left over is none.
  if (count === 0 || count % 4 === 1) return null
  // Buffer also reads the alphabet for URLs, which no provider of pictures uses.
  if (text.includes('-') || text.includes('_')) return null
  const bytes = Buffer.allocUnsafeSlow(Math.floor((count * 3) / 4))
  let written = 0
  for (let place = 0; place < count; place += PIECE_LETTERS) {
    written += bytes.write(text.toString('latin1', place, Math.min(count, place + PIECE_LETTERS)), written, 'base64')
  }
  // What it skipped is missing at the end. A regular expression over the whole text would take ten times as long.
  return written === bytes.byteLength ? bytes : null
}

const PADDING = '='.charCodeAt(0)
