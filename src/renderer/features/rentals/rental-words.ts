import type { EndReason, Rental, RentalState } from '#shared/domain/rental.ts'

export const RENTAL_STATE_WORDS: Record<RentalState, string> = {
  launching: 'asked for, not seen yet',
  booting: 'starting up',
  ready: 'ready, its worker answers',
  ending: 'told to end, not confirmed yet',
  ended: 'confirmed gone',
  failed: 'never came to exist',
  lost: 'gone without being told to',
}

export const END_REASON_WORDS: Record<EndReason, string> = {
  asked: 'you ended it',
  'lease-expired': 'its lease was over',
  'budget-spent': 'its budget was spent',
  'trial-ended': 'its trial was over',
  'launch-failed': 'its launch failed',
  'never-answered': 'its worker did not answer in time',
  broken: 'the provider says that it will not run again',
  orphan: 'it was found without an owner',
}

/** Why a machine was ended, as a sentence, with what was last heard of a worker that never answered. */
export function explainEnd({ workerTrouble }: Pick<Rental, 'workerTrouble'>, reason: EndReason): string {
  const why = `It is to end because ${END_REASON_WORDS[reason]}.`
  return reason === 'never-answered' && workerTrouble !== null ? `${why} ${workerTrouble}` : why
}

/** Nothing is billed any more, as far as the provider has said. */
export function isSettled({ state }: Pick<Rental, 'state'>): boolean {
  return state === 'ended' || state === 'failed' || state === 'lost'
}

/** An end is usually confirmed within this time; until then it is on its way and nothing to worry about. */
const USUAL_CONFIRMATION_MS = 30_000

/** Whether a machine may go on billing although it was told to end: red until the provider says that it is gone. */
export function isUnconfirmed({ state, endAttempts, endAskedAt }: Rental, now: Date): boolean {
  if (state !== 'ending') return false
  return endAttempts > 1 || (endAskedAt !== null && now.getTime() - Date.parse(endAskedAt) > USUAL_CONFIRMATION_MS)
}

/** What people call a machine: its type, else what the provider named it. */
export function nameMachine({ request, machineId, tag }: Pick<Rental, 'request' | 'machineId' | 'tag'>): string {
  return request?.machine ?? machineId ?? tag
}
