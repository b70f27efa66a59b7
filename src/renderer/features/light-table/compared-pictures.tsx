import type { RefObject } from 'react'
import { ComparePane } from './compare-pane.tsx'
import type { ComparedPair } from './compared-pair.ts'
import type { ComparedPicture } from './compared-picture.ts'
import { DifferencePane } from './difference-pane.tsx'
import { Histogram, type Histograms } from './histogram.tsx'
import type { Comparison } from './light-table-search.ts'
import { Loupe } from './loupe.tsx'
import { PairPane } from './pair-pane.tsx'
import { PaneFacts } from './pane-facts.tsx'
import type { Extent } from './picture-extent.ts'
import type { LoupeControl } from './use-loupe.ts'
import type { PaneSize, Viewpoint } from './viewpoint.ts'

interface ComparedPicturesProps {
  comparison: Comparison
  pair: ComparedPair | null
  /** Those side by side. */
  among: readonly ComparedPicture[]
  extent: Extent
  /** Of the first pane, and by their common rows and columns of all. */
  pane: PaneSize
  viewRef: RefObject<HTMLDivElement | null>
  view: Viewpoint
  loupe: LoupeControl
  /** null while they are not wanted. */
  histograms: Histograms | null
  /** The picture that is inspected, by its id. */
  inspected: string | null
  onInspect: (pictureId: string | null) => void
}

/** The panes: one for each picture, or one for two of them. Under each picture stands what is known of it. */
export function ComparedPictures(props: ComparedPicturesProps) {
  const { comparison, pair, extent, pane, viewRef, view, loupe, histograms, inspected } = props
  const place = { extent, pane, view }

  const below = (picture: ComparedPicture) => {
    const { id, name, sample } = picture
    return (
      <>
        <PaneFacts
          picture={picture}
          inspecting={inspected === id}
          onInspect={() => props.onInspect(inspected === id ? null : id)}
        />
        {histograms !== null && sample !== undefined && sample.image !== null && (
          <Histogram sha256={sample.image.sha256} name={name} histograms={histograms} />
        )}
      </>
    )
  }
  const over = ({ id, name, sample }: ComparedPicture, corner: 'left' | 'right') => {
    const image = sample?.image ?? null
    if (loupe.place === null || image === null || pane.width === 0) return null
    return (
      <Loupe
        key={id}
        name={name}
        picture={image}
        place={loupe.place}
        magnification={loupe.magnification}
        corner={corner}
        {...place}
      />
    )
  }
  if (pair === null || comparison === 'side-by-side') {
    return props.among.map((picture, index) => (
      <ComparePane
        key={picture.id}
        viewRef={index === 0 ? viewRef : undefined}
        picture={picture}
        {...place}
        over={over(picture, 'right')}
        below={below(picture)}
      />
    ))
  }
  const both = { ...place, viewRef, pair, over: [over(pair.first, 'left'), over(pair.second, 'right')], below }
  return comparison === 'difference' ? <DifferencePane {...both} /> : <PairPane comparison={comparison} {...both} />
}
