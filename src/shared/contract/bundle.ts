import { z } from 'zod'
import { OpenedBundle } from '../domain/bundle.ts'
import { procedure } from './procedure.ts'

const byBundle = z.strictObject({ bundleId: z.string() })

/**
 * Opened evidence bundles. The id of one stands wherever that of a trial does that is only read; whatever would change or run it is refused. A bundle is
 * opened by a POST of its bytes to `/bundles`: it may be larger than what is held in memory.
 */
export const bundle = {
  /** The newest first. */
  list: procedure.output(z.array(OpenedBundle)),
  get: procedure.input(byBundle).output(OpenedBundle),
  remove: procedure.input(byBundle).output(z.strictObject({ removed: z.literal(true) })),
}
