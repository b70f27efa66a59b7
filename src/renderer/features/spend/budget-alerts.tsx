import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BudgetStanding } from '#shared/domain/budget.ts'
import { formatCap, formatOfCap } from '#shared/units/format-usd.ts'
import { workbench } from '../../client/client.ts'
import { Note } from '../../ui/states.tsx'

/** Caps of which a share has been reached, or that are exceeded; nothing where there is none. */
export function BudgetAlerts() {
  const budgets = useQuery(workbench.budget.list.queryOptions())
  const told = (budgets.data ?? []).filter(({ alerts, excessMicros }) => alerts.length > 0 || excessMicros > 0)
  return told.map((standing) => (
    <Note key={standing.budget.scope} look={standing.excessMicros > 0 ? 'bad' : 'warn'}>
      {alertOf(standing)} <Link to="/spend">Budgets</Link>
    </Note>
  ))
}

function alertOf({ budget, name, spentMicros, excessMicros, alerts }: BudgetStanding): string {
  const spent = `${formatOfCap(spentMicros, budget.capMicros)} of ${formatCap(budget.capMicros)}`
  if (excessMicros > 0) return `The ${name} is exceeded: ${spent}. Nothing more is sent.`
  const share = alerts.at(-1)?.share ?? 0
  return `${Math.round(share * 1000) / 10} % of the ${name} is used: ${spent}.`
}
