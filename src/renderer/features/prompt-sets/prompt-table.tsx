import { useVirtualizer } from '@tanstack/react-virtual'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { countText, figureText } from '#shared/units/count-text.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { addPrompt, changePrompt, filterPrompts, removePrompts, tagPrompts, type Editing } from './edit-prompts.ts'
import { PromptDetails } from './prompt-details.tsx'
import { PromptRow, type PromptColumn } from './prompt-row.tsx'
import styles from './prompt-sets.module.css'
import { countTags } from './selection-draft.ts'
import { TagMany } from './tag-many.tsx'

interface PromptTableProps {
  editing: Editing
  readOnly: boolean
  onChange: (editing: Editing) => void
}

const ROW_PX = 38
const ANY_TAG = ''

/** The prompts of a set, to be filtered and edited. Only the rows in sight are drawn: there may be twenty thousand. */
export function PromptTable({ editing, readOnly, onChange }: PromptTableProps) {
  const [text, setText] = useState('')
  const [tag, setTag] = useState(ANY_TAG)
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set())
  const [current, setCurrent] = useState<number | null>(null)
  const wantsFocus = useRef<{ key: number; column: PromptColumn } | null>(null)
  const scroller = useRef<HTMLDivElement>(null)

  const tags = useMemo(() => countTags(editing.rows.map(({ prompt }) => prompt)), [editing.rows])
  const sought = useDeferredValue(text)
  const filter = { text: sought, tag: tags.some((known) => known.tag === tag) ? tag : null }
  const shown = filterPrompts(editing.rows, filter)
  const numbers = useMemo(() => new Map(editing.rows.map(({ key }, index) => [key, index + 1])), [editing.rows])
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => shown[index]?.key ?? index,
    overscan: 8,
  })
  useEffect(() => {
    const wanted = wantsFocus.current
    if (wanted === null) return
    const field = scroller.current?.querySelector<HTMLElement>(`[data-field="${wanted.key} ${wanted.column}"]`)
    if (field === null || field === undefined) return
    field.focus({ preventScroll: true })
    wantsFocus.current = null
  })

  function go(index: number, column: PromptColumn) {
    const row = shown[index]
    if (row === undefined) return
    wantsFocus.current = { key: row.key, column }
    rows.scrollToIndex(index, { align: 'auto' })
    setCurrent(row.key)
  }
  function add() {
    const key = editing.nextKey
    setText('')
    setTag(ANY_TAG)
    setCurrent(key)
    wantsFocus.current = { key, column: 'text' }
    onChange(addPrompt(editing))
    requestAnimationFrame(() => rows.scrollToIndex(editing.rows.length, { align: 'end' }))
  }
  function remove(keys: ReadonlySet<number>) {
    onChange(removePrompts(editing, keys))
    setChosen(new Set([...chosen].filter((key) => !keys.has(key))))
  }
  function choose(keys: readonly number[], on: boolean) {
    const next = new Set(chosen)
    for (const key of keys)
      if (on) next.add(key)
      else next.delete(key)
    setChosen(next)
  }
  const currentRow = editing.rows.find(({ key }) => key === current)
  const shownKeys = shown.map(({ key }) => key)
  const allChosen = shown.length > 0 && shownKeys.every((key) => chosen.has(key))

  return (
    <>
      <div className={styles['tools']}>
        <TextField label="Find" value={text} width="220px" placeholder="in name and text" onChange={setText} />
        {tags.length > 0 && (
          <SelectField
            label="Tag"
            value={filter.tag ?? ANY_TAG}
            width="200px"
            options={[
              { value: ANY_TAG, label: 'any' },
              ...tags.map((known) => ({ value: known.tag, label: `${known.tag}, ${figureText(known.count)}` })),
            ]}
            onChange={setTag}
          />
        )}
        <span className={`small two ${styles['found']}`} aria-live="polite">
          {shown.length === editing.rows.length
            ? countText(shown.length, 'prompt')
            : `${figureText(shown.length)} of ${countText(editing.rows.length, 'prompt')}`}
        </span>
        {!readOnly && (
          <Button onClick={add} className={styles['addButton']}>
            Add a prompt
          </Button>
        )}
      </div>
      {!readOnly && chosen.size > 0 && (
        <TagMany
          count={chosen.size}
          onTag={(added, how) => onChange(tagPrompts(editing, chosen, added, how))}
          onRemove={() => remove(chosen)}
          onLeave={() => setChosen(new Set())}
        />
      )}
      <div className={styles['head']}>
        {readOnly ? (
          <span />
        ) : (
          <input
            type="checkbox"
            aria-label={`Choose all ${figureText(shown.length)} that are shown`}
            checked={allChosen}
            disabled={shown.length === 0}
            onChange={(event) => choose(shownKeys, event.target.checked)}
          />
        )}
        <span className="right">No.</span>
        <span>Name</span>
        <span>Prompt</span>
        <span>Tags</span>
      </div>
      <div ref={scroller} className={styles['rows']} tabIndex={-1}>
        {shown.length === 0 && (
          <EmptyState title={editing.rows.length === 0 ? 'No prompt left' : 'No prompt fits'}>
            {editing.rows.length === 0
              ? 'Add one, or undo your changes.'
              : 'Find something else, or choose another tag.'}
          </EmptyState>
        )}
        <div style={{ height: rows.getTotalSize() }} />
        {rows.getVirtualItems().map(({ index, start }) => {
          const row = shown[index]
          if (row === undefined) return null
          return (
            <PromptRow
              key={row.key}
              row={row}
              number={numbers.get(row.key) ?? index + 1}
              topPx={start}
              readOnly={readOnly}
              chosen={chosen.has(row.key)}
              current={row.key === current}
              onChoose={(on) => choose([row.key], on)}
              onCurrent={() => setCurrent(row.key)}
              onChange={(change) => onChange(changePrompt(editing, row.key, change))}
              onMove={(by, column) => go(index + by, column)}
              onRemove={() => remove(new Set([row.key]))}
            />
          )
        })}
      </div>
      {currentRow !== undefined && (
        <PromptDetails
          key={currentRow.key}
          prompt={currentRow.prompt}
          number={numbers.get(currentRow.key) ?? 0}
          readOnly={readOnly}
          onChange={(change) => onChange(changePrompt(editing, currentRow.key, change))}
          onClose={() => setCurrent(null)}
        />
      )}
    </>
  )
}
