/**
 * Picture bytes from base64, with or without a `data:…;base64,` prefix.
 * @returns null where the text is no base64: Buffer itself would skip foreign letters without a word.
 */
export function decodeBase64Picture(text: string): Uint8Array | null {
  const comma = text.slice(0, 100).indexOf(',')
  const encoded = comma === -1 ? text : text.slice(comma + 1)
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0
  const letters = encoded.length - padding
  // Four letters are three bytes; a single letter left over is none.
  if (letters === 0 || letters % 4 === 1) return null
  // Buffer also reads the alphabet for URLs, which no provider of pictures uses, and takes only half of a letter beyond Latin.
  if (encoded.includes('-') || encoded.includes('_') || Buffer.byteLength(encoded) !== encoded.length) return null
  const bytes = Buffer.from(encoded, 'base64')
  // What it skipped is missing at the end. A regular expression over the whole text would take ten times as long.
  return bytes.byteLength === Math.floor((letters * 3) / 4) ? bytes : null
}
