import { isAsked } from '#shared/domain/lane-load.ts'
import type { Case, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { wholePicture } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import styles from './compare-view.module.css'
import type { Extent } from './picture-extent.ts'
import { NoPicture } from './shot.tsx'
import { FITTED, isEnlarged, placePicture, type PaneSize, type Viewpoint } from './viewpoint.ts'

interface PlacedPictureProps {
  row: SampleRow | undefined
  contender: ShownContender
  planCase: Case
  extent: Extent
  pane: PaneSize
  view: Viewpoint
}

/** A picture at its place in a pane, or the reason why there is none. */
export function PlacedPicture({ row, contender, planCase, extent, pane, view }: PlacedPictureProps) {
  const pixelRatio = window.devicePixelRatio
  if (row === undefined) {
    return (
      <p className={`small two ${styles['waiting']}`}>
        {isAsked(contender.id, planCase) ? 'Not sent yet.' : 'Left out by the plan.'}
      </p>
    )
  }
  const { image } = row
  if (image === null) {
    return (
      <div className={styles['missing']} style={placePicture(extent, extent, pane, FITTED, pixelRatio)}>
        <NoPicture row={row} />
      </div>
    )
  }
  if (pane.width === 0) return null
  return (
    <PictureFile
      key={image.sha256}
      sha256={image.sha256}
      address={wholePicture(image.sha256)}
      alt={`${planCase.name}, ${contender.name}`}
      className={isEnlarged(view, pixelRatio) ? styles['pixels'] : undefined}
      style={placePicture(image, extent, pane, view, pixelRatio)}
    />
  )
}
