import type { ImageFormat } from '#shared/domain/generation.ts'

const SIGNATURES: readonly { format: ImageFormat; at: number; bytes: readonly number[] }[] = [
  { format: 'jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: 'png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  // "RIFF", four bytes of length, "WEBP"
  { format: 'webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
]

/**
 * The format that the first bytes announce; null for anything else. Asked before the decoder is: it would also open SVG,
 * PDF and more, which no provider of pictures has a reason to send and which a hostile one could send.
 */
export function pictureSignature(bytes: Uint8Array): ImageFormat | null {
  const found = SIGNATURES.find(({ at, bytes: expected }) =>
    expected.every((byte, index) => bytes[at + index] === byte),
  )
  return found?.format ?? null
}
