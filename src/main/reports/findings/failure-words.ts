import type { FailureClass, ImageFlag } from '#shared/domain/sample.ts'

/** Failure classes as people count them: "1 timeout", "3 server errors". */
export const FAILURE_WORDS: Readonly<Record<FailureClass, string>> = {
  authentication: 'refused key',
  payment: 'refused payment',
  'rate-limit': 'rate limit',
  'content-policy': 'refusal',
  'invalid-request': 'invalid request',
  server: 'server error',
  timeout: 'timeout',
  network: 'network error',
  'malformed-reply': 'unreadable answer',
  budget: 'budget stop',
  cancelled: 'cancellation',
  interrupted: 'interruption',
}

/** What a look at a picture found, as it stands under the picture. */
export const FLAG_WORDS: Readonly<Record<ImageFlag, string>> = {
  damaged: 'damaged picture',
  black: 'black picture',
  blank: 'blank picture',
  flat: 'flat picture',
  'other-size': 'other size',
  'other-format': 'other format',
}
