import { useId, useState } from 'react'
import { MOST_STARS, MOST_TAGS, NOTE_LENGTH, type Mark, type Verdict } from '#shared/domain/mark.ts'
import { Tag } from '#shared/domain/prompt.ts'
import tableStyles from './light-table.module.css'
import styles from './mark-editor.module.css'

const STARS = Array.from({ length: MOST_STARS }, (_, index) => index + 1)
const VERDICTS: readonly { value: Verdict; label: string; hint: string }[] = [
  { value: 'pass', label: 'Pass', hint: 'P' },
  { value: 'fail', label: 'Reject', hint: 'X' },
]

/** Stars, pass or reject, tags and a note of one sample. Tags and the note are kept when the field is left. */
export function MarkEditor({ mark, onMark }: { mark: Mark; onMark: (mark: Mark) => void }) {
  return (
    <div className={styles['marks']}>
      <div className={styles['line']}>
        <fieldset aria-label="Stars" className={styles['stars']}>
          {STARS.map((stars) => (
            <button
              key={stars}
              type="button"
              aria-pressed={mark.stars === stars}
              aria-label={stars === 1 ? '1 star' : `${stars} stars`}
              data-lit={isLit(mark, stars)}
              onClick={() => onMark({ ...mark, stars: mark.stars === stars ? null : stars })}
            >
              {isLit(mark, stars) ? '★' : '☆'}
            </button>
          ))}
        </fieldset>
        {VERDICTS.map(({ value, label, hint }) => (
          <button
            key={value}
            type="button"
            className={tableStyles['chip']}
            aria-pressed={mark.verdict === value}
            onClick={() => onMark({ ...mark, verdict: mark.verdict === value ? null : value })}
          >
            {label} <kbd>{hint}</kbd>
          </button>
        ))}
      </div>
      <TextMark
        key={`tags ${mark.sampleId} ${mark.tags.join()}`}
        label="Tags"
        value={mark.tags.join(', ')}
        read={readTags}
        onChange={(tags) => onMark({ ...mark, tags })}
      />
      <TextMark
        key={`note ${mark.sampleId} ${mark.note}`}
        label="Note"
        value={mark.note}
        read={readNote}
        onChange={(note) => onMark({ ...mark, note })}
        isLong
      />
    </div>
  )
}

function isLit(mark: Mark, stars: number): boolean {
  return mark.stars !== null && stars <= mark.stars
}

interface TextMarkProps<Value> {
  label: string
  value: string
  /** @returns what is wrong with the text as an Error */
  read: (text: string) => Value | Error
  onChange: (value: Value) => void
  isLong?: boolean
}

function TextMark<Value>({ label, value, read, onChange, isLong = false }: TextMarkProps<Value>) {
  const id = useId()
  const [text, setText] = useState(value)
  const result = read(text)
  const problem = result instanceof Error ? result.message : null
  const field = {
    id,
    value: text,
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : `${id}-said`,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onBlur: () => {
      if (!(result instanceof Error) && text.trim() !== value) onChange(result)
    },
  }
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className="small two">
        {label}
      </label>
      {isLong ? <textarea dir="auto" rows={2} {...field} /> : <input dir="auto" type="text" {...field} />}
      {problem !== null && (
        <p id={`${id}-said`} className="small alarm">
          {problem}
        </p>
      )}
    </div>
  )
}

/** Tags stand between commas. */
export function readTags(text: string): string[] | Error {
  const tags = [
    ...new Set(
      text
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ]
  if (tags.length > MOST_TAGS) return new Error(`A picture has at most ${MOST_TAGS} tags.`)
  const odd = tags.find((tag) => !Tag.safeParse(tag).success)
  return odd === undefined ? tags : new Error(`“${odd}” is no tag: up to 60 characters without semicolon or bar.`)
}

function readNote(text: string): string | Error {
  const note = text.trim()
  return note.length <= NOTE_LENGTH ? note : new Error(`A note has at most ${NOTE_LENGTH} characters.`)
}
