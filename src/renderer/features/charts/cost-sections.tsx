import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { failuresText } from '#shared/domain/describe-checks.ts'
import type { GateTally } from '#shared/domain/picture-gates.ts'
import type { Contender, FrozenPlan } from '#shared/domain/plan.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { WhiskerAxis, Whiskers } from '../../charts/whiskers.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { formatSpent } from '../../ui/format-estimate.ts'
import styles from './charts-screen.module.css'
import { costWhiskers, orderByCost, whiskerAxis } from './prepare-latency.ts'
import { ProjectionFigure } from './projection-figure.tsx'

const MARKS = 4

export function CostSection({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  const ordered = orderByCost(plan, analysis)
  const whiskers = ordered.map((item) => costWhiskers(item.analysis))
  const axis = whiskerAxis(whiskers, MARKS)
  const anyKnown = whiskers.some((one) => one.length > 0)
  return (
    <section className={styles['wide']} aria-labelledby="cost">
      <h2 id="cost">Cost of a picture</h2>
      <p className={styles['caption']}>
        All that was charged over the pictures that came, so failures that cost are in it. A usable picture passes every
        automatic gate: it decodes, has the format and size asked for, shows something, and repeats no other.
      </p>
      <table className={styles['distribution']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            {anyKnown && (
              <th scope="col" className={styles['chartCell']}>
                <span className="unseen">Drawn on one axis</span>
              </th>
            )}
            <th scope="col">A picture</th>
            <th scope="col">A usable picture</th>
            <th scope="col" className="right">
              This trial
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ contender, analysis: numbers }, index) => (
            <tr key={contender.id}>
              <th scope="row">
                <ContenderName position={contender.position} name={contender.name} />
              </th>
              {anyKnown && (
                <td className={styles['chartCell']}>
                  <Whiskers
                    whiskers={whiskers[index] ?? []}
                    axis={axis}
                    position={contender.position}
                    label={`Cost of a picture from ${contender.name}`}
                  />
                </td>
              )}{' '}
              <td>
                <EstimateFigure estimate={numbers.costPerImageMicros} quantity="moneyPerImage" label="cost" />
              </td>
              <td>
                <UsableCost gates={numbers.gates} />
              </td>
              <td className="right">
                {formatSpent(numbers.spentMicros, numbers.unknownChargeCount)}
                {numbers.unknownChargeCount > 0 && (
                  <div className="micro two">{countText(numbers.unknownChargeCount, 'charge')} not reported</div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
        {anyKnown && (
          <tfoot>
            <tr>
              <th scope="row">
                <span className="unseen">Axis</span>
              </th>
              <td className={styles['chartCell']}>
                <WhiskerAxis axis={axis} write={(dollars) => `$${dollars}`} />
              </td>
            </tr>
          </tfoot>
        )}{' '}
      </table>
    </section>
  )
}

/** What a usable picture costs, and how many are, or why that is not known. */
function UsableCost({ gates }: { gates: GateTally }) {
  const { open, usable, costPerUsableMicros: cost } = gates
  if (open > 0) return <span className="two">not known: {figureText(open)} not examined yet</span>
  const why = failuresText(gates)
  return (
    <>
      {usable === 0 && cost.state === 'too-few' ? (
        <span className="two">none usable</span>
      ) : (
        <EstimateFigure estimate={cost} quantity="moneyPerImage" />
      )}
      {why !== null && <div className="micro two">{why}</div>}
    </>
  )
}

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
