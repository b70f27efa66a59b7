import { listBudgets, removeBudget, setBudget } from '../budgets.ts'
import { procedures } from './base.ts'

export const budget = {
  list: procedures.budget.list.handler(({ context }) => listBudgets(context)),
  set: procedures.budget.set.handler(({ input, context }) => setBudget(input, context)),
  remove: procedures.budget.remove.handler(({ input, context }) => {
    removeBudget(input.scope, context)
    return { removed: true as const }
  }),
}
