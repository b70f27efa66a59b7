/**
 * Picture bytes from base64, with or without a `data:…;base64,` prefix.
 * @returns null where the text is no base64: Buffer itself would skip foreign letters without a word.
 */
export function decodeBase64Picture(text: string): Uint8Array | null {
  const comma = text.slice(0, 100).indexOf(',')
  const encoded = comma === -1 ? text : text.slice(comma + 1)
  if (encoded === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return null
  return Buffer.from(encoded, 'base64')
}
