import { useMemo } from 'react'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { sentence } from '#shared/units/sentence.ts'
import { PhaseChart } from '../../charts/phase-chart.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { formatLatency } from '../../ui/format-estimate.ts'
import styles from './charts-screen.module.css'
import { orderByMedian } from './prepare-latency.ts'
import { preparePhases } from './prepare-phases.ts'

interface SectionProps {
  plan: FrozenPlan
  analysis: TrialAnalysis
  showRows: boolean
}

export function PhaseSection({ plan, analysis, showRows }: SectionProps) {
  const { bars, axis } = useMemo(() => preparePhases(plan, analysis), [plan, analysis])
  if (bars.length === 0) return null
  return (
    <section aria-labelledby="phases">
      <h2 id="phases">Where the time goes</h2>
      <p className={styles['caption']}>
        {sentence(analysis.headline)}. What each phase adds to the mean picture. One that did not happen is left out.
      </p>
      {showRows ? (
        <PhaseRows plan={plan} analysis={analysis} />
      ) : (
        <PhaseChart
          bars={bars}
          ticks={axis.ticks}
          maximumSeconds={axis.maximum}
          label="Mean phases per contender, stacked"
        />
      )}
    </section>
  )
}

function PhaseRows({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  return (
    <div className={styles['rows']}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">Contender</th>
            <th scope="col">Phase</th>
            <th scope="col" className="right">
              Mean where it happened
            </th>
            <th scope="col" className="right">
              Happened in
            </th>
          </tr>
        </thead>
        <tbody>
          {orderByMedian(plan, analysis).flatMap(({ contender, analysis: numbers }) =>
            numbers.phases.map((phase) => (
              <tr key={`${contender.id} ${phase.phase}`}>
                <th scope="row">
                  <ContenderName position={contender.position} name={contender.name} />
                </th>
                <td>{phase.phase}</td>
                <td className="right">{formatLatency(phase.meanMs)}</td>
                <td className="right">
                  {phase.count} of {numbers.succeeded}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
