import { useMemo } from 'react'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { figureText } from '#shared/units/count-text.ts'
import { sentence } from '#shared/units/sentence.ts'
import { OverTimeChart } from '../../charts/over-time-chart.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { formatLatency } from '../../ui/format-estimate.ts'
import styles from './charts-screen.module.css'
import { prepareOverTime } from './prepare-over-time.ts'

interface SectionProps {
  plan: FrozenPlan
  analysis: TrialAnalysis
  showRows: boolean
}

const MOST_ROWS = 200

export function OverTimeSection({ plan, analysis, showRows }: SectionProps) {
  const { points, time, latency, unit } = useMemo(() => prepareOverTime(plan, analysis), [plan, analysis])
  const writeTime = useMemo(
    () => (seconds: number) => (unit === 'min' ? `${Number((seconds / 60).toFixed(1))} min` : `${seconds} s`),
    [unit],
  )
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">Over the run</h2>
      <p className={styles['caption']}>
        {analysis.points.length < analysis.asked
          ? `${figureText(analysis.points.length)} of ${figureText(analysis.asked)} samples, evenly spaced in each contender’s order, when they were due.`
          : 'Each sample when it was due.'}{' '}
        {sentence(analysis.load)}. A cross on the upper edge gave no picture.
      </p>
      {showRows ? (
        <OverTimeRows plan={plan} analysis={analysis} />
      ) : (
        <>
          <ul className={`micro ${styles['key']}`}>
            {plan.contenders.map((contender) => (
              <li key={contender.id}>
                <ContenderName position={contender.position} name={contender.name} />
              </li>
            ))}
          </ul>
          <OverTimeChart
            points={points}
            time={time}
            latency={latency}
            writeTime={writeTime}
            label={`Latency of ${figureText(points.length)} samples over the run`}
          />
        </>
      )}
    </section>
  )
}

function OverTimeRows({ plan, analysis }: { plan: FrozenPlan; analysis: TrialAnalysis }) {
  const contenders = new Map(plan.contenders.map((contender) => [contender.id, contender]))
  const shown = analysis.points.slice(0, MOST_ROWS)
  const thinned = analysis.points.length < analysis.asked
  return (
    <div className={styles['rows']}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col" className="right">
              Place
            </th>
            <th scope="col">Contender</th>
            <th scope="col" className="right">
              Due
            </th>
            <th scope="col" className="right">
              Latency
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((point) => {
            const contender = contenders.get(point.contenderId)
            return (
              <tr key={point.position}>
                <td className="right">{point.position + 1}</td>
                <td>
                  {contender !== undefined && <ContenderName position={contender.position} name={contender.name} />}
                </td>
                <td className="right">{(point.dueMs / 1000).toFixed(1)} s</td>
                <td className="right">{point.succeeded ? formatLatency(point.latencyMs) : 'no picture'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {analysis.points.length > MOST_ROWS && (
        <p className="small two">
          {thinned ? `${MOST_ROWS}, spaced out,` : `The first ${MOST_ROWS}`} of {figureText(analysis.asked)}. The
          report’s CSV file has them all.
        </p>
      )}
    </div>
  )
}
