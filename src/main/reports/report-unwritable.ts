import { AssayError } from '#shared/errors.ts'

/** What is told where a report can't be put into the folder that it is for. */
export function reportUnwritable(directory: string, cause: unknown): AssayError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AssayError(
    'DATA_FOLDER_UNWRITABLE',
    `The report could not be written to ${directory} (${reason}). Check that the folder can be written and the disk is not full, or choose another folder; an earlier report is still there.`,
    { cause },
  )
}
