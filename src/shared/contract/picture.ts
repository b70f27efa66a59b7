import { z } from 'zod'
import { ImageRecord } from '../domain/image.ts'
import { procedure } from './procedure.ts'

/** Input pictures, for models that change one. */
export const picture = {
  /** Keeps a PNG, JPEG or WebP under the hash of its bytes. The same picture twice is kept once. */
  add: procedure.input(z.strictObject({ file: z.file() })).output(ImageRecord),
}
