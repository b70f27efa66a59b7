import type { LaunchFailure, RentalResult } from '../rental-adapter.ts'
import type { ReadFailure } from '../provider-adapter.ts'

/** A failure of a call about machines. `mayExist`: the call may have launched something although it failed. */
export function rentalFailure(
  failure: ReadFailure,
  { reason = 'other', mayExist = false }: Partial<Pick<LaunchFailure, 'reason' | 'mayExist'>> = {},
): RentalResult<never> {
  return { ok: false, failure: { ...failure, reason, mayExist } }
}
