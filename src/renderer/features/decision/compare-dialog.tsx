import { Dialog } from 'radix-ui'
import { useState } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import { weightsFromComparisons } from '#shared/decision/pairwise.ts'
import type { CriterionId, DecisionSettings } from '#shared/domain/decision-settings.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { SelectField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import { describeConsistency } from './describe-consistency.ts'
import { compare, listed, pairsOf, ratioOf } from './edit-settings.ts'
import { percentText } from './percent-text.ts'
import styles from './decision.module.css'

interface CompareDialogProps {
  settings: DecisionSettings
  criteria: readonly Criterion[]
  change: (changes: Partial<DecisionSettings>) => void
}

/** Asks which of two criteria matters more, and how much; weights follow from all answers, and how well these fit together. */
export function CompareDialog({ settings, criteria, change }: CompareDialogProps) {
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild>
        <Button small look="quiet">
          Compare two at a time…
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={`${dialogStyles['content']} ${styles['broadDialog']}`}>
          <Comparisons settings={settings} criteria={criteria} change={change} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Comparisons({ settings, criteria, change }: CompareDialogProps) {
  const { comparisons, weighing } = settings
  const [chosen, setChosen] = useState<readonly CriterionId[]>(() => firstChosen(settings, criteria))
  const titleOf = (id: CriterionId): string => criteria.find((each) => each.id === id)?.title ?? id
  const { weights, consistency } = weightsFromComparisons(
    chosen,
    comparisons.filter(({ first, second }) => chosen.includes(first) && chosen.includes(second)),
  )
  function toggle(id: CriterionId, isChosen: boolean): void {
    if (!isChosen) change({ comparisons: comparisons.filter(({ first, second }) => first !== id && second !== id) })
    setChosen(
      criteria.map((criterion) => criterion.id).filter((each) => (each === id ? isChosen : chosen.includes(each))),
    )
  }
  return (
    <>
      <Dialog.Title asChild>
        <h2>Compare two at a time</h2>
      </Dialog.Title>
      <Dialog.Description className={dialogStyles['text']}>
        How many times as much does one matter as the other? The weights follow from all answers together.
      </Dialog.Description>
      <fieldset className={styles['choices']}>
        <legend className="small two">Criteria</legend>
        {criteria.map(({ id, title }) => (
          <label key={id} className="small">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />{' '}
            {title}
          </label>
        ))}
      </fieldset>
      <div className={styles['pairs']}>
        {pairsOf(chosen).map(([first, second]) => (
          <SelectField
            key={`${first} ${second}`}
            label={`${titleOf(first)} and ${titleOf(second)}`}
            value={stepOf(ratioOf(comparisons, first, second))}
            options={stepOptions(titleOf(first), titleOf(second))}
            onChange={(step) =>
              change({ comparisons: compare(comparisons, { first, second, ratio: ratioOfStep(step) }) })
            }
          />
        ))}
      </div>
      <div className={styles['comparisonResult']}>
        <Note look={consistency.state === 'complete' && !consistency.isConsistent ? 'warn' : 'plain'}>
          {describeConsistency(consistency, titleOf)}
          {weights !== null && (
            <>
              {' '}
              They come to{' '}
              {chosen.map((id, place) => `${titleOf(id)} ${percentText(weights[place] ?? 0)}\u00a0%`).join(', ')}.
            </>
          )}
        </Note>
      </div>
      <div className={dialogStyles['actions']}>
        <Dialog.Close asChild>
          <Button>Close</Button>
        </Dialog.Close>
        {weighing === 'sliders' && (
          <Dialog.Close asChild>
            <Button look="primary" disabled={weights === null} onClick={() => change({ weighing: 'pairwise' })}>
              Weigh by these
            </Button>
          </Dialog.Close>
        )}
      </div>
    </>
  )
}

/** Those that were compared; if none was, those that are weighed by sliders. */
function firstChosen(
  { comparisons, weights }: Pick<DecisionSettings, 'comparisons' | 'weights'>,
  criteria: readonly Criterion[],
): CriterionId[] {
  const compared = new Set(comparisons.flatMap(({ first, second }) => [first, second]))
  const weighed = new Set(listed(weights))
  const from = compared.size > 0 ? compared : weighed
  return criteria.flatMap(({ id }) => (from.has(id) ? [id] : []))
}

/** Saaty's scale: the first matters 9, 8 … 2 times as much, both alike, the second 2 … 9 times. */
const MOST_TIMES = 9

/** `3`: the first three times as much; `-3`: the second; `1`: alike; empty: not compared. */
function stepOf(ratio: number | null): string {
  if (ratio === null) return ''
  return String(ratio >= 1 ? Math.round(ratio) : -Math.round(1 / ratio))
}

function ratioOfStep(step: string): number | null {
  const number = Number(step)
  if (step === '' || Number.isNaN(number)) return null
  return number > 0 ? number : -1 / number
}

function stepOptions(first: string, second: string): { value: string; label: string }[] {
  const times = Array.from({ length: MOST_TIMES - 1 }, (_, place) => place + 2)
  return [
    { value: '', label: 'not compared yet' },
    ...times.toReversed().map((count) => ({ value: String(count), label: `${first} matters ${count} times as much` })),
    { value: '1', label: 'both matter alike' },
    ...times.map((count) => ({ value: String(-count), label: `${second} matters ${count} times as much` })),
  ]
}
