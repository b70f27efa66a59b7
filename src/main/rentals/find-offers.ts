import type { RentalResult } from '#main/providers/rental-adapter.ts'
import type { Reply, RequestTemplate } from '#main/providers/provider-adapter.ts'
import type { RentalOffer } from '#shared/domain/rental.ts'
import type { PacedCalls, RentalAccount } from './paced-calls.ts'

/** null: any. Providers without a filter of their own answer with all. */
export interface OfferFilter {
  gpu: string | null
  region: string | null
}

/** What a provider said, or why it could not be asked, for people. */
export type RentalAnswer<Value> = { ok: true; value: Value } | { ok: false; message: string }

/** What can be rented now, at which price. */
export function findOffers(
  account: RentalAccount,
  filter: OfferFilter,
  calls: PacedCalls,
  signal: AbortSignal,
): Promise<RentalAnswer<RentalOffer[]>> {
  const { adapter } = account
  return ask(account, adapter.buildOffers(filter), (reply) => adapter.readOffers(reply), calls, signal)
}

/** Names of the SSH keys that the account holds; null where the provider wants none named. */
export async function findSshKeys(
  account: RentalAccount,
  calls: PacedCalls,
  signal: AbortSignal,
): Promise<RentalAnswer<string[] | null>> {
  const { sshKeys } = account.adapter
  if (sshKeys === undefined) return { ok: true, value: null }
  return ask(account, sshKeys.request, (reply) => sshKeys.read(reply), calls, signal)
}

async function ask<Value>(
  account: RentalAccount,
  template: RequestTemplate,
  read: (reply: Reply) => RentalResult<Value>,
  calls: PacedCalls,
  signal: AbortSignal,
): Promise<RentalAnswer<Value>> {
  const answer = await calls.call(account, 'read', () => template, signal)
  if (!answer.ok) return { ok: false, message: answer.message }
  const result = read(answer.reply)
  return result.ok ? result : { ok: false, message: result.failure.message }
}
