import sharp from 'sharp'

export interface InputPicture {
  bytes: Buffer<ArrayBuffer>
  width: number
  height: number
  format: 'png' | 'jpeg' | 'webp'
}

/** The largest picture that simulators take in: 64 megapixels. */
const MAXIMUM_PIXELS = 64_000_000

/**
 * A picture as a caller sent it: its bytes, or base64 with or without `data:…;base64,`.
 * @returns null where it is no picture that can be decoded; a provider has its own words for that
 */
export async function readInputPicture(sent: string | Uint8Array): Promise<InputPicture | null> {
  const bytes =
    typeof sent === 'string' ? Buffer.from(sent.replace(/^data:[^,]{0,100},/, ''), 'base64') : Buffer.from(sent)
  try {
    const picture = sharp(bytes, { limitInputPixels: MAXIMUM_PIXELS, failOn: 'error' })
    const { width, height, format } = await picture.metadata()
    if (format !== 'png' && format !== 'jpeg' && format !== 'webp') return null
    // The header alone promises much: only decoding shows whether the picture is whole.
    await picture.stats()
    return { bytes, width, height, format }
  } catch {
    return null
  }
}
