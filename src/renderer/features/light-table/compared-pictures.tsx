import type { RefObject } from 'react'
import type { Case, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { ComparePane } from './compare-pane.tsx'
import type { ComparedPair } from './compared-pair.ts'
import { DifferencePane } from './difference-pane.tsx'
import { Histogram, type Histograms } from './histogram.tsx'
import type { Comparison } from './light-table-search.ts'
import { Loupe } from './loupe.tsx'
import { sidesOf } from './pair-frame.tsx'
import { PairPane } from './pair-pane.tsx'
import { PaneFacts } from './pane-facts.tsx'
import type { Extent } from './picture-extent.ts'
import type { LoupeControl } from './use-loupe.ts'
import type { PaneSize, Viewpoint } from './viewpoint.ts'

interface ComparedPicturesProps {
  comparison: Comparison
  pair: ComparedPair | null
  /** The contenders side by side. */
  among: readonly ShownContender[]
  rowOf: (contender: ShownContender) => SampleRow | undefined
  planCase: Case
  extent: Extent
  /** Of the first pane, and by their common rows and columns of all. */
  pane: PaneSize
  viewRef: RefObject<HTMLDivElement | null>
  view: Viewpoint
  loupe: LoupeControl
  /** null while they are not wanted. */
  histograms: Histograms | null
  /** The contender whose picture is inspected, by its id. */
  inspected: string | null
  onInspect: (contenderId: string | null) => void
}

/** The panes: one for each contender, or one for two of them. Under each picture stands what is known of it. */
export function ComparedPictures(props: ComparedPicturesProps) {
  const { comparison, pair, rowOf, planCase, extent, pane, viewRef, view, loupe, histograms, inspected } = props
  const place = { planCase, extent, pane, view }

  const below = (contender: ShownContender, row: SampleRow | undefined) => (
    <>
      <PaneFacts
        row={row}
        contender={contender}
        planCase={planCase}
        inspecting={inspected === contender.id}
        onInspect={() => props.onInspect(inspected === contender.id ? null : contender.id)}
      />
      {histograms !== null && row !== undefined && row.image !== null && (
        <Histogram sha256={row.image.sha256} name={contender.name} histograms={histograms} />
      )}
    </>
  )
  const over = (contender: ShownContender, corner: 'left' | 'right') => {
    const image = rowOf(contender)?.image ?? null
    if (loupe.place === null || image === null || pane.width === 0) return null
    return (
      <Loupe
        key={contender.id}
        name={contender.name}
        picture={image}
        place={loupe.place}
        magnification={loupe.magnification}
        extent={extent}
        pane={pane}
        view={view}
        corner={corner}
      />
    )
  }
  if (pair === null || comparison === 'side-by-side') {
    return props.among.map((contender, index) => (
      <ComparePane
        key={contender.id}
        viewRef={index === 0 ? viewRef : undefined}
        contender={contender}
        row={rowOf(contender)}
        {...place}
        over={over(contender, 'right')}
        below={below(contender, rowOf(contender))}
      />
    ))
  }
  const both = {
    ...place,
    viewRef,
    pair,
    sides: sidesOf(pair, rowOf),
    over: [over(pair.first, 'left'), over(pair.second, 'right')],
    below,
  }
  return comparison === 'difference' ? <DifferencePane {...both} /> : <PairPane comparison={comparison} {...both} />
}
