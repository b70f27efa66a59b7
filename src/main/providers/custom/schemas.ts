import { z } from 'zod'

/** Any JSON: what it holds is the template's matter. */
export const AnyReply = z.unknown().refine((json) => json !== undefined)

/** An id that can stand in a path: the two that mean "here" and "above" would ask another place. */
export const JobId = z
  .string()
  .min(1)
  .max(500)
  .refine((id) => !/^\.{1,2}$/.test(id))
