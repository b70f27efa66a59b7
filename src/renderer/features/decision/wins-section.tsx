import { useState } from 'react'
import { percentFigure } from '#shared/decision/parts.ts'
import type { DecisionEvaluation } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { contenderLook } from '../../ui/contender-look.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { winsTable } from './prepare-decision-tables.ts'
import { prepareWins, type Weightings } from './prepare-wins.ts'
import { Sentence } from './sentence.tsx'
import styles from './decision.module.css'

const OPTIONS: readonly { value: Weightings; label: string }[] = [
  { value: 'near', label: 'near yours' },
  { value: 'yours', label: 'yours' },
  { value: 'any', label: 'any' },
]

const WORDS: Record<Weightings, string> = {
  near: 'Each weighting lies near yours, and redraws every measurement within its interval.',
  yours: 'Your weights each time; every measurement is redrawn within its interval.',
  any: 'Every weighting of what you weigh is as likely as every other; every measurement is redrawn within its interval.',
}

/** Who wins how often, over weightings that are drawn. */
export function WinsSection({
  evaluation,
  contenders,
  trialName,
}: {
  evaluation: Pick<DecisionEvaluation, 'draws' | 'contenders'>
  contenders: readonly DecisionContender[]
  trialName: string
}) {
  const [weightings, setWeightings] = useState<Weightings>('near')
  const { rows, never, leftOut } = prepareWins(evaluation.contenders, contenders, weightings)
  if (rows.length === 0) return null
  return (
    <ChartFrame
      title={`Who wins, over ${figureText(evaluation.draws)} weightings`}
      source={trialName}
      above={
        <div className={styles['axes']}>
          <Segmented<Weightings> label="Weightings" value={weightings} options={OPTIONS} onChange={setWeightings} />
        </div>
      }
      caption={{
        what: 'Share of the weightings that each wins.',
        count: `${figureText(evaluation.draws)} draws.`,
        method: WORDS[weightings],
      }}
      table={winsTable(evaluation.contenders, contenders)}
      under={
        <p className="small three">
          {[
            never.length > 0 && `${listText(never)} never ${never.length === 1 ? 'wins' : 'win'}.`,
            leftOut.length > 0 && `${listText(leftOut)} ${leftOut.length === 1 ? 'is' : 'are'} left out.`,
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      }
    >
      <table className={`compact ${styles['wins']}`}>
        <thead className="unseen">
          <tr>
            <th scope="col">Contender</th>
            <th scope="col">Share of weightings won</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ contender, share }) => (
            <tr key={contender.contenderId}>
              <th scope="row">
                <ContenderName position={contender.position} name={contender.name} />
              </th>
              <td>
                <div className={styles['win']}>
                  <span className={contenderLook(contender.position).colourClass} aria-hidden="true">
                    <i style={{ width: `${100 * share.value}%` }} />
                  </span>
                  <Sentence parts={[percentFigure(share)]} />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFrame>
  )
}
