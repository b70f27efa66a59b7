import type { Store } from '#main/store/open-store.ts'
import type { UsedBudget } from '#main/store/budget-store.ts'
import type { BudgetAlert } from '#shared/domain/budget.ts'
import type { Standing } from '#shared/economics/judge-send.ts'
import { countText } from '#shared/units/count-text.ts'
import { monthText } from '#shared/units/day-text.ts'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'
import type { Micros } from '#shared/units/money.ts'
import { accountName } from './account-names.ts'

type Context = { store: Pick<Store, 'accounts'> }

/** Whose bills something real would be on. Practice is on none, and neither is a step on a rented machine, which has its own meter. */
export type BilledAccounts = readonly string[]

/** What applies to a request, or the sentence for people that says why a cap could not be kept. */
export type ApplyingCaps = { ok: true; standings: Standing[] } | { ok: false; reason: string }

/** The caps among all that a request to these accounts would count against. */
export function capsOn(accounts: BilledAccounts, used: readonly UsedBudget[]): UsedBudget[] {
  if (accounts.length === 0) return []
  const scopes = new Set(['all', 'month', ...accounts.map((account) => `account/${account}`)])
  return used.filter(({ budget }) => scopes.has(budget.scope))
}

/**
 * How far each cap is used. A request that nothing bounds can't be sent under a cap. What was charged in the past, is not known and had
 * no bound counts as what the person said that it does; where nobody said so, the cap can't be kept, and nothing is sent.
 * @param worstCaseMicros of the request
 */
export function judgeCaps(caps: readonly UsedBudget[], worstCaseMicros: Micros | null, context: Context): ApplyingCaps {
  const standings: Standing[] = []
  for (const { budget, totalScope, total } of caps) {
    const { capMicros, unknownMicros } = budget
    const name = capName(totalScope, context)
    if (worstCaseMicros === null) return { ok: false, reason: notBounded(name, capMicros) }
    if (total.unboundedCount > 0 && unknownMicros === null) {
      return { ok: false, reason: notCounted(name, capMicros, total.unboundedCount) }
    }
    const unknown = unknownMicros === null ? 0 : total.unboundedCount * unknownMicros
    standings.push({ name, capMicros, spentMicros: total.spentMicros + unknown, heldMicros: total.heldMicros })
  }
  return { ok: true, standings }
}

/** `cap on November 2026`. @param totalScope `all`, `month/2026-11` or `account/…` */
export function capName(totalScope: string, context: Context): string {
  if (totalScope === 'all') return 'cap on all spend'
  if (totalScope.startsWith('month/')) return `cap on ${monthText(totalScope.slice('month/'.length))}`
  return `cap on ${accountName(totalScope.slice('account/'.length), context)}`
}

/** `80 % of the cap on November 2026 is used: $40.12 of $50.00.` */
export function alertText({ scope, capMicros, share, spentMicros }: BudgetAlert, context: Context): string {
  const percent = Math.round(share * 1000) / 10
  return `${percent} % of the ${capName(scope, context)} is used: ${formatOfCap(spentMicros, capMicros)} of ${formatCap(capMicros)}.`
}

function notBounded(name: string, capMicros: Micros): string {
  return (
    `the cost is not known beforehand, so the ${name} of ${formatCap(capMicros)} could not be kept. ` +
    'Say in the plan what one picture may cost at most: ceilingUsd.'
  )
}

function notCounted(name: string, capMicros: Micros, count: number): string {
  return (
    `what ${countText(count, 'earlier charge')} came to is not known, so the ${name} of ${formatCap(capMicros)} could ` +
    'not be kept. Take in the invoice, or say with the cap what each of them counts as.'
  )
}
