import type { ReactNode, RefObject } from 'react'
import type { Case, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import styles from './compare-view.module.css'
import { PlacedPicture } from './placed-picture.tsx'
import type { Extent } from './picture-extent.ts'
import type { PaneSize, Viewpoint } from './viewpoint.ts'

interface ComparePaneProps {
  viewRef: RefObject<HTMLDivElement | null> | undefined
  contender: ShownContender
  planCase: Case
  row: SampleRow | undefined
  extent: Extent
  pane: PaneSize
  view: Viewpoint
  /** What lies on the picture: the loupe. */
  over: ReactNode
  /** What is known of it. */
  below: ReactNode
}

export function ComparePane({ viewRef, over, below, ...picture }: ComparePaneProps) {
  const { contender, row } = picture
  const image = row?.image ?? null
  return (
    <figure className={styles['pane']} aria-label={contender.name}>
      <figcaption className={styles['top']}>
        <b>
          <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
        </b>
        <span className={`two ${styles['size']}`}>{image !== null && `${image.width} × ${image.height}`}</span>
      </figcaption>
      <div ref={viewRef} className={styles['view']} data-pane>
        <PlacedPicture {...picture} />
        {over}
      </div>
      <div className={styles['below']}>{below}</div>
    </figure>
  )
}
