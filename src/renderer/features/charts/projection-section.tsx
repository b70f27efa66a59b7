import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import styles from './charts-screen.module.css'
import { orderByCost } from './prepare-latency.ts'
import { ProjectionFigure } from './projection-figure.tsx'

export function ProjectionSection({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  const ordered = orderByCost(plan, analysis)
  const volumes = ordered[0]?.analysis.projections.map((projection) => projection.imagesPerMonth) ?? []
  if (volumes.length === 0) return null
  return (
    <section className={styles['wide']} aria-labelledby="projection">
      <h2 id="projection">What a month would cost</h2>
      <p className={styles['caption']}>
        By pictures a month. A managed API scales with its pictures; a rented machine lies between running only while it
        draws and staying on all month, 730 h.
      </p>
      <table className={styles['numbers']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            {volumes.map((volume) => (
              <th scope="col" key={volume} className="right">
                {figureText(volume)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ contender, analysis: numbers }) => (
            <tr key={contender.id}>
              <th scope="row">
                <ContenderName position={contender.position} name={contender.name} runs={describeKind(contender)} />
              </th>
              {numbers.projections.map((projection) => (
                <td key={projection.imagesPerMonth} className="right">
                  <ProjectionFigure projection={projection} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function describeKind(contender: Contender): string {
  return contender.kind === 'managed' ? 'managed' : 'rented machine'
}
