import { useRef, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { useKeys } from '../../ui/keys.ts'
import { ReadablePicture } from '../../ui/readable-picture.tsx'
import { blindName } from '../light-table/compared-picture.ts'
import { useDragAndWheel } from '../light-table/use-drag-and-wheel.ts'
import { useSize } from '../light-table/use-size.ts'
import { FITTED, panBy, placePicture, zoomAt, type Viewpoint } from '../light-table/viewpoint.ts'
import type { BallotPicture } from './ballot-picture.ts'
import styles from './vote.module.css'

interface BallotPicturesProps {
  pictures: readonly BallotPicture[]
  /** What stands under a picture: its rank, or what key takes it. */
  captionOf: (place: number) => string
  chosen: (place: number) => boolean
  onChoose: (place: number) => void
}

/** Pictures side by side, uncropped and as large as they are; zoom and place are locked. Nothing tells whose they are. */
export function BallotPictures({ pictures, captionOf, chosen, onChoose }: BallotPicturesProps) {
  const [view, setView] = useState<Viewpoint>(FITTED)
  const panes = useRef<HTMLDivElement>(null)
  const firstPane = useRef<HTMLDivElement>(null)
  const dragged = useRef(false)
  const pane = useSize(firstPane)
  const extent = {
    width: Math.max(...pictures.map(({ width }) => width)),
    height: Math.max(...pictures.map(({ height }) => height)),
  }
  const pixelRatio = window.devicePixelRatio
  useDragAndWheel(panes, {
    onDrag: (moved) => {
      dragged.current = true
      setView((now) => panBy(now, moved, extent, pane, pixelRatio))
    },
    onWheel: (factor, cursor) => setView((now) => zoomAt(now, factor, cursor, extent, pane, pixelRatio)),
  })
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'z') return
    setView(view.scale === 'fit' ? { ...FITTED, scale: 1 / pixelRatio } : FITTED)
    event.preventDefault()
  })
  const rows = pictures.length > 3 ? 2 : 1
  const template = `repeat(${Math.ceil(pictures.length / rows)}, minmax(0, 1fr))`

  return (
    <div ref={panes} className={styles['pictures']} style={{ gridTemplateColumns: template }}>
      {pictures.map((picture, place) => (
        <button
          key={picture.name}
          type="button"
          className={classNames(styles['picture'], chosen(place) && styles['chosen'])}
          aria-label={`${blindName(place)}, ${captionOf(place)}`}
          onPointerDown={() => {
            dragged.current = false
          }}
          onClick={() => {
            // Letting go after moving the pictures chooses none of them.
            if (!dragged.current) onChoose(place)
          }}
        >
          <span ref={place === 0 ? firstPane : undefined} className={styles['view']} data-pane>
            {pane.width > 0 && (
              <ReadablePicture
                addresses={[picture.address]}
                alt=""
                style={placePicture(picture, extent, pane, view, pixelRatio)}
              />
            )}
          </span>
          {pictures.length > 2 && <span className={styles['caption']}>{captionOf(place)}</span>}
        </button>
      ))}
    </div>
  )
}
