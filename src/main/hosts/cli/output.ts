import { ORPCError } from '@orpc/server'
import { harmlessJson, terminalText } from '#shared/units/harmless-text.ts'
import { AssayError, ERROR_CODES, type ErrorCode, type Problem } from '#shared/errors.ts'

/** Where a command writes: results to `out`, everything for people's eyes only to `err`. */
export interface Output {
  out(text: string): void
  err(text: string): void
  /** Whether `err` is a terminal that can redraw a line. */
  isTerminal: boolean
  columns: number
}

export const standardOutput: Output = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  isTerminal: process.stderr.isTTY,
  columns: process.stderr.columns ?? 80,
}

/** Names come from plans and bundles of others, and messages from providers: none of it may be obeyed by a terminal. */
export function harmlessOutput(output: Output): Output {
  return {
    ...output,
    out: (text) => output.out(terminalText(text)),
    err: (text) => output.err(terminalText(text)),
  }
}

/** One JSON value on one line, for machines. */
export function printJson(output: Output, value: unknown): void {
  output.out(harmlessJson(value))
}

/**
 * Tells an error in plain words, with every place that is wrong, and says which exit code it means.
 * An error that is nobody's input is a bug: its stack is shown, so that it can be reported.
 */
export function explainError(error: unknown): { text: string; code: ErrorCode | 'BUG'; exitCode: 1 | 2 } {
  const known = asAssayError(error)
  if (known === null) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { text: `Assay ran into a bug of its own. Nothing was deleted.\n${stack}`, code: 'BUG', exitCode: 1 }
  }
  const places =
    known.problems.length > 1 ? known.problems.map((problem) => `\n  ${problem.path}: ${problem.message}`).join('') : ''
  const lead = known.problems.length > 1 ? `${known.problems.length} things need a change:` : known.message
  return { text: lead + places, code: known.code, exitCode: ERROR_CODES[known.code].exitCode }
}

function asAssayError(error: unknown): { code: ErrorCode; message: string; problems: readonly Problem[] } | null {
  if (error instanceof AssayError) return error
  if (error instanceof ORPCError && Object.hasOwn(ERROR_CODES, error.code)) {
    const problems = (error.data as { problems?: readonly Problem[] } | undefined)?.problems
    return { code: error.code as ErrorCode, message: error.message, problems: problems ?? [] }
  }
  return null
}
