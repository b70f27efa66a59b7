import { useState } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import type { CriterionStanding } from '#shared/domain/decision-evaluation.ts'
import type { DecisionSettings, ReferencePoints } from '#shared/domain/decision-settings.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { limitUnit, readReference, typedLimit } from './limit-units.ts'
import styles from './decision.module.css'

interface Counting {
  criterion: Criterion
  standing: CriterionStanding
}

/** What is good enough and what is unacceptable, criterion by criterion: round numbers around the figures, or the user's own. */
export function ReferencePointsForm({
  counting,
  references,
  change,
}: {
  counting: readonly Counting[]
  references: DecisionSettings['references']
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const [open, setOpen] = useState(false)
  return (
    <details className={styles['references']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small two">Say yourself what is good enough, and what is unacceptable</summary>
      <div className={styles['referenceRows']}>
        {(open ? counting : []).map(({ criterion, standing }) => (
          <ReferenceFields
            key={criterion.id}
            criterion={criterion}
            standing={standing}
            onChange={(reference) => change({ references: { ...references, [criterion.id]: reference } })}
            onReset={() => {
              const { [criterion.id]: _own, ...others } = references
              change({ references: others })
            }}
          />
        ))}
      </div>
    </details>
  )
}

function ReferenceFields({
  criterion,
  standing,
  onChange,
  onReset,
}: Counting & { onChange: (reference: ReferencePoints) => void; onReset: () => void }) {
  const { reference } = standing
  const [typed, setTyped] = useState<{ about: ReferencePoints; good: string; unacceptable: string } | null>(null)
  // Moved from elsewhere, such as by another figure: what was typed is about other points.
  const isAbout = typed !== null && areSame(typed.about, reference)
  const { good, unacceptable } = isAbout
    ? typed
    : { good: typedLimit(reference.good, criterion), unacceptable: typedLimit(reference.unacceptable, criterion) }
  const read = readReference({ good, unacceptable }, criterion)
  const isChanged = typeof read !== 'string' && !areSame(read, reference)
  return (
    <ProblemsContext value={typeof read === 'string' ? [{ path: 'unacceptable', message: read }] : []}>
      <form
        aria-label={`Scores of ${criterion.title}`}
        className={styles['referenceRow']}
        onSubmit={(event) => {
          event.preventDefault()
          if (typeof read !== 'string') onChange(read)
        }}
      >
        <span>{criterion.title}</span>
        <TextField
          label="Good enough"
          numeric
          unit={limitUnit(criterion)}
          value={good}
          onChange={(next) => setTyped({ about: reference, good: next, unacceptable })}
        />
        <TextField
          label="Unacceptable"
          path="unacceptable"
          numeric
          unit={limitUnit(criterion)}
          value={unacceptable}
          onChange={(next) => setTyped({ about: reference, good, unacceptable: next })}
        />
        <Button type="submit" disabled={!isChanged}>
          Set
        </Button>
        {standing.isOwnReference ? (
          <Button look="quiet" onClick={onReset}>
            Back to round numbers
          </Button>
        ) : (
          <span className="small three">round numbers around the figures</span>
        )}
      </form>
    </ProblemsContext>
  )
}

function areSame(one: ReferencePoints, other: ReferencePoints): boolean {
  return one.good === other.good && one.unacceptable === other.unacceptable
}
