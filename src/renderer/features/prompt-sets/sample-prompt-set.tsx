import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { PromptSet } from '#shared/domain/prompt-set.ts'
import { describeSelection, selectPrompts } from '#shared/domain/select-prompts.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import styles from './prompt-sets.module.css'
import { countTagged, EVERYTHING, readSelection } from './selection-draft.ts'
import { SelectionFields } from './selection-fields.tsx'
import { useRefreshPromptSets } from './use-refresh-prompt-sets.ts'

interface SamplePromptSetProps {
  set: PromptSet
  /** Whether there are changes that are not saved: they are not drawn from. */
  changed: boolean
  onKept: (promptSetId: string) => void
}

/** Makes a set of some prompts of this one. */
export function SamplePromptSet({ set, changed, onKept }: SamplePromptSetProps) {
  const refresh = useRefreshPromptSets()
  const [draft, setDraft] = useState(EVERYTHING)
  const [name, setName] = useState('')
  const sample = useMutation(
    workbench.promptSet.sample.mutationOptions({
      onSuccess: async ({ id }) => {
        await refresh()
        onKept(id)
      },
    }),
  )
  const taggedCount = countTagged(set.prompts, draft.tags)
  const { selection, problems } = readSelection(draft, taggedCount)
  const chosen = selectPrompts(set.prompts, selection)
  const words = describeSelection(selection, taggedCount)

  return (
    <div className={styles['below']}>
      <p className="two">
        A set of its own, of prompts of version {set.version}. The same seed draws the same ones; what was chosen is
        written down with the new set.
      </p>
      <ProblemsContext value={problems}>
        <SelectionFields prompts={set.prompts} selection={draft} onChange={setDraft} />
      </ProblemsContext>
      <TextField
        label="Name of the new set"
        value={name}
        width="320px"
        placeholder={`${set.name}, ${figureText(chosen.length)} of ${figureText(set.prompts.length)}`}
        onChange={setName}
      />
      {changed && <Note look="warn">Changes that are not saved are not drawn from.</Note>}
      {sample.isError && <Note look="bad">Nothing was made. {readFailure(sample.error).message}</Note>}
      <div className={styles['line']}>
        <Button
          look="primary"
          disabled={problems.length > 0 || words === null || sample.isPending || changed}
          onClick={() =>
            sample.mutate({
              promptSetId: set.id,
              version: set.version,
              selection,
              ...(name.trim() !== '' && { name: name.trim() }),
            })
          }
        >
          Make a set of {countText(chosen.length, 'prompt')}
        </Button>
        <span className="small two">{words === null ? 'Choose tags, or how many.' : `${words}.`}</span>
      </div>
    </div>
  )
}
