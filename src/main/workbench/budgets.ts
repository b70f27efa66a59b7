import type { Store } from '#main/store/open-store.ts'
import type { UsedBudget } from '#main/store/budget-store.ts'
import type { BudgetAlert, BudgetDraft, BudgetStanding } from '#shared/domain/budget.ts'
import { environmentProvider } from '#shared/domain/account-key.ts'
import { AssayError } from '#shared/errors.ts'
import { accountProvider } from './account-providers.ts'
import { capName } from './applying-caps.ts'
import { findAccount } from './find-account.ts'
import type { ClockPort } from './ports.ts'

interface Context {
  ports: { clock: ClockPort }
  store: Pick<Store, 'accounts' | 'budgets'>
}

/** Every cap and how far it is used now. */
export function listBudgets(context: Context): BudgetStanding[] {
  return context.store.budgets.used(currentMonth(context)).map((used) => standingOf(used, context))
}

/** @throws AssayError NOT_FOUND, UNKNOWN_PROVIDER where the cap is on an account that there is not */
export function setBudget(draft: BudgetDraft, context: Context): BudgetStanding {
  const { ports, store } = context
  if (draft.scope.startsWith('account/')) expectAccountOf(draft.scope.slice('account/'.length), context)
  store.budgets.put({ ...draft, setAt: ports.clock.now().toISOString() })
  noteAlerts(context)
  const standing = listBudgets(context).find(({ budget }) => budget.scope === draft.scope)
  if (standing === undefined) throw new Error(`The cap on ${draft.scope} was not kept.`)
  return standing
}

/** @throws AssayError NOT_FOUND */
export function removeBudget(scope: string, { store }: Pick<Context, 'store'>): void {
  if (store.budgets.remove(scope)) return
  throw new AssayError('NOT_FOUND', `There is no cap on ${scope}. "assay budgets list" shows those there are.`)
}

/**
 * Writes down each share of a cap that has been reached and was not told yet.
 * @returns those, once for all that have the data folder open
 */
export function noteAlerts(context: Context): BudgetAlert[] {
  const { ports, store } = context
  const now = ports.clock.now()
  return store.budgets.used(currentMonth(context)).flatMap((used) => {
    const { budget, totalScope } = used
    const spentMicros = countedMicros(used)
    return budget.alertShares
      .filter((share) => spentMicros >= share * budget.capMicros)
      .map((share): BudgetAlert => ({
        scope: totalScope,
        capMicros: budget.capMicros,
        share,
        spentMicros,
        reachedAt: now.toISOString(),
      }))
      .filter((alert) => store.budgets.addAlert(alert))
  })
}

/**
 * Forgets what was told at or after an instant and is not reached any longer, so that it can be told again: what had reached it was
 * taken back.
 */
export function withdrawAlerts(since: string, context: Context): void {
  const { store } = context
  for (const used of store.budgets.used(currentMonth(context))) {
    const spentMicros = countedMicros(used)
    for (const alert of store.budgets.alerts(used.totalScope, used.budget.capMicros)) {
      const reached = spentMicros >= alert.share * alert.capMicros
      if (!reached && alert.reachedAt >= since) store.budgets.removeAlert(alert)
    }
  }
}

function standingOf(used: UsedBudget, { store }: Context): BudgetStanding {
  const { budget, totalScope, total } = used
  const spentMicros = countedMicros(used)
  return {
    budget,
    name: capName(totalScope, { store }),
    month: budget.scope === 'month' ? totalScope.slice('month/'.length) : null,
    spentMicros,
    heldMicros: total.heldMicros,
    unboundedCount: total.unboundedCount,
    excessMicros: Math.max(0, spentMicros - budget.capMicros),
    alerts: store.budgets.alerts(totalScope, budget.capMicros),
  }
}

/** What is known, worst cases of what is not, and for what has none the amount that the person said. */
function countedMicros({ budget, total }: UsedBudget): number {
  const { unknownMicros } = budget
  return unknownMicros === null ? total.spentMicros : total.spentMicros + total.unboundedCount * unknownMicros
}

export function currentMonth({ ports }: Pick<Context, 'ports'>): string {
  return ports.clock.now().toISOString().slice(0, 7)
}

function expectAccountOf(account: string, context: Context): void {
  const environment = environmentProvider(account)
  if (environment === null) findAccount(account, context)
  else accountProvider(environment)
}
