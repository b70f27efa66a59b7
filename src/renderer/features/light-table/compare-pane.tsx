import type { ReactNode, RefObject } from 'react'
import { ComparedName } from './compared-name.tsx'
import type { ComparedPicture } from './compared-picture.ts'
import styles from './compare-view.module.css'
import { PlacedPicture } from './placed-picture.tsx'
import type { Extent } from './picture-extent.ts'
import type { PaneSize, Viewpoint } from './viewpoint.ts'

interface ComparePaneProps {
  viewRef: RefObject<HTMLDivElement | null> | undefined
  picture: ComparedPicture
  extent: Extent
  pane: PaneSize
  view: Viewpoint
  /** What lies on the picture: the loupe. */
  over: ReactNode
  /** What is known of it. */
  below: ReactNode
}

export function ComparePane({ viewRef, over, below, ...placed }: ComparePaneProps) {
  const { name, named, sample } = placed.picture
  const image = named === 'nothing' ? null : (sample?.image ?? null)
  return (
    <figure className={styles['pane']} aria-label={name}>
      <figcaption className={styles['top']}>
        <b>
          <ComparedName picture={placed.picture} />
        </b>
        <span className={`two ${styles['size']}`}>{image !== null && `${image.width} × ${image.height}`}</span>
      </figcaption>
      <div ref={viewRef} className={styles['view']} data-pane>
        <PlacedPicture {...placed} />
        {over}
      </div>
      <div className={styles['below']}>{below}</div>
    </figure>
  )
}
