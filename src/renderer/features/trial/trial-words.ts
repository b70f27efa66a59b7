import type { FailureClass, ImageFlag } from '#shared/domain/sample.ts'
import type { TrialStatus } from '#shared/domain/trial.ts'

/** A trial's state as a word that can stand alone. */
export const STATUS_WORDS: Record<TrialStatus, string> = {
  running: 'Running',
  finished: 'Finished',
  paused: 'Paused',
  cancelled: 'Stopped',
  interrupted: 'Interrupted',
  failed: 'Failed',
}

/** Why no picture came, in a word or two. */
export const FAILURE_WORDS: Record<FailureClass, string> = {
  authentication: 'key refused',
  payment: 'no credit',
  'rate-limit': 'rate limit',
  'content-policy': 'refused',
  'invalid-request': 'invalid request',
  server: 'server error',
  timeout: 'timed out',
  network: 'network',
  'malformed-reply': 'malformed reply',
  budget: 'over budget',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
}

export const FLAG_WORDS: Record<ImageFlag, string> = {
  damaged: 'damaged picture',
  black: 'black picture',
  blank: 'blank picture',
  flat: 'flat picture',
  'other-size': 'other size',
  'other-format': 'other format',
}
