import { isAsked } from '#shared/domain/lane-load.ts'
import { wholePicture } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import type { ComparedPicture } from './compared-picture.ts'
import styles from './compare-view.module.css'
import { promptName } from './dimensions.ts'
import type { Extent } from './picture-extent.ts'
import { NoPicture } from './shot.tsx'
import { FITTED, isEnlarged, placePicture, type PaneSize, type Viewpoint } from './viewpoint.ts'

interface PlacedPictureProps {
  picture: ComparedPicture
  extent: Extent
  pane: PaneSize
  view: Viewpoint
}

/** A picture at its place in a pane, or the reason why there is none. */
export function PlacedPicture({ picture, extent, pane, view }: PlacedPictureProps) {
  const { planCase, contender, sample, named, name } = picture
  const pixelRatio = window.devicePixelRatio
  const image = sample?.image ?? null
  // What went wrong would tell with whom.
  if (image === null && named === 'nothing')
    return <p className={`small two ${styles['waiting']}`}>There is no picture here.</p>
  if (sample === undefined) {
    return (
      <p className={`small two ${styles['waiting']}`}>
        {isAsked(contender.id, planCase) ? 'Not sent yet.' : 'Left out by the plan.'}
      </p>
    )
  }
  if (image === null) {
    return (
      <div className={styles['missing']} style={placePicture(extent, extent, pane, FITTED, pixelRatio)}>
        <NoPicture row={sample} />
      </div>
    )
  }
  if (pane.width === 0) return null
  return (
    <PictureFile
      key={image.sha256}
      sha256={image.sha256}
      address={wholePicture(image.sha256)}
      alt={`${promptName(planCase)}, ${name}`}
      className={isEnlarged(view, pixelRatio) ? styles['pixels'] : undefined}
      style={placePicture(image, extent, pane, view, pixelRatio)}
    />
  )
}
