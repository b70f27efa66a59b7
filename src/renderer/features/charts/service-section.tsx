import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { sentence } from '#shared/units/sentence.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import styles from './charts-screen.module.css'
import { NumberHeads } from './number-heads.tsx'

/** Of an open loop, what a caller waits beside what the service needs. Nothing for a closed loop, where the two hardly differ. */
export function ServiceSection({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  const rows = plan.contenders.flatMap((contender) => {
    const found = analysis.contenders.find(({ contenderId }) => contenderId === contender.id)
    return found === undefined || found.service === null
      ? []
      : [{ contender, response: found.latency, service: found.service }]
  })
  if (rows.length === 0) return null
  return (
    <section className={styles['wide']} aria-labelledby="service">
      <h2 id="service">Response and service</h2>
      <p className={styles['caption']}>
        {sentence(analysis.headline)}. Response: from due to the last byte, with the wait for a place, as a caller has
        it. Service: from being sent.
      </p>
      <div className={styles['rows']}>
        <table className={`compact ${styles['numbers']}`}>
          <NumberHeads names={['Response, median', 'Service, median', 'Response, p95', 'Service, p95']} />
          <tbody>
            {rows.map(({ contender, response, service }) => (
              <tr key={contender.id}>
                <th scope="row">
                  <ContenderName position={contender.position} name={contender.name} />
                </th>
                <td className="right">
                  <EstimateFigure estimate={response.p50} quantity="latency" label="median response" />
                </td>
                <td className="right">
                  <EstimateFigure estimate={service.p50} quantity="latency" label="median service" showCount={false} />
                </td>
                <td className="right">
                  <EstimateFigure estimate={response.p95} quantity="latency" label="p95 response" showCount={false} />
                </td>
                <td className="right">
                  <EstimateFigure estimate={service.p95} quantity="latency" label="p95 service" showCount={false} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
