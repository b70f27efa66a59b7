import type { SpendFilter } from '#shared/domain/spend.ts'

/** A condition on `spend_ledger` and its parameters. What the filter leaves out is left out of the condition, so that indexes serve. */
export function ledgerCondition(filter: SpendFilter): { where: string; parameters: Record<string, string | number> } {
  const { month, day, providerId, account, trialId, contenderId, modelId, basis, practice, unknown } = filter
  const parts: string[] = []
  const parameters: Record<string, string | number> = {}
  const equals = (column: string, name: string, value: string | number | undefined): void => {
    if (value === undefined) return
    parts.push(`${column} = @${name}`)
    parameters[name] = value
  }
  if (month !== undefined) {
    parts.push("day BETWEEN @month || '-01' AND @month || '-31'")
    parameters['month'] = month
  }
  equals('day', 'day', day)
  equals('provider_id', 'providerId', providerId)
  equals('account', 'account', account)
  equals('trial_id', 'trialId', trialId)
  equals('contender_id', 'contenderId', contenderId)
  equals('model_id', 'modelId', modelId)
  equals('basis', 'basis', basis)
  equals('practice', 'practice', practice === undefined ? undefined : Number(practice))
  if (unknown === true) parts.push(UNKNOWN)
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), parameters }
}

/** Nobody has told the amount, and no invoice holds it. */
export const UNKNOWN = '(amount_micros IS NULL AND covered_by IS NULL)'
