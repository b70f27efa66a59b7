import type { ContenderLatency } from '#shared/domain/analysis.ts'
import { describeHeadline } from '#shared/domain/headline.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { LoadingShape } from '../../ui/states.tsx'
import styles from './charts-screen.module.css'

const PERCENTILES = { p50: 'median', p90: 'p90', p95: 'p95', p99: 'p99' } as const

/** The latencies of a large trial, which are there at once, while all else is worked out. In the plan's order. */
export function LatencyFirst({ plan, table }: { plan: FrozenPlan; table: readonly ContenderLatency[] }) {
  return (
    <>
      <section className={styles['wide']} aria-labelledby="latency-first">
        <div className={styles['heading']}>
          <h2 id="latency-first">Median, p90, p95 and p99</h2>
          <span className="small three">{describeHeadline(plan)}</span>
        </div>
        <table className={styles['distribution']}>
          <thead>
            <tr>
              <th scope="col">Contender</th>
              {Object.entries(PERCENTILES).map(([name, label]) => (
                <th key={name} scope="col">
                  {label === 'median' ? 'Median' : label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.map((line) => {
              const contender = plan.contenders.find(({ id }) => id === line.contenderId)
              if (contender === undefined) return null
              return (
                <tr key={contender.id}>
                  <th scope="row">
                    <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
                  </th>
                  {(['p50', 'p90', 'p95', 'p99'] as const).map((name) => (
                    <td key={name}>
                      <EstimateFigure
                        estimate={line[name]}
                        quantity="latency"
                        label={PERCENTILES[name]}
                        showCount={name === 'p50'}
                      />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      <LoadingShape label="Working out all other numbers" lines={6} />
    </>
  )
}
