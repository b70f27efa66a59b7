import { useMemo, useRef, useState } from 'react'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { Button } from '../../ui/button.tsx'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { ComparePane } from './compare-pane.tsx'
import styles from './compare-view.module.css'
import { FilmStrip } from './film-strip.tsx'
import toolStyles from './light-table.module.css'
import { cellKey, prepareLightTable, type Extent } from './prepare-light-table.ts'
import { RepeatPager } from './repeat-pager.tsx'
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
  surround: Surround
  onSurround: (surround: Surround) => void
  onGo: (caseIndex: number, repeat: number) => void
  onClose: () => void
}

/** One prompt, all contenders side by side. Zoom and place are locked, and a smaller picture is drawn smaller. */
export function CompareView(props: CompareViewProps) {
  const { trial, rows, extent, caseIndex, repeat, surround } = props
  const { plan } = trial
  const [view, setView] = useState<Viewpoint>(FITTED)
  const panes = useRef<HTMLDivElement>(null)
  const firstPane = useRef<HTMLDivElement>(null)
  const pane = useSize(firstPane)
  const pixelRatio = window.devicePixelRatio
  const oneToOne = 1 / pixelRatio
  const scale = pane.width === 0 ? 1 : scaleOf(view, extent, pane, pixelRatio)
  const table = useMemo(
    () => prepareLightTable(plan, rows, { repeat: repeat - 1, filter: '', show: null }),
    [plan, rows, repeat],
  )
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
  useScreenKeys(KEYS)
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    if (arrow !== undefined && isRadio(event.target)) return
    if (arrow !== undefined && event.shiftKey) {
      setView(panBy(view, { x: -arrow.x * PAN_STEP_PX, y: -arrow.y * PAN_STEP_PX }, extent, pane, pixelRatio))
    } else if (arrow !== undefined) go(arrow.x, arrow.y)
    else if (event.key === 'Escape') props.onClose()
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
          <span className={toolStyles['toolsEnd']}>
            <SurroundChoice value={surround} onChange={props.onSurround} />
          </span>
        </div>
        <div
          ref={panes}
          className={`${styles['panes']} ${surroundStyles['behind']}`}
          data-surround={surround}
          style={{ gridTemplateColumns: `repeat(${Math.min(4, plan.contenders.length)}, minmax(0, 1fr))` }}
        >
          {plan.contenders.map((contender, index) => (
            <ComparePane
              key={contender.id}
              viewRef={index === 0 ? firstPane : undefined}
              contender={contender}
              planCase={planCase}
              row={table.cells.get(cellKey(caseIndex, contender.id))}
              extent={extent}
              pane={pane}
              view={view}
            />
          ))}
        </div>
        <FilmStrip
          plan={plan}
          table={table}
          caseIndex={caseIndex}
          onGo={(next) => props.onGo(next, repeat)}
          caption={<span className="two">{planCase.prompt}</span>}
        />
      </div>
    </TrialScreen>
  )
}

function isRadio(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.getAttribute('role') === 'radio'
}
