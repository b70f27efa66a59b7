import { useState } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import { Menu, MenuItem, MenuLine } from '../../ui/menu.tsx'
import { addWeight, freeOwnId, setOwnCriterion, type Weights } from './edit-settings.ts'
import { OwnCriterionDialog } from './own-criterion-dialog.tsx'

const MOST_OWN = 12

/** Weighs one criterion more: one of Assay's, or one of the user's own. */
export function AddCriterion({
  settings,
  criteria,
  weights,
  change,
}: {
  settings: DecisionSettings
  criteria: readonly Criterion[]
  weights: Weights
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const [writing, setWriting] = useState(false)
  const others = criteria.filter(({ id }) => settings.weights[id] === undefined)
  const isFull = settings.ownCriteria.length >= MOST_OWN
  return (
    <>
      <Menu look="quiet" label="Add a criterion">
        {others.map(({ id, title, words }) => (
          <MenuItem
            key={id}
            hint={words === null ? 'measured' : 'rated'}
            onSelect={() => change(addWeight(weights, id))}
          >
            {title}
          </MenuItem>
        ))}
        {others.length > 0 && !isFull && <MenuLine />}
        {!isFull && <MenuItem onSelect={() => setWriting(true)}>One of your own…</MenuItem>}
      </Menu>
      {writing && (
        <OwnCriterionDialog
          criterion={{ id: freeOwnId(settings.ownCriteria), name: '', words: [] }}
          onClose={() => setWriting(false)}
          onKeep={(criterion) => change(setOwnCriterion(settings, criterion))}
        />
      )}
    </>
  )
}
