import { isBundleId } from '#shared/domain/bundle-id.ts'
import { AssayError } from '#shared/errors.ts'

/** Also what is said where a bundle is asked for something that only a trial of this data folder can be asked for. */
export function noSuchTrial(trialId: string): AssayError {
  const message = isBundleId(trialId)
    ? `${trialId} is an evidence bundle: where it is open it can be looked at, but not be run, changed or voted on.`
    : `There is no trial "${trialId}" in this data folder.`
  return new AssayError('NOT_FOUND', message)
}
