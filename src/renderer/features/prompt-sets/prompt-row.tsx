import { useState, type KeyboardEvent } from 'react'
import type { Prompt } from '#shared/domain/prompt.ts'
import { Button } from '../../ui/button.tsx'
import { readTags, withTags, withText, type EditedPrompt } from './edit-prompts.ts'
import styles from './prompt-sets.module.css'

export type PromptColumn = 'name' | 'text' | 'tags'

interface PromptRowProps {
  row: EditedPrompt
  /** Its place in the set, from 1. */
  number: number
  topPx: number
  readOnly: boolean
  chosen: boolean
  /** Whether it is shown in full below the table. */
  current: boolean
  onChoose: (on: boolean) => void
  onCurrent: () => void
  onChange: (change: (prompt: Prompt) => Prompt) => void
  /** To the same column of another row. */
  onMove: (by: number, column: PromptColumn) => void
  onRemove: () => void
}

/** A prompt on one line. Enter and the arrows go from row to row. */
export function PromptRow(props: PromptRowProps) {
  const { row, number, topPx, readOnly, chosen, current, onChoose, onCurrent, onChange, onMove, onRemove } = props
  const { key, prompt } = row
  const [typedTags, setTypedTags] = useState<string | null>(null)
  const fieldOf = (column: PromptColumn) => ({
    type: 'text',
    readOnly,
    'data-field': `${key} ${column}`,
    onFocus: onCurrent,
    onKeyDown: (event: KeyboardEvent) => {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0
      if (by === 0 || event.nativeEvent.isComposing) return
      event.preventDefault()
      onMove(by, column)
    },
  })
  return (
    <div className={styles['row']} style={{ transform: `translateY(${topPx}px)` }} data-current={current || undefined}>
      {readOnly ? (
        <span />
      ) : (
        <input
          type="checkbox"
          aria-label={`Choose prompt ${number}`}
          checked={chosen}
          onChange={(event) => onChoose(event.target.checked)}
        />
      )}
      <span className="small three right">{number}</span>
      <input
        {...fieldOf('name')}
        aria-label={`Name of prompt ${number}`}
        placeholder="—"
        maxLength={120}
        value={prompt.name ?? ''}
        onChange={(event) => onChange((before) => withText(before, 'name', event.target.value))}
      />
      <input
        {...fieldOf('text')}
        aria-label={`Prompt ${number}`}
        placeholder="What shall be drawn"
        aria-invalid={prompt.text.trim() === ''}
        value={prompt.text}
        onChange={(event) => onChange((before) => ({ ...before, text: event.target.value }))}
      />
      <input
        {...fieldOf('tags')}
        aria-label={`Tags of prompt ${number}`}
        placeholder="—"
        value={typedTags ?? (prompt.tags ?? []).join(', ')}
        onBlur={() => setTypedTags(null)}
        onChange={(event) => {
          setTypedTags(event.target.value)
          onChange((before) => withTags(before, readTags(event.target.value)))
        }}
      />
      {readOnly ? (
        <span />
      ) : (
        <Button look="quiet" small aria-label={`Delete prompt ${number}`} onClick={onRemove}>
          Delete
        </Button>
      )}
    </div>
  )
}
