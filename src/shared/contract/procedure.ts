import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ERROR_CODES, type ErrorCode } from '../errors.ts'

export const Problems = z.array(z.strictObject({ path: z.string(), message: z.string() }))

/** Every procedure can fail with any of Assay's own codes; the data lists what is wrong, place by place. */
const errors = Object.fromEntries(
  Object.entries(ERROR_CODES).map(([code, { status }]) => [
    code,
    { status, data: z.strictObject({ problems: Problems }) },
  ]),
) as Record<ErrorCode, { status: number; data: z.ZodObject<{ problems: typeof Problems }> }>

/** What every procedure of the contract is built on. */
export const procedure = oc.errors(errors)
