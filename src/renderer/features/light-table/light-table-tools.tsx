import { useEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import styles from './light-table.module.css'
import type { Showing } from './light-table-search.ts'
import type { LightTable } from './prepare-light-table.ts'
import { RepeatPager } from './repeat-pager.tsx'
import { SurroundChoice, type Surround } from './surround.tsx'

export const SMALLEST_PICTURE_PX = 96
export const LARGEST_PICTURE_PX = 512

interface LightTableToolsProps {
  repeats: number
  /** From 1. */
  repeat: number
  onRepeat: (repeat: number) => void
  filter: string
  onFilter: (filter: string) => void
  show: Showing | null
  onShow: (show: Showing | null) => void
  counts: LightTable['counts']
  pictureWidth: number | 'fit'
  onPictureWidth: (width: number | 'fit') => void
  surround: Surround
  onSurround: (surround: Surround) => void
  inspecting: boolean
  onInspect: () => void
}

const CHIPS: readonly { show: Showing; label: string }[] = [
  { show: 'flagged', label: 'flagged' },
  { show: 'other-size', label: 'other size' },
  { show: 'missing', label: 'no picture' },
]

export function LightTableTools(props: LightTableToolsProps) {
  const { counts, pictureWidth, show: shown } = props
  const filter = useRef<HTMLInputElement>(null)
  useEffect(() => {
    function focusFilter(event: KeyboardEvent) {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return
      event.preventDefault()
      filter.current?.focus()
    }
    window.addEventListener('keydown', focusFilter)
    return () => window.removeEventListener('keydown', focusFilter)
  }, [])

  return (
    <div className={styles['tools']} role="toolbar" aria-label="Light table">
      <RepeatPager repeats={props.repeats} repeat={props.repeat} onRepeat={props.onRepeat} />
      <span className={styles['filter']}>
        <input
          ref={filter}
          type="text"
          aria-label="Filter prompts"
          placeholder="Filter prompts"
          value={props.filter}
          onChange={(event) => props.onFilter(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            props.onFilter('')
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
          aria-pressed={shown === show}
          disabled={counts[show] === 0 && shown !== show}
          onClick={() => props.onShow(shown === show ? null : show)}
        >
          {label} <b>{counts[show]}</b>
        </button>
      ))}
      <span className={styles['toolsEnd']}>
        <label className={styles['size']}>
          <span className="three">Size</span>
          <input
            type="range"
            aria-label="Picture size"
            min={SMALLEST_PICTURE_PX}
            max={LARGEST_PICTURE_PX}
            step={8}
            value={pictureWidth === 'fit' ? 220 : pictureWidth}
            onChange={(event) => props.onPictureWidth(Number(event.target.value))}
          />
        </label>
        <Button
          small
          look="quiet"
          aria-pressed={pictureWidth === 'fit'}
          onClick={() => props.onPictureWidth('fit')}
          disabled={pictureWidth === 'fit'}
        >
          Fit
        </Button>
        <SurroundChoice value={props.surround} onChange={props.onSurround} />
        <Button small aria-pressed={props.inspecting} onClick={props.onInspect}>
          Inspector <kbd>I</kbd>
        </Button>
      </span>
    </div>
  )
}
