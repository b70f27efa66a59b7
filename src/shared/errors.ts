/** What the command line ends with. That of `assay gate` is its own, so that a script can tell a limit missed from a command that failed. */
export const EXIT_CODES = { done: 0, failed: 1, badUsage: 2, gateFailed: 100 } as const
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]

/**
 * Every failure that crosses a boundary has one of these codes. This table is the only place that maps a code to its
 * HTTP status and to the exit code of the command line (`EXIT_CODES`).
 */
export const ERROR_CODES = {
  INVALID_PLAN: { status: 422, exitCode: 2 },
  UNKNOWN_PROVIDER: { status: 422, exitCode: 2 },
  MISSING_CREDENTIAL: { status: 422, exitCode: 2 },
  BAD_USAGE: { status: 400, exitCode: 2 },
  VAULT_ABSENT: { status: 409, exitCode: 1 },
  VAULT_LOCKED: { status: 423, exitCode: 1 },
  VAULT_DAMAGED: { status: 500, exitCode: 1 },
  WRONG_PASSPHRASE: { status: 403, exitCode: 1 },
  KEYCHAIN_REFUSED: { status: 500, exitCode: 1 },
  CALL_FAILED: { status: 502, exitCode: 1 },
  NOT_FOUND: { status: 404, exitCode: 1 },
  INSTRUMENT_BUSY: { status: 409, exitCode: 1 },
  CHANGED_MEANWHILE: { status: 409, exitCode: 1 },
  NOT_RUNNING: { status: 409, exitCode: 1 },
  STILL_RUNNING: { status: 409, exitCode: 1 },
  PORT_IN_USE: { status: 500, exitCode: 1 },
  DATA_FOLDER_UNWRITABLE: { status: 500, exitCode: 1 },
  DATABASE_NEWER: { status: 500, exitCode: 1 },
  DATABASE_CORRUPT: { status: 500, exitCode: 1 },
  NO_PDF_PRINTER: { status: 501, exitCode: 1 },
  FILE_UNREADABLE: { status: 500, exitCode: 1 },
  BUNDLE_REFUSED: { status: 422, exitCode: 1 },
  TRIAL_FAILED: { status: 500, exitCode: 1 },
} as const satisfies Record<string, { status: number; exitCode: 1 | 2 }>

export type ErrorCode = keyof typeof ERROR_CODES

/** One thing wrong in a plan: where, and what was expected there. `path` reads like `contenders[1].model`. */
export interface Problem {
  path: string
  message: string
}

/**
 * An error meant to be read by a person. The message is one or two sentences: what happened, to which thing, what to do.
 * It never holds a secret.
 */
export class AssayError extends Error {
  readonly code: ErrorCode
  readonly problems: readonly Problem[]

  constructor(code: ErrorCode, message: string, options: { problems?: readonly Problem[]; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AssayError'
    this.code = code
    this.problems = options.problems ?? []
  }
}
