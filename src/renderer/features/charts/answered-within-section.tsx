import { useMemo } from 'react'
import type { TrialAnalysis } from '#shared/domain/analysis.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { sentence } from '#shared/units/sentence.ts'
import { AnsweredWithinChart, type AnsweredWithinLine } from '../../charts/answered-within-chart.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import styles from './charts-screen.module.css'
import { prepareAnsweredWithin } from './prepare-answered-within.ts'

interface SectionProps {
  plan: FrozenPlan
  analysis: TrialAnalysis
  showRows: boolean
}

export function AnsweredWithinSection({ plan, analysis, showRows }: SectionProps) {
  const prepared = useMemo(() => prepareAnsweredWithin(plan, analysis), [plan, analysis])
  if (prepared === null) return null
  return (
    <section aria-labelledby="answered-within">
      <h2 id="answered-within">Answered within</h2>
      <p className={styles['caption']}>
        {sentence(analysis.headline)}. Share of all that were asked. A line that ends below 100&nbsp;% has failures or
        refusals.
      </p>
      {showRows ? (
        <AnsweredWithinRows lines={prepared.lines} ticks={prepared.ticks} />
      ) : (
        <AnsweredWithinChart
          {...prepared}
          label="Share of samples answered within a time, per contender, log time axis"
        />
      )}
    </section>
  )
}

function AnsweredWithinRows({ lines, ticks }: { lines: readonly AnsweredWithinLine[]; ticks: readonly number[] }) {
  return (
    <div className={styles['rows']}>
      <table className={`compact ${styles['numbers']}`}>
        <thead>
          <tr>
            <th scope="col">Within</th>
            {ticks.map((tick) => (
              <th scope="col" key={tick} className="right">
                {tick} s
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.contenderId}>
              <th scope="row">
                <ContenderName position={line.position} name={line.name} />
              </th>
              {ticks.map((tick) => (
                <td key={tick} className="right">
                  {(shareWithin(line, tick) * 100).toFixed(1)} %
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function shareWithin(line: AnsweredWithinLine, seconds: number): number {
  return line.steps.findLast((step) => step.seconds <= seconds)?.share ?? 0
}
