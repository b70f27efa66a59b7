import { ORPCError } from '@orpc/client'
import type { Problem } from '#shared/errors.ts'

/** A failure as the page shows it: one of Assay's codes (or `OFFLINE`, `UNEXPECTED`), words for people, and places. */
export interface ReadableFailure {
  code: string
  message: string
  problems: Problem[]
}

/**
 * Turns whatever a call threw into words. Assay's own errors bring their message and problems; input that did not pass the
 * contract brings zod's issues; anything else is a connection that did not work.
 */
export function readFailure(error: unknown): ReadableFailure {
  if (error instanceof ORPCError) {
    const problems = readProblems(error.data)
    if (error.code === 'BAD_REQUEST' && problems.length > 0) {
      return { code: error.code, message: 'Something in the plan does not fit.', problems }
    }
    // A bug of ours: its text was kept from crossing the boundary, so there is nothing better to pass on.
    const message = error.code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong inside Assay.' : error.message
    return { code: error.code, message, problems }
  }
  if (error instanceof TypeError) {
    return {
      code: 'OFFLINE',
      message: 'The workbench does not answer. Check that Assay is still running.',
      problems: [],
    }
  }
  return { code: 'UNEXPECTED', message: error instanceof Error ? error.message : String(error), problems: [] }
}

function readProblems(data: unknown): Problem[] {
  if (typeof data !== 'object' || data === null) return []
  if ('problems' in data && Array.isArray(data.problems)) return data.problems.filter(isProblem)
  if ('issues' in data && Array.isArray(data.issues)) return data.issues.flatMap(problemFromIssue)
  return []
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'path' in value &&
    typeof value.path === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  )
}

function problemFromIssue(issue: unknown): Problem[] {
  if (typeof issue !== 'object' || issue === null || !('message' in issue) || typeof issue.message !== 'string')
    return []
  const path = 'path' in issue && Array.isArray(issue.path) ? writePath(issue.path) : ''
  return [{ path, message: issue.message }]
}

/** `['contenders', 1, 'model']` reads `contenders[1].model`, as in every other problem. */
function writePath(keys: readonly unknown[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('')
}
