import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import compareStyles from './compare-view.module.css'
import type { ComparedPair } from './compared-pair.ts'
import styles from './difference-pane.module.css'
import { differingText, otherSizeText, scaledText } from './difference-words.ts'
import { PairFrame, SIDES } from './pair-frame.tsx'
import type { PairViewProps } from './pair-pane.tsx'
import { differenceQuery } from './picture-queries.ts'
import { PlacedPicture } from './placed-picture.tsx'
import { useStored } from './use-stored.ts'
import { isEnlarged, placePicture } from './viewpoint.ts'

const USUAL_THRESHOLD = 0.1
const LARGEST_THRESHOLD = 0.5

/** Where two pictures look different: marked on the first of them, which is dimmed. */
export function DifferencePane(props: PairViewProps) {
  const { viewRef, pair, extent, pane, view } = props
  const [threshold, setThreshold] = useStored('assay.difference-threshold', readThreshold)
  const [scaleDown, setScaleDown] = useState(false)
  const first = pair.first.sample?.image ?? null
  const second = pair.second.sample?.image ?? null
  const query = useQuery({
    ...differenceQuery(
      first !== null && second !== null
        ? { kind: 'difference', first: first.sha256, second: second.sha256, threshold, scaleDown }
        : null,
    ),
    // The mask before stays until the next is there, as long as it is of the same pictures.
    placeholderData: (before, previous) =>
      samePictures(previous?.queryKey[1], first?.sha256, second?.sha256) ? before : undefined,
  })
  const compared = query.data?.state === 'compared' ? query.data : null

  return (
    <PairFrame
      label={`Where ${pair.first.name} and ${pair.second.name} differ`}
      pair={pair}
      hidden={null}
      middle={
        <label className={styles['threshold']}>
          Threshold
          <input
            type="range"
            min={0}
            max={LARGEST_THRESHOLD}
            step={0.01}
            value={threshold}
            aria-valuetext={`${threshold.toFixed(2)} of the distance from black to white`}
            onChange={(event) => setThreshold(event.currentTarget.valueAsNumber)}
          />
          <b>{threshold.toFixed(2)}</b>
        </label>
      }
      below={props.below}
    >
      <div className={styles['stage']}>
        <div className={styles['words']}>
          <output aria-busy={query.isFetching}>
            {(first === null || second === null) && missingText(pair)}
            {query.isError && readFailure(query.error).message}
            {compared !== null && <b>{differingText(compared)}</b>}
            {compared !== null && ', smoothed edges left out.'}
            {compared?.scaledFrom != null && ` ${scaledText(compared.scaledFrom, compared)}.`}
            {query.data?.state === 'other-size' && otherSizeText(query.data)}
          </output>
          {query.data?.state === 'other-size' && query.data.canScaleDown && (
            <Button small onClick={() => setScaleDown(true)}>
              Scale the larger down and compare
            </Button>
          )}
          {compared?.scaledFrom != null && (
            <Button small look="quiet" onClick={() => setScaleDown(false)}>
              Do not scale
            </Button>
          )}
        </div>
        <div ref={viewRef} className={compareStyles['view']} data-pane>
          <div className={compared === null ? undefined : styles['dimmed']}>
            <PlacedPicture picture={pair.first} extent={extent} pane={pane} view={view} />
          </div>
          {compared !== null && first !== null && (
            <Mask
              mask={compared.mask}
              className={isEnlarged(view, window.devicePixelRatio) ? compareStyles['pixels'] : undefined}
              style={placePicture(first, extent, pane, view, window.devicePixelRatio)}
            />
          )}
          {props.over}
        </div>
      </div>
    </PairFrame>
  )
}

/** Drawn in the token's colour, which a canvas only learns from its own style. */
function Mask({
  mask,
  className = '',
  style,
}: {
  mask: ImageBitmap
  className?: string | undefined
  style: ReturnType<typeof placePicture>
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const target = canvas.current
    const context = target?.getContext('2d') ?? null
    if (target === null || context === null) return
    target.width = mask.width
    target.height = mask.height
    context.drawImage(mask, 0, 0)
    context.globalCompositeOperation = 'source-in'
    context.fillStyle = getComputedStyle(target).color
    context.fillRect(0, 0, mask.width, mask.height)
  }, [mask])
  return <canvas ref={canvas} className={`${styles['mask']} ${className}`} style={style} data-mask />
}

function missingText(pair: ComparedPair): string {
  const without = SIDES.map((side) => pair[side])
    .filter(({ sample }) => (sample?.image ?? null) === null)
    .map(({ name }) => name)
  return `${without.join(' and ')} ${without.length === 1 ? 'has' : 'have'} no picture of this prompt: there is nothing to compare.`
}

function samePictures(question: unknown, first: string | undefined, second: string | undefined): boolean {
  return (
    typeof question === 'object' &&
    question !== null &&
    'first' in question &&
    'second' in question &&
    question.first === first &&
    question.second === second
  )
}

function readThreshold(stored: string | null): number {
  const threshold = stored === null ? Number.NaN : Number(stored)
  return threshold >= 0 && threshold <= LARGEST_THRESHOLD ? threshold : USUAL_THRESHOLD
}
