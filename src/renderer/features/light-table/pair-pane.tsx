import { useRef, useState, type RefObject } from 'react'
import type { Case, Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { Button } from '../../ui/button.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { formatImageCost, formatLatency } from '../../ui/format-estimate.ts'
import { useKeys } from '../../ui/keys.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import compareStyles from './compare-view.module.css'
import type { ComparedPair } from './compared-pair.ts'
import styles from './pair-pane.module.css'
import type { Extent } from './picture-extent.ts'
import { NoPicture, ShotFlags } from './shot.tsx'
import { FITTED, placePicture, type PaneSize, type Viewpoint } from './viewpoint.ts'

interface PairPaneProps {
  viewRef: RefObject<HTMLDivElement | null>
  comparison: 'slider' | 'flip'
  pair: ComparedPair
  rowOf: (contender: Contender) => SampleRow | undefined
  planCase: Case
  extent: Extent
  pane: PaneSize
  view: Viewpoint
}

const STEP_PERCENT = 0.5

/** Two pictures in one place: with a divider between them that moves, or one instead of the other at once. */
export function PairPane({ viewRef, comparison, pair, rowOf, planCase, extent, pane, view }: PairPaneProps) {
  const [divider, setDivider] = useState(50)
  const [shown, setShown] = useState<'first' | 'second'>('first')
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
  const sides = (['first', 'second'] as const).map((side) => ({ side, contender: pair[side], row: rowOf(pair[side]) }))

  return (
    <figure className={styles['pane']} aria-label={`${pair.first.name} and ${pair.second.name} in one place`}>
      <figcaption className={styles['names']}>
        {sides.map(({ side, contender, row }) => (
          <span
            key={side}
            className={styles['name']}
            data-hidden={(!isSlider && shown !== side) || undefined}
            data-side={side}
          >
            <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
            <span className="small two">{factsOf(row)}</span>
            {row !== undefined && <ShotFlags row={row} contender={contender} planCase={planCase} />}
          </span>
        ))}
        {!isSlider && (
          <Button
            aria-pressed={shown === 'second'}
            onClick={() => setShown(shown === 'first' ? 'second' : 'first')}
            className={styles['flip']}
          >
            Flip <kbd>F</kbd>
          </Button>
        )}
      </figcaption>
      <div ref={viewRef} className={`${compareStyles['view']} ${styles['view']}`} data-pane>
        {sides.map(({ side, contender, row }) => (
          <div
            key={side}
            className={styles['layer']}
            data-layer={side}
            style={layerStyle(side, { isSlider, divider, shown })}
            aria-hidden={!isSlider && shown !== side}
          >
            <Picture row={row} alt={`${planCase.name}, ${contender.name}`} extent={extent} pane={pane} view={view} />
          </div>
        ))}
        {isSlider && <Divider percent={divider} onMove={setDivider} pair={pair} />}
      </div>
    </figure>
  )
}

/** Left of the divider lies the first, right of it the second; in a flip one of them is there whole, and nothing of the other. */
function layerStyle(
  side: 'first' | 'second',
  { isSlider, divider, shown }: { isSlider: boolean; divider: number; shown: 'first' | 'second' },
) {
  if (!isSlider) return { visibility: shown === side ? ('visible' as const) : ('hidden' as const) }
  return { clipPath: side === 'first' ? `inset(0 ${100 - divider}% 0 0)` : `inset(0 0 0 ${divider}%)` }
}

function Picture({
  row,
  alt,
  extent,
  pane,
  view,
}: {
  row: SampleRow | undefined
  alt: string
  extent: Extent
  pane: PaneSize
  view: Viewpoint
}) {
  if (row === undefined) return <p className={`small two ${compareStyles['waiting']}`}>Not sent yet.</p>
  const { image } = row
  if (image === null) {
    return (
      <div
        className={compareStyles['missing']}
        style={placePicture(extent, extent, pane, FITTED, window.devicePixelRatio)}
      >
        <NoPicture row={row} />
      </div>
    )
  }
  if (pane.width === 0) return null
  return (
    <PictureFile
      key={image.sha256}
      sha256={image.sha256}
      address={`/images/${image.sha256}`}
      alt={alt}
      style={placePicture(image, extent, pane, view, window.devicePixelRatio)}
    />
  )
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

function factsOf(row: SampleRow | undefined): string {
  if (row === undefined || row.image === null) return ''
  const { width, height, format } = row.image
  return `${width} × ${height} ${format.toUpperCase()} · ${formatLatency(row.latencyMs)} · ${formatImageCost(row.chargeMicros)}`
}
