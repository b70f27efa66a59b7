import type { ErrorCode } from '#shared/errors.ts'

/** Tells of one thing that is wrong in a plan. @param field below the step's own path; empty for the step itself */
export type ReportProblem = (field: string, message: string, code?: ErrorCode) => void
