import { implement, ORPCError, ValidationError } from '@orpc/server'
import { z } from 'zod'
import { contract } from '#shared/contract.ts'
import { AssayError, ERROR_CODES, type ErrorCode, type Problem } from '#shared/errors.ts'
import type { WorkbenchContext } from '../context.ts'

/** The contract with its handlers to be filled in. Every failure leaves as one of the contract's own codes. */
export const procedures = implement(contract)
  .$context<WorkbenchContext>()
  .use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw toContractError(error)
    }
  })

function contractError(code: ErrorCode, message: string, problems: readonly Problem[], cause: unknown): Error {
  return new ORPCError(code, { status: ERROR_CODES[code].status, message, data: { problems }, cause })
}

/** Turns our own errors and inputs that do not fit into errors of the contract; anything else passes and is a bug. */
export function toContractError(error: unknown): unknown {
  if (error instanceof AssayError) return contractError(error.code, error.message, error.problems, error)
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    const problems = error.cause.issues.map((issue) => ({
      path: formatPath(issue.path ?? []),
      message: issue.message,
    }))
    const first = problems[0]
    const where = first === undefined ? '' : ` ${first.path === '' ? '' : `${first.path}: `}${first.message}.`
    return contractError('BAD_USAGE', `The request does not fit.${where}`, problems, error)
  }
  return error
}

/** Whether an error is an answer of the contract, and not a bug. */
export function isContractError(error: unknown): boolean {
  return error instanceof ORPCError && Object.hasOwn(ERROR_CODES, error.code)
}

/** `contenders[1].model` from a schema's path. */
export function formatPath(path: readonly (PropertyKey | { key: PropertyKey })[]): string {
  return z.core.toDotPath(path)
}
