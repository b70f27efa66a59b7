import { z } from 'zod'
import { BudgetDraft, BudgetScope, BudgetStanding } from '../domain/budget.ts'
import { procedure } from './procedure.ts'

/** Caps on real spend beside a trial's own: nothing is sent, and no machine launched, that could go beyond one. */
export const budget = {
  list: procedure.output(z.array(BudgetStanding)),
  /** Replaces the cap on the same scope. It holds from the next send on, in trials that run as well. */
  set: procedure.input(BudgetDraft).output(BudgetStanding),
  remove: procedure.input(z.strictObject({ scope: BudgetScope })).output(z.strictObject({ removed: z.literal(true) })),
}
