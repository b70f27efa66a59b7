import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { figureText } from '#shared/units/count-text.ts'
import { WhiskerAxis, Whiskers } from '../../charts/whiskers.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import styles from './charts-screen.module.css'
import { describeUnsupported, latencyWhiskers, orderByMedian, whiskerAxis } from './prepare-latency.ts'

const MARKS = 6

export function DistributionSection({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  const ordered = orderByMedian(plan, analysis)
  const whiskers = ordered.map((item) => latencyWhiskers(item.analysis))
  const axis = whiskerAxis(whiskers, MARKS)
  const unsupported = describeUnsupported(analysis)
  const showP99 = analysis.contenders.some(({ latency }) => latency.p99.state === 'known')
  return (
    <section className={styles['wide']} aria-labelledby="distribution">
      <div className={styles['heading']}>
        <h2 id="distribution">Median, p90 and p95</h2>
        <span className="small three">
          {analysis.headline} · marker: median · ring: p90 · dot: p95 · bars: 95&nbsp;% interval
          {unsupported !== null && ` · ${unsupported}`}
        </span>
      </div>
      <table className={styles['distribution']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            <th scope="col" className={styles['chartCell']}>
              <span className="unseen">Drawn on one axis</span>
            </th>
            <th scope="col">Median</th>
            <th scope="col">p90</th>
            <th scope="col">p95</th>
            {showP99 && <th scope="col">p99</th>}
            <th scope="col" className="right">
              Answered
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ contender, analysis: numbers }, index) => (
            <tr key={contender.id}>
              <th scope="row">
                <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
              </th>
              <td className={styles['chartCell']}>
                <Whiskers
                  whiskers={whiskers[index] ?? []}
                  axis={axis}
                  position={contender.position}
                  label={`Latency of ${contender.name}`}
                />
              </td>
              <td>
                <EstimateFigure estimate={numbers.latency.p50} quantity="latency" label="median" />
              </td>
              <td>
                <EstimateFigure estimate={numbers.latency.p90} quantity="latency" label="p90" showCount={false} />
              </td>
              <td>
                <EstimateFigure estimate={numbers.latency.p95} quantity="latency" label="p95" showCount={false} />
              </td>
              {showP99 && (
                <td>
                  <EstimateFigure estimate={numbers.latency.p99} quantity="latency" label="p99" showCount={false} />
                </td>
              )}
              <td className="right">
                {figureText(numbers.succeeded)} <span className="two">of {figureText(numbers.asked)}</span>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className="unseen">Axis</span>
            </th>
            <td className={styles['chartCell']}>
              <WhiskerAxis axis={axis} write={(seconds) => `${seconds} s`} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
