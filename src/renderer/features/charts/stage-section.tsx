import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure, Figure } from '../../ui/figure.tsx'
import styles from './charts-screen.module.css'
import { NumberHeads } from './number-heads.tsx'

/** A sweep stage by stage: what one more request in flight costs in latency and gives in pictures. Nothing for any other load. */
export function StageSection({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  if (plan.load.kind !== 'sweep') return null
  return (
    <section className={styles['wide']} aria-labelledby="stages">
      <h2 id="stages">By requests in flight</h2>
      <p className={styles['caption']}>Each stage has the whole plan. Pictures a minute count the time at work.</p>
      <div className={styles['rows']}>
        <table className={`compact ${styles['numbers']}`}>
          <NumberHeads names={['In flight', 'Median', 'p95', 'Pictures', 'Answered']} />
          <tbody>
            {plan.contenders.flatMap((contender) =>
              (analysis.contenders.find(({ contenderId }) => contenderId === contender.id)?.stages ?? []).map(
                (stage) => (
                  <tr key={`${contender.id} ${stage.concurrency}`}>
                    <th scope="row">
                      <ContenderName position={contender.position} name={contender.name} />
                    </th>
                    <td className="right">{stage.concurrency}</td>
                    <td className="right">
                      <EstimateFigure estimate={stage.p50} quantity="latency" label="median" />
                    </td>
                    <td className="right">
                      <EstimateFigure estimate={stage.p95} quantity="latency" label="p95" showCount={false} />
                    </td>
                    <td className="right">
                      {stage.imagesPerMinute === null ? (
                        <span className="three">none</span>
                      ) : (
                        <Figure value={stage.imagesPerMinute.toFixed(1)} unit="a min" />
                      )}
                    </td>
                    <td className="right">
                      {figureText(stage.succeeded)} <span className="two">of {figureText(stage.asked)}</span>
                    </td>
                  </tr>
                ),
              ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  )
}
