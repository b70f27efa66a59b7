import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { Button } from '../../ui/button.tsx'
import { useKeys } from '../../ui/keys.ts'
import compareStyles from './compare-view.module.css'
import type { ComparedPair } from './compared-pair.ts'
import type { ComparedPicture } from './compared-picture.ts'
import { PairFrame, SIDES, type Side } from './pair-frame.tsx'
import styles from './pair-pane.module.css'
import { PlacedPicture } from './placed-picture.tsx'
import type { Extent } from './picture-extent.ts'
import type { PaneSize, Viewpoint } from './viewpoint.ts'

export interface PairViewProps {
  viewRef: RefObject<HTMLDivElement | null>
  pair: ComparedPair
  extent: Extent
  pane: PaneSize
  view: Viewpoint
  over: ReactNode
  below: (picture: ComparedPicture) => ReactNode
}

const STEP_PERCENT = 0.5

/** Two pictures in one place: with a divider between them that moves, or one instead of the other at once. */
export function PairPane({ comparison, ...props }: PairViewProps & { comparison: 'slider' | 'flip' }) {
  const { viewRef, pair, extent, pane, view } = props
  const [divider, setDivider] = useState(50)
  const [shown, setShown] = useState<Side>('first')
  const isSlider = comparison === 'slider'
  // Held, it shows the other one; the shape of a tap is the same.
  const held = useRef(false)
  useKeys((event) => {
    if (isSlider || event.key.toLowerCase() !== 'f' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (event.repeat || held.current) return
    held.current = true
    const before = shown
    setShown(before === 'first' ? 'second' : 'first')
    const release = (up: globalThis.KeyboardEvent) => {
      if (up.key.toLowerCase() !== 'f') return
      window.removeEventListener('keyup', release)
      held.current = false
      setShown(before)
    }
    window.addEventListener('keyup', release)
  })

  return (
    <PairFrame
      label={`${pair.first.name} and ${pair.second.name} in one place`}
      pair={pair}
      hidden={isSlider ? null : shown === 'first' ? 'second' : 'first'}
      middle={
        !isSlider && (
          <Button aria-pressed={shown === 'second'} onClick={() => setShown(shown === 'first' ? 'second' : 'first')}>
            Flip <kbd>F</kbd>
          </Button>
        )
      }
      below={props.below}
    >
      <div ref={viewRef} className={compareStyles['view']} data-pane>
        {SIDES.map((side) => (
          <div
            key={side}
            className={styles['layer']}
            data-layer={side}
            style={layerStyle(side, { isSlider, divider, shown })}
            aria-hidden={!isSlider && shown !== side}
          >
            <PlacedPicture picture={pair[side]} extent={extent} pane={pane} view={view} />
          </div>
        ))}
        {isSlider && <Divider percent={divider} onMove={setDivider} pair={pair} />}
        {props.over}
      </div>
    </PairFrame>
  )
}

/** Left of the divider lies the first, right of it the second; in a flip one of them is there whole, and nothing of the other. */
function layerStyle(side: Side, { isSlider, divider, shown }: { isSlider: boolean; divider: number; shown: Side }) {
  if (!isSlider) return { visibility: shown === side ? ('visible' as const) : ('hidden' as const) }
  return { clipPath: side === 'first' ? `inset(0 ${100 - divider}% 0 0)` : `inset(0 0 0 ${divider}%)` }
}

function Divider({
  percent,
  onMove,
  pair,
}: {
  percent: number
  onMove: (percent: number) => void
  pair: ComparedPair
}) {
  return (
    <>
      <i className={styles['line']} style={{ left: `${percent}%` }} />
      <input
        type="range"
        min={0}
        max={100}
        step={STEP_PERCENT}
        value={percent}
        aria-label={`Divider: ${pair.first.name} left of it, ${pair.second.name} right of it`}
        className={styles['divider']}
        onChange={(event) => onMove(event.currentTarget.valueAsNumber)}
      />
    </>
  )
}
