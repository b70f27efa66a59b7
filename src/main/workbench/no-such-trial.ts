import { AssayError } from '#shared/errors.ts'

export function noSuchTrial(trialId: string): AssayError {
  return new AssayError('NOT_FOUND', `There is no trial "${trialId}" in this data folder.`)
}
