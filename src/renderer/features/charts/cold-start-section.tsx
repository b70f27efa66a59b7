import { useMemo } from 'react'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import { describeColdBasis } from '#shared/domain/cold-basis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { formatMinutes } from '#shared/units/duration.ts'
import { ColdShareChart } from '../../charts/cold-share-chart.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import styles from './charts-screen.module.css'
import { prepareColdStarts, type PreparedColdStarts } from './prepare-cold-starts.ts'

interface SectionProps {
  plan: FrozenPlan
  analysis: TrialAnalysis
  showRows: boolean
}

/** After which idle time who starts cold, and what that costs. Nothing for a trial without probes. */
export function ColdStartSection({ plan, analysis, showRows }: SectionProps) {
  const prepared = useMemo(() => prepareColdStarts(plan, analysis), [plan, analysis])
  if (prepared === null) return null
  return (
    <section className={styles['wide']} aria-labelledby="cold-starts">
      <h2 id="cold-starts">After idling</h2>
      <p className={styles['caption']}>
        Share of cold starts among the probes sent after each gap, with a 95&nbsp;% Wilson interval.
      </p>
      {!showRows && prepared.lines.length > 0 && (
        <>
          <div className={styles['key']}>
            {prepared.lines.map(({ contenderId, position, name }) => (
              <ContenderName key={contenderId} position={position} name={name} />
            ))}
          </div>
          <ColdShareChart
            gapLabels={prepared.gapLabels}
            lines={prepared.lines}
            label="Share of cold starts by idle time, per contender"
          />
        </>
      )}
      {!showRows && prepared.unmarked !== null && <p className={styles['caption']}>{prepared.unmarked}</p>}
      {showRows ? <GapRows prepared={prepared} /> : <PenaltyRows prepared={prepared} />}
    </section>
  )
}

function PenaltyRows({ prepared }: { prepared: PreparedColdStarts }) {
  return (
    <table className={`compact ${styles['numbers']}`}>
      <thead>
        <tr>
          <th scope="col">Contender</th>
          <th scope="col" className="right">
            A cold start costs
          </th>
          <th scope="col">Told by</th>
        </tr>
      </thead>
      <tbody>
        {prepared.probed.map(({ contender, coldStart }) => (
          <tr key={contender.id}>
            <th scope="row">
              <ContenderName position={contender.position} name={contender.name} />
            </th>
            <td className="right">
              <EstimateFigure estimate={coldStart.penaltyMs} quantity="latency" />
            </td>
            <td className="two">{describeColdBasis(coldStart)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function GapRows({ prepared }: { prepared: PreparedColdStarts }) {
  return (
    <div className={styles['rows']}>
      <table className={`compact ${styles['numbers']}`}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            {['Idle for', 'Cold', 'Warm', 'Not known', 'Share cold'].map((name) => (
              <th scope="col" key={name} className="right">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {prepared.probed.flatMap(({ contender, coldStart }) =>
            coldStart.gaps.map((gap) => (
              <tr key={`${contender.id} ${gap.gapMs}`}>
                <th scope="row">
                  <ContenderName position={contender.position} name={contender.name} />
                </th>
                <td className="right">{formatMinutes(gap.gapMs / 60_000)}</td>
                <td className="right">{gap.cold}</td>
                <td className="right">{gap.warm}</td>
                <td className="right">{gap.unknown}</td>
                <td className="right">
                  <EstimateFigure estimate={gap.coldShare} quantity="share" />
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
