import { useId } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import { measureFigure, plainFigure } from '#shared/decision/parts.ts'
import { measureOf } from '#shared/decision/score-table.ts'
import type { CriterionScore, DecisionEvaluation } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { ReferencePointsForm } from './reference-points.tsx'
import { Sentence } from './sentence.tsx'
import styles from './decision.module.css'

/** What each contender has by each criterion that counts, and the score that it comes to: what the answer is made of. */
export function ScoresSection({
  settings,
  criteria,
  evaluation,
  contenders,
  change,
}: {
  settings: DecisionSettings
  criteria: readonly Criterion[]
  evaluation: Pick<DecisionEvaluation, 'criteria' | 'contenders'>
  contenders: readonly DecisionContender[]
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const id = useId()
  const counting = evaluation.criteria.flatMap((standing) => {
    const criterion = criteria.find((each) => each.id === standing.criterionId)
    return standing.state === 'counts' && criterion !== undefined ? [{ criterion, standing }] : []
  })
  if (counting.length === 0) return null
  const rows = evaluation.contenders
    .flatMap((standing) => {
      const contender = contenders.find(({ contenderId }) => contenderId === standing.contenderId)
      return contender === undefined ? [] : [{ contender, standing }]
    })
    .toSorted((one, other) => (other.standing.total ?? -1) - (one.standing.total ?? -1))
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>What each has, and what it scores</h2>
      <p className={styles['caption']}>
        A score is 1 at what is good enough and 0 at what is unacceptable, straight in between; for money and times
        straight in their logarithms. The total weighs the scores by what matters to you.
      </p>
      <div className={styles['scores']}>
        <table className="compact">
          <thead>
            <tr>
              <th scope="col">Contender</th>
              <th scope="col" className="right">
                Total
              </th>
              {counting.map(({ criterion }) => (
                <th scope="col" key={criterion.id} className="right">
                  {criterion.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ contender, standing }) => (
              <tr key={contender.contenderId}>
                <th scope="row">
                  <ContenderName position={contender.position} name={contender.name} />
                </th>
                <td className="right">
                  {standing.total === null ? (
                    <span className="two">{STANDING_WORDS[standing.standing]}</span>
                  ) : (
                    <b>{standing.total.toFixed(2)}</b>
                  )}
                </td>
                {counting.map(({ criterion }) => (
                  <td key={criterion.id} className="right">
                    <Measured contender={contender} criterion={criterion} settings={settings} />
                    <Score score={standing.scores.find(({ criterionId }) => criterionId === criterion.id)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={2} className="three">
                Score 1, score 0
              </th>
              {counting.map(({ criterion, standing }) => (
                <td key={criterion.id} className="right three">
                  <Sentence parts={[plainFigure(standing.reference.good, criterion)]} />,{' '}
                  <Sentence parts={[plainFigure(standing.reference.unacceptable, criterion)]} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <ReferencePointsForm counting={counting} references={settings.references} change={change} />
    </section>
  )
}

const STANDING_WORDS = { eligible: '', excluded: 'excluded', 'no-pictures': 'no picture' } as const

function Measured({
  contender,
  criterion,
  settings,
}: {
  contender: DecisionContender
  criterion: Criterion
  settings: DecisionSettings
}) {
  const measure = measureOf(contender, criterion, settings.rubric)
  if (measure.state === 'unknown') return <span className="two">not known: {measure.reason}</span>
  return <Sentence parts={[measureFigure(measure, criterion)]} />
}

function Score({ score }: { score: CriterionScore | undefined }) {
  if (score === undefined) return null
  return (
    <div className="micro three">
      {score.isKnown ? `score ${score.score.toFixed(2)}` : `score ${score.low.toFixed(2)} to ${score.high.toFixed(2)}`}
    </div>
  )
}
