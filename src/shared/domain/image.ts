import { z } from 'zod'
import { ImageFormat } from './generation.ts'

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export type Sha256 = z.infer<typeof Sha256>

/** A picture as it came: addressed by the SHA-256 of its bytes, format and size read from the bytes, never from a header. */
export const ImageRecord = z.strictObject({
  sha256: Sha256,
  format: ImageFormat,
  width: z.int().positive(),
  height: z.int().positive(),
  sizeBytes: z.int().positive(),
})
export type ImageRecord = z.infer<typeof ImageRecord>
