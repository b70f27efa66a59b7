import { useMemo } from 'react'
import type { ShownPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { SoftCheckName } from '#shared/domain/soft-check.ts'
import { arrangePictures, type LightTable } from './arrange-pictures.ts'
import type { Arrangement } from './arrangement.ts'
import { dimensionsOf, type Dimension } from './dimensions.ts'
import { arrangementOf, filterOf, type LightTableSearch } from './light-table-search.ts'
import { findExtent, type Extent } from './picture-extent.ts'
import { ComparedSets, tagsOf, type PictureFilter } from './picture-filter.ts'
import { rankPictures, type Measures } from './rank-pictures.ts'
import { samplesByPlace, type SamplesByPlace } from './samples-by-place.ts'
import type { Marks } from './use-marks.ts'

export interface ArrangedTable {
  dimensions: readonly Dimension[]
  arrangement: Arrangement
  filter: PictureFilter
  /** What the pictures of each row are in order of; null where that is the plan's. */
  order: SoftCheckName | null
  table: LightTable
  samples: SamplesByPlace
  extent: Extent
  /** Every tag of prompts and marks. */
  tags: readonly string[]
}

/** The table that the address asks for. */
export function useLightTable(
  plan: ShownPlan,
  rows: readonly SampleRow[],
  marks: Marks,
  search: LightTableSearch,
  measures: Measures | null,
): ArrangedTable {
  const dimensions = useMemo(() => dimensionsOf(plan), [plan])
  const extent = useMemo(() => findExtent(plan, rows), [plan, rows])
  const samples = useMemo(() => samplesByPlace(rows), [rows])
  const sets = useMemo(() => new ComparedSets(rows, marks), [rows, marks])
  const tags = useMemo(() => tagsOf(plan.cases, marks), [plan.cases, marks])
  const arrangement = useMemo(() => arrangementOf(search, dimensions), [search, dimensions])
  const filter = useMemo(() => filterOf(search), [search])
  const planned = useMemo(
    () => arrangePictures(plan, dimensions, { samples, sets }, arrangement, filter),
    [plan, dimensions, samples, sets, arrangement, filter],
  )
  // Elsewhere the pictures of a row are not of one prompt, or not of several contenders.
  const order = arrangement.columns === 'contender' && measures !== null ? (search.order ?? null) : null
  const table = useMemo(
    () => (order === null || measures === null ? planned : rankPictures(planned, order, measures)),
    [planned, order, measures],
  )
  return { dimensions, arrangement, filter, order, table, samples, extent, tags }
}
