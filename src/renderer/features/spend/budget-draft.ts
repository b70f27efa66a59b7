import type { BudgetDraft } from '#shared/domain/budget.ts'
import type { Problem } from '#shared/errors.ts'
import { parseAmount } from '#shared/units/parse-amount.ts'

/** A cap as it is typed. */
export interface TypedBudget {
  scope: string
  cap: string
  alerts: string
  unknown: string
}

export const NEW_BUDGET: TypedBudget = { scope: 'month', cap: '', alerts: '50, 80', unknown: '' }

const PICOS_PER_MICRO = 1_000_000n

/** What is typed as it is sent, or what is wrong with it, by field. */
export function budgetFromTyped(typed: TypedBudget): { draft: BudgetDraft | null; problems: Problem[] } {
  const capMicros = microsOf(typed.cap)
  const unknownMicros = typed.unknown.trim() === '' ? null : microsOf(typed.unknown)
  const percents = typed.alerts.split(/[,;\s%]+/).filter((part) => part !== '')
  const shares = percents.map((percent) => Number(percent) / 100).sort((a, b) => a - b)
  const problems: Problem[] = []
  if (capMicros === null || capMicros <= 0)
    problems.push({ path: 'cap', message: 'Type an amount of dollars, such as 50.' })
  if (shares.some((share) => !(share > 0 && share <= 1)) || shares.length > 5 || new Set(shares).size < shares.length) {
    problems.push({ path: 'alerts', message: 'Type up to five different percentages from 1 to 100.' })
  }
  if (typed.unknown.trim() !== '' && (unknownMicros === null || unknownMicros < 0)) {
    problems.push({ path: 'unknown', message: 'Type an amount of dollars, such as 0.05, or nothing.' })
  }
  const fits = problems.length === 0 && capMicros !== null
  return { draft: fits ? { scope: typed.scope, capMicros, unknownMicros, alertShares: shares } : null, problems }
}

function microsOf(text: string): number | null {
  const picos = parseAmount(text, '.')
  if (picos === null) return null
  const micros = Number(picos / PICOS_PER_MICRO)
  return Number.isSafeInteger(micros) ? micros : null
}
