import { useState } from 'react'
import { fillPrompt } from '#shared/domain/fill-variables.ts'
import type { Prompt } from '#shared/domain/prompt.ts'
import { Button } from '../../ui/button.tsx'
import { AreaField } from '../../ui/field.tsx'
import { PictureInput } from '../../ui/picture-input.tsx'
import { readVariables, withText, withVariables, writeVariables } from './edit-prompts.ts'
import styles from './prompt-sets.module.css'

interface PromptDetailsProps {
  prompt: Prompt
  number: number
  readOnly: boolean
  onChange: (change: (prompt: Prompt) => Prompt) => void
  onClose: () => void
}

/** One prompt in full: its text, what shall not be drawn, what fills its placeholders, and how it will be sent. */
export function PromptDetails({ prompt, number, readOnly, onChange, onClose }: PromptDetailsProps) {
  const [typedVariables, setTypedVariables] = useState<string | null>(null)
  const { text, missing } = fillPrompt(prompt)
  const edit = (change: (before: Prompt) => Prompt) => {
    if (!readOnly) onChange(change)
  }
  return (
    <section className={styles['details']} aria-label={`Prompt ${number} in full`}>
      <div className={styles['detailsHead']}>
        <h2>Prompt {number}</h2>
        <Button look="quiet" small aria-label="Close prompt in full" onClick={onClose}>
          ×
        </Button>
      </div>
      <div className={styles['detailsFields']}>
        <AreaField
          label="Prompt"
          rows={4}
          value={prompt.text}
          onChange={(typed) => edit((before) => ({ ...before, text: typed }))}
        />
        <AreaField
          label="Negative prompt"
          rows={4}
          value={prompt.negativePrompt ?? ''}
          placeholder="the contender’s own"
          onChange={(typed) => edit((before) => withText(before, 'negativePrompt', typed))}
        />
        <div onBlur={() => setTypedVariables(null)}>
          <AreaField
            label="Variables, one a line"
            rows={4}
            value={typedVariables ?? writeVariables(prompt.variables)}
            placeholder="colour = red"
            onChange={(typed) => {
              if (readOnly) return
              setTypedVariables(typed)
              edit((before) => withVariables(before, readVariables(typed)))
            }}
          />
        </div>
        <div className={styles['detailsPicture']}>
          <span className="small two">Input picture</span>
          {readOnly ? (
            <span className="small three">{prompt.picture === undefined ? 'none' : prompt.picture.slice(0, 12)}</span>
          ) : (
            <PictureInput
              label={`Picture of prompt ${number}`}
              sha256={prompt.picture ?? null}
              onChange={(sha256) => edit((before) => withText(before, 'picture', sha256 ?? ''))}
            />
          )}
        </div>
      </div>
      <p className={`small two ${styles['sent']}`}>
        {missing.length > 0 ? (
          <span className="alarm">
            No value for {missing.map((name) => `{{${name}}}`).join(', ')}: a trial can’t start with it.
          </span>
        ) : (
          text !== prompt.text && `Sent as: ${text}`
        )}
      </p>
    </section>
  )
}
