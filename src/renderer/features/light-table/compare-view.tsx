import { useMemo, useRef, useState } from 'react'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { Button } from '../../ui/button.tsx'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { ComparePane } from './compare-pane.tsx'
import styles from './compare-view.module.css'
import { withSide, type ComparedPair } from './compared-pair.ts'
import { FilmStrip } from './film-strip.tsx'
import { COMPARISONS, type Comparison } from './light-table-search.ts'
import { PairChoice } from './pair-choice.tsx'
import { PairPane } from './pair-pane.tsx'
import toolStyles from './light-table.module.css'
import type { Extent } from './picture-extent.ts'
import { RepeatPager } from './repeat-pager.tsx'
import { cellKey, samplesOfRepeat } from './samples-of-repeat.ts'
import { SurroundChoice, type Surround } from './surround.tsx'
import surroundStyles from './surround.module.css'
import { useDragAndWheel } from './use-drag-and-wheel.ts'
import { useSize } from './use-size.ts'
import { FITTED, panBy, scaleOf, zoomAt, type Viewpoint } from './viewpoint.ts'

const KEYS: ScreenKeys = {
  screen: 'Side by side',
  hints: [
    { keys: ['←', '→'], does: 'prompt' },
    { keys: ['↑', '↓'], does: 'repeat' },
    { keys: ['Z'], does: 'fit, or one to one' },
    { keys: ['−', '+'], does: 'zoom' },
    { keys: ['Shift', '← → ↑ ↓'], does: 'move the pictures' },
    { keys: ['V'], does: 'side by side, slider, or flip' },
    { keys: ['F'], does: 'while held, the other picture in the same place' },
    { keys: ['1', '–', '8'], does: 'which contender lies second; with Shift, first' },
    { keys: ['Esc'], does: 'back to the light table' },
  ],
}

const ZOOM_STEP = 1.25
const PAN_STEP_PX = 60
const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

interface CompareViewProps {
  trial: Trial
  rows: readonly SampleRow[]
  extent: Extent
  caseIndex: number
  /** From 1. */
  repeat: number
  comparison: Comparison
  /** null where there is but one contender. */
  pair: ComparedPair | null
  onCompare: (comparison: Comparison, pair: ComparedPair) => void
  surround: Surround
  onSurround: (surround: Surround) => void
  onGo: (caseIndex: number, repeat: number) => void
  onClose: () => void
}

/** One prompt, all contenders side by side. Zoom and place are locked, and a smaller picture is drawn smaller. */
export function CompareView(props: CompareViewProps) {
  const { trial, rows, extent, caseIndex, repeat, surround, pair } = props
  const comparison = pair === null ? 'side-by-side' : props.comparison
  const { plan } = trial
  const [view, setView] = useState<Viewpoint>(FITTED)
  const panes = useRef<HTMLDivElement>(null)
  const firstPane = useRef<HTMLDivElement>(null)
  const pane = useSize(firstPane)
  const pixelRatio = window.devicePixelRatio
  const oneToOne = 1 / pixelRatio
  const scale = pane.width === 0 ? 1 : scaleOf(view, extent, pane, pixelRatio)
  const samples = useMemo(() => samplesOfRepeat(rows, repeat - 1), [rows, repeat])
  const planCase = plan.cases[caseIndex]

  function zoom(factor: number) {
    setView(zoomAt(view, factor, { x: pane.width / 2, y: pane.height / 2 }, extent, pane, pixelRatio))
  }
  function go(caseBy: number, repeatBy: number) {
    const nextCase = Math.min(plan.cases.length - 1, Math.max(0, caseIndex + caseBy))
    props.onGo(nextCase, Math.min(plan.repeats, Math.max(1, repeat + repeatBy)))
  }
  useDragAndWheel(panes, {
    onDrag: (moved) => setView((now) => panBy(now, moved, extent, pane, pixelRatio)),
    onWheel: (factor, cursor) => setView((now) => zoomAt(now, factor, cursor, extent, pane, pixelRatio)),
  })
  /** @returns whether the key was one of these */
  function chooseByKey(event: KeyboardEvent, now: ComparedPair): boolean {
    const key = event.key.toLowerCase()
    // Shift makes another character of a digit, which one hangs on the keyboard.
    const digit = /^(?:Digit|Numpad)([1-8])$/.exec(event.code)?.[1]
    const contender = digit === undefined ? undefined : plan.contenders[Number(digit) - 1]
    if (key === 'v') props.onCompare(nextOf(comparison), now)
    else if (key === 'f' && comparison === 'side-by-side') props.onCompare('flip', now)
    else if (contender !== undefined) {
      const chosen = withSide(now, event.shiftKey ? 'first' : 'second', contender)
      props.onCompare(comparison === 'side-by-side' ? 'slider' : comparison, chosen)
    } else return false
    event.preventDefault()
    return true
  }
  useScreenKeys(KEYS)
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    if (arrow !== undefined && isRadio(event.target)) return
    if (arrow !== undefined && event.shiftKey) {
      setView(panBy(view, { x: -arrow.x * PAN_STEP_PX, y: -arrow.y * PAN_STEP_PX }, extent, pane, pixelRatio))
    } else if (arrow !== undefined) go(arrow.x, arrow.y)
    else if (event.key === 'Escape') props.onClose()
    else if (pair !== null && chooseByKey(event, pair)) return
    else if (event.key.toLowerCase() === 'z') setView(view.scale === 'fit' ? { ...FITTED, scale: oneToOne } : FITTED)
    else if (event.key === '+' || event.key === '=') zoom(ZOOM_STEP)
    else if (event.key === '-') zoom(1 / ZOOM_STEP)
    else return
    event.preventDefault()
  })
  if (planCase === undefined) return null

  return (
    <TrialScreen
      layout="bare"
      foot="Panes move together. A smaller picture is drawn smaller."
      end={
        <Button look="quiet" onClick={props.onClose}>
          Back to light table <kbd>Esc</kbd>
        </Button>
      }
    >
      <div className={styles['layout']}>
        <div className={toolStyles['tools']} role="toolbar" aria-label="Side by side">
          <h1 className="unseen">{planCase.name}, side by side</h1>
          <RepeatPager repeats={plan.repeats} repeat={repeat} onRepeat={(next) => props.onGo(caseIndex, next)} />
          <span className="two">
            Zoom <b style={{ color: 'var(--ink)' }}>{Math.round(scale * pixelRatio * 100)} %</b>, locked
          </span>
          <Segmented
            label="Zoom"
            value={view.scale === 'fit' ? 'fit' : Math.abs(view.scale - oneToOne) < 1e-6 ? 'one' : 'free'}
            options={[
              { value: 'fit', label: 'Fit' },
              { value: 'one', label: '1 : 1' },
            ]}
            onChange={(next) => setView(next === 'one' ? { ...view, scale: oneToOne } : FITTED)}
          />
          {pair !== null && (
            <Segmented
              label="Comparison"
              value={comparison}
              options={COMPARISONS.map((value) => ({ value, label: COMPARISON_WORDS[value] }))}
              onChange={(next) => props.onCompare(next, pair)}
            />
          )}
          {pair !== null && comparison !== 'side-by-side' && (
            <PairChoice plan={plan} pair={pair} onPair={(next) => props.onCompare(comparison, next)} />
          )}
          <span className={toolStyles['toolsEnd']}>
            <SurroundChoice value={surround} onChange={props.onSurround} />
          </span>
        </div>
        <div
          ref={panes}
          className={`${styles['panes']} ${surroundStyles['behind']}`}
          data-surround={surround}
          style={{
            gridTemplateColumns: `repeat(${comparison === 'side-by-side' ? Math.min(4, plan.contenders.length) : 1}, minmax(0, 1fr))`,
          }}
        >
          {pair !== null && comparison !== 'side-by-side' && (
            <PairPane
              viewRef={firstPane}
              comparison={comparison}
              pair={pair}
              rowOf={({ id }) => samples.get(cellKey(caseIndex, id))}
              planCase={planCase}
              extent={extent}
              pane={pane}
              view={view}
            />
          )}
          {comparison === 'side-by-side' &&
            plan.contenders.map((contender, index) => (
              <ComparePane
                key={contender.id}
                viewRef={index === 0 ? firstPane : undefined}
                contender={contender}
                planCase={planCase}
                row={samples.get(cellKey(caseIndex, contender.id))}
                extent={extent}
                pane={pane}
                view={view}
              />
            ))}
        </div>
        <FilmStrip
          plan={plan}
          samples={samples}
          caseIndex={caseIndex}
          onGo={(next) => props.onGo(next, repeat)}
          caption={<span className="two">{planCase.prompt}</span>}
        />
      </div>
    </TrialScreen>
  )
}

const COMPARISON_WORDS: Record<Comparison, string> = { 'side-by-side': 'Side by side', slider: 'Slider', flip: 'Flip' }

function nextOf(comparison: Comparison): Comparison {
  return COMPARISONS[(COMPARISONS.indexOf(comparison) + 1) % COMPARISONS.length] ?? 'side-by-side'
}

function isRadio(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute('role') === 'radio'
}
