import { useMemo } from 'react'
import type { Prompt } from '#shared/domain/prompt.ts'
import { figureText } from '#shared/units/count-text.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import styles from './prompt-sets.module.css'
import { countTagged, countTags, strataOptions, type SelectionDraft } from './selection-draft.ts'

interface SelectionFieldsProps {
  prompts: readonly Prompt[]
  selection: SelectionDraft
  onChange: (selection: SelectionDraft) => void
}

/** Which prompts of a set: by tag, and a sample of them. */
export function SelectionFields({ prompts, selection, onChange }: SelectionFieldsProps) {
  const tags = useMemo(() => countTags(prompts), [prompts])
  const taggedCount = useMemo(() => countTagged(prompts, selection.tags), [prompts, selection.tags])
  const strata = useMemo(() => strataOptions(prompts), [prompts])
  const change = (changes: Partial<SelectionDraft>) => onChange({ ...selection, ...changes })
  const sampling = selection.count.trim() !== ''
  return (
    <div className={styles['selection']}>
      {tags.length > 0 && (
        <fieldset>
          <legend className="small two">Only with any of these tags</legend>
          <div className={styles['chips']}>
            {tags.map(({ tag, count }) => (
              <button
                key={tag}
                type="button"
                className={styles['chip']}
                aria-pressed={selection.tags.includes(tag)}
                onClick={() =>
                  change({
                    tags: selection.tags.includes(tag)
                      ? selection.tags.filter((other) => other !== tag)
                      : [...selection.tags, tag],
                  })
                }
              >
                {tag} <span className="two">{figureText(count)}</span>
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <div className={styles['sampleLine']}>
        <TextField
          label="Draw a sample of"
          path="promptSet.count"
          value={selection.count}
          width="150px"
          numeric
          placeholder={`all ${figureText(taggedCount)}`}
          onChange={(count) => change({ count })}
        />
        {sampling && (
          <>
            <TextField
              label="Drawn by seed"
              path="promptSet.seed"
              value={selection.seed}
              width="110px"
              numeric
              onChange={(seed) => change({ seed })}
            />
            <SelectField
              label="In proportion to"
              value={selection.by}
              width="170px"
              options={strata}
              onChange={(by) => change({ by })}
            />
          </>
        )}
      </div>
    </div>
  )
}
