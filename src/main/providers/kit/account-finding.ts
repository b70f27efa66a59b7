import type { CheckState } from '#shared/domain/account.ts'
import type { Micros } from '#shared/units/money.ts'
import type { AccountCheckCall } from '../provider-adapter.ts'

/** What `AccountCheckCall.read` says. */
export type AccountFinding = ReturnType<AccountCheckCall['read']>

/** The states that an answer can mean; that none came is the caller's to tell. */
export type AnsweredState = Exclude<CheckState, 'unreachable'>

/** What an answer's status says of the credentials, where the provider's own words say nothing more exact. */
export function accountStateOf(status: number): AnsweredState {
  if (status >= 200 && status <= 299) return 'valid'
  if (status === 401) return 'refused'
  if (status === 402) return 'no-credit'
  if (status === 403) return 'forbidden'
  if (status === 429) return 'slow-down'
  return 'unclear'
}

interface FindingFacts {
  /** As people know it: `Novita AI`. */
  provider: string
  status: number
  state: AnsweredState
  balanceMicros?: Micros | null
  /** A sentence of ours that says more. Never text of the reply: it may repeat a key. */
  detail?: string
}

/** A finding in words for people: what happened, to which account, what to do. */
export function accountFinding({
  provider,
  status,
  state,
  balanceMicros = null,
  detail,
}: FindingFacts): AccountFinding {
  const sentence = SENTENCES[state](provider, status)
  return { state, message: detail === undefined ? sentence : `${sentence} ${detail}`, balanceMicros }
}

const SENTENCES: Readonly<Record<AnsweredState, (provider: string, status: number) => string>> = {
  valid: (provider) => `${provider} accepted the credentials.`,
  refused: (provider, status) =>
    `${provider} refused the credentials (HTTP ${status}). Enter them again, and see that they have not been revoked.`,
  forbidden: (provider, status) =>
    `${provider} knows the credentials but does not let them do this (HTTP ${status}). Check what the key and the account are allowed to do.`,
  'no-credit': (provider, status) =>
    `${provider} accepted the credentials, but there is nothing left to spend (HTTP ${status}). Top the account up.`,
  'slow-down': (provider, status) =>
    `${provider} asked to slow down (HTTP ${status}). The account is at its limit: check again in a minute.`,
  unclear: (provider, status) =>
    `${provider} gave an answer that does not tell whether the credentials are right (HTTP ${status}). Check the base URL, and try again.`,
}
