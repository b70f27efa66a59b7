import type { AccountCheck, CheckState } from '#shared/domain/account.ts'
import type { ProviderSummary } from '#shared/domain/provider.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { formatLatency } from '../../ui/format-estimate.ts'

/** One line of what a check found. `dash`: neither well nor ill, or not known. */
export interface CheckRow {
  name: 'Address' | 'Key' | 'Balance'
  mark: 'good' | 'bad' | 'dash'
  title: string
  text: string
}

/** What a check found, place by place. What it did not learn is said to be unknown, and never zero. */
export function prepareCheckRows(check: AccountCheck, provider: Pick<ProviderSummary, 'account'>): CheckRow[] {
  return [addressRow(check), keyRow(check), balanceRow(check, provider)]
}

function addressRow({ state, answeredMs, message }: AccountCheck): CheckRow {
  if (state === 'unreachable') return { name: 'Address', mark: 'bad', title: 'No answer', text: message }
  const text = answeredMs === null ? 'not asked' : `answers in ${formatLatency(answeredMs)}`
  return { name: 'Address', mark: answeredMs === null ? 'dash' : 'good', title: 'Address', text }
}

const KEY_ROWS: Record<CheckState, { mark: CheckRow['mark']; title: string; text?: string }> = {
  valid: { mark: 'good', title: 'Key' },
  'no-credit': { mark: 'good', title: 'Key', text: 'accepted' },
  refused: { mark: 'bad', title: 'Key refused' },
  forbidden: { mark: 'bad', title: 'Not allowed' },
  'slow-down': { mark: 'dash', title: 'Slow down' },
  unclear: { mark: 'dash', title: 'Unclear' },
  unreachable: { mark: 'dash', title: 'Key', text: 'not known: nobody answered' },
}

function keyRow({ state, message }: AccountCheck): CheckRow {
  return { name: 'Key', text: message, ...KEY_ROWS[state] }
}

function balanceRow(
  { state, balanceMicros, message }: AccountCheck,
  { account }: Pick<ProviderSummary, 'account'>,
): CheckRow {
  if (state === 'no-credit') return { name: 'Balance', mark: 'bad', title: 'No credit', text: message }
  if (balanceMicros !== null) {
    return { name: 'Balance', mark: 'good', title: 'Balance', text: `${formatUsd(balanceMicros, 2)} left` }
  }
  const text = account.balance
    ? 'not told this time: unknown, not zero'
    : 'this provider does not say: unknown, not zero'
  return { name: 'Balance', mark: 'dash', title: 'Balance', text }
}
