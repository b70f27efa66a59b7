import { useEffect, useRef, type ReactNode } from 'react'
import { countText, figureText } from '#shared/units/count-text.ts'
import type { LightTable } from './arrange-pictures.ts'
import styles from './light-table.module.css'
import { MARKINGS, type Marking, type PictureFilter, type Showing } from './picture-filter.ts'

interface PictureFilterToolsProps {
  filter: PictureFilter
  onFilter: (next: Partial<PictureFilter>) => void
  counts: LightTable['counts']
  tags: readonly string[]
  /** What stands at the other end. */
  children: ReactNode
}

const CHIPS: readonly { show: Showing; label: string }[] = [
  { show: 'flagged', label: 'flagged' },
  { show: 'different', label: 'not as asked' },
  { show: 'failed', label: 'failed' },
  { show: 'refused', label: 'refused' },
]

const WHOLE = 'Of what is laid out, and of the whole trial'

/** Such as “1 of 3”; one number where everything is laid out. */
function shareText({ laidOut, all }: LightTable['counts'][Showing]): string {
  return laidOut === all ? figureText(all) : `${figureText(laidOut)} of ${figureText(all)}`
}

const MARKING_WORDS: Record<Marking, string> = {
  1: '★ or more',
  2: '★★ or more',
  3: '★★★ or more',
  4: '★★★★ or more',
  5: '★★★★★',
  pass: 'passed',
  fail: 'rejected',
  noted: 'with a note',
  unmarked: 'unmarked',
}

/** Which of the pictures are laid out. */
export function PictureFilterTools({ filter, onFilter, counts, tags, children }: PictureFilterToolsProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    function focusFilter(event: KeyboardEvent) {
      const { target } = event
      if (event.key !== '/' || target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', focusFilter)
    return () => window.removeEventListener('keydown', focusFilter)
  }, [])

  return (
    <div className={styles['tools']} role="toolbar" aria-label="Filter">
      <span className={styles['filter']}>
        <input
          ref={field}
          type="text"
          aria-label="Filter prompts and notes"
          placeholder="Filter prompts and notes"
          value={filter.filter}
          onChange={(event) => onFilter({ filter: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            onFilter({ filter: '' })
            event.currentTarget.blur()
          }}
        />
        <kbd>/</kbd>
      </span>
      {CHIPS.map(({ show, label }) => (
        <button
          key={show}
          type="button"
          className={styles['chip']}
          aria-pressed={filter.show === show}
          disabled={counts[show].all === 0 && filter.show !== show}
          title={counts[show].laidOut < counts[show].all ? WHOLE : undefined}
          onClick={() => onFilter({ show: filter.show === show ? null : show })}
        >
          {label} <b>{shareText(counts[show])}</b>
        </button>
      ))}
      <label className={styles['side']}>
        <span className="three">Marks</span>
        <select
          aria-label="Marks"
          value={filter.marking ?? ''}
          onChange={(event) =>
            onFilter({ marking: MARKINGS.find((marking) => marking === event.target.value) ?? null })
          }
        >
          <option value="">any or none</option>
          {MARKINGS.map((marking) => (
            <option key={marking} value={marking}>
              {MARKING_WORDS[marking]}
            </option>
          ))}
        </select>
      </label>
      {tags.length > 0 && (
        <label className={styles['side']}>
          <span className="three">Tag</span>
          <select
            aria-label="Tag"
            value={filter.tag ?? ''}
            onChange={(event) => onFilter({ tag: event.target.value === '' ? null : event.target.value })}
          >
            <option value="">any of {countText(tags.length, 'tag')}</option>
            {tags.map((tag) => (
              <option key={tag} value={tag}>
                {tag}
              </option>
            ))}
          </select>
        </label>
      )}
      <span className={styles['toolsEnd']}>{children}</span>
    </div>
  )
}
