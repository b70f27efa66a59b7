import { useState } from 'react'
import { levelWords, type Criterion } from '#shared/decision/criteria.ts'
import { measureOf } from '#shared/decision/score-table.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { CriterionId, DecisionSettings } from '#shared/domain/decision-settings.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { rate, removeOwnCriterion, setOwnCriterion } from './edit-settings.ts'
import { OwnCriterionDialog } from './own-criterion-dialog.tsx'
import { RateDialog } from './rate-dialog.tsx'
import { SECTIONS } from './sentence.tsx'
import styles from './decision.module.css'

/** Criteria that nothing measures: what the provider's description says, and what the user rates in words of a rubric. */
export function RubricSection({
  settings,
  criteria,
  contenders,
  change,
}: {
  settings: DecisionSettings
  criteria: readonly Criterion[]
  contenders: readonly DecisionContender[]
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const rubrics = criteria.filter(({ words }) => words !== null)
  const [rated, setRated] = useState<{ criterionId: CriterionId; contenderId: string } | null>(null)
  const criterion = rubrics.find(({ id }) => id === rated?.criterionId)
  const contender = contenders.find(({ contenderId }) => contenderId === rated?.contenderId)
  return (
    <section aria-labelledby={SECTIONS.criteria}>
      <h2 id={SECTIONS.criteria} tabIndex={-1}>
        What is not measured
      </h2>
      <p className={styles['caption']}>
        From 0, the worst, to 4. Facts are from the descriptions of providers that Assay brings along, with source and
        date; what you rate stands before them. A rating counts as anything within half a level of it, and only for
        criteria that you weigh or set a limit of.
      </p>
      <div className={styles['scores']}>
        <table className={`compact ${styles['rubric']}`}>
          <thead>
            <tr>
              <th scope="col">Criterion</th>
              {contenders.map(({ contenderId, name, position }) => (
                <th scope="col" key={contenderId}>
                  <ContenderName position={position} name={name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rubrics.map((each) => (
              <tr key={each.id}>
                <th scope="row">
                  {each.title}
                  <OwnControls settings={settings} id={each.id} change={change} />
                </th>
                {contenders.map((one) => (
                  <td key={one.contenderId}>
                    <Level
                      contender={one}
                      criterion={each}
                      settings={settings}
                      onOpen={() => setRated({ criterionId: each.id, contenderId: one.contenderId })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {criterion !== undefined && contender !== undefined && (
        <RateDialog
          criterion={criterion}
          contender={contender}
          rubric={settings.rubric}
          onRate={(score) => change(rate(settings.rubric, score))}
          onClose={() => setRated(null)}
        />
      )}
    </section>
  )
}

/** A level with its words and where it is from; pressing it opens the rating. */
function Level({
  contender,
  criterion,
  settings,
  onOpen,
}: {
  contender: DecisionContender
  criterion: Criterion
  settings: DecisionSettings
  onOpen: () => void
}) {
  const measure = measureOf(contender, criterion, settings.rubric)
  const label = <span className="unseen">{`Rate ${contender.name}: ${criterion.title}, `}</span>
  if (measure.state === 'unknown')
    return (
      <button type="button" className={styles['level']} onClick={onOpen}>
        {label}
        <span className="two">{measure.low === null ? 'not known' : `${measure.low} or more`}</span>
        <span className={`micro three ${styles['levelWords']}`}>{measure.reason}</span>
      </button>
    )
  const isRated = measure.evidence.source === 'rated'
  return (
    <button type="button" className={styles['level']} onClick={onOpen}>
      {label}
      <span>
        <b>{measure.value}</b> <span className="three">{isRated ? 'rated by you' : 'described'}</span>
      </span>
      <span className={`micro three ${styles['levelWords']}`}>{levelWords(criterion, measure.value)}</span>
    </button>
  )
}

/** Other words for a criterion of the user's own, or away with it. */
function OwnControls({
  settings,
  id,
  change,
}: {
  settings: DecisionSettings
  id: CriterionId
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const [writing, setWriting] = useState(false)
  const own = settings.ownCriteria.find((each) => each.id === id)
  if (own === undefined) return null
  return (
    <div className={styles['ownControls']}>
      <Button small look="quiet" aria-label={`Change ${own.name}`} onClick={() => setWriting(true)}>
        Change
      </Button>
      <ConfirmDialog
        trigger={
          <Button small look="quiet" aria-label={`Remove ${own.name}`}>
            Remove
          </Button>
        }
        title={`Remove “${own.name}”?`}
        stay="Keep it"
        confirm="Remove it"
        onConfirm={() => change(removeOwnCriterion(settings, id))}
      >
        Its ratings, notes, weight and limit go with it.
      </ConfirmDialog>
      {writing && (
        <OwnCriterionDialog
          criterion={own}
          onClose={() => setWriting(false)}
          onKeep={(criterion) => change(setOwnCriterion(settings, criterion))}
        />
      )}
    </div>
  )
}
