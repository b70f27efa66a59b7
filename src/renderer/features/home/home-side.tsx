import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { formatSpent } from '../../ui/format-estimate.ts'
import { LargeFigure } from '../../ui/figure.tsx'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { BudgetAlerts } from '../spend/budget-alerts.tsx'
import styles from './home-screen.module.css'
import { prepareSpend } from './prepare-spend.ts'
import { SpendFrame } from './spend-chart.tsx'

export function HomeSide() {
  return (
    <aside className={styles['side']} aria-label="Money and standing">
      <MonthSpend />
      <BudgetAlerts />
      <Standing />
    </aside>
  )
}

function MonthSpend() {
  const [today] = useState(() => new Date())
  const month = today.toISOString().slice(0, 7)
  const monthName = today.toLocaleDateString('en-GB', { month: 'long', timeZone: 'UTC' })
  const spend = useQuery(workbench.spend.summary.queryOptions({ input: { month } }))
  if (spend.data === undefined)
    return (
      <section>
        <h2>Spend in {monthName}</h2>
        {spend.isPending && <LoadingShape label="Loading the spend" lines={3} />}
        {spend.isError && (
          <ErrorState title="The spend can’t be read" error={spend.error} onRetry={() => void spend.refetch()} />
        )}
      </section>
    )
  const { chargedMicros, unknownChargeCount, practiceMicros } = spend.data
  return (
    <SpendFrame
      spend={prepareSpend(spend.data, today)}
      monthName={monthName}
      unknownCount={unknownChargeCount}
      practiceMicros={practiceMicros}
    >
      <LargeFigure value={formatSpent(chargedMicros, unknownChargeCount)} unit="charged" />
    </SpendFrame>
  )
}

function Standing() {
  const status = useQuery(workbench.system.status.queryOptions())
  const providers = useQuery(workbench.provider.list.queryOptions())
  const ready = providers.data?.filter((provider) => provider.ready).length
  return (
    <section>
      <h2>Standing</h2>
      <ul className={styles['standing']}>
        {providers.data !== undefined && (
          <li>
            {ready === 0
              ? `No key is set; ${countText(providers.data.length, 'provider')} can be practised with.`
              : `Keys set for ${ready} of ${countText(providers.data.length, 'provider')}, read from the environment.`}
          </li>
        )}
        {status.data !== undefined && (
          <>
            <li className="two">Data in {status.data.dataDirectory}</li>
            <li className="two">Assay {status.data.version}</li>
          </>
        )}
        {(status.isError || providers.isError) && <li className="alarm">The workbench did not say how it stands.</li>}
      </ul>
    </section>
  )
}
