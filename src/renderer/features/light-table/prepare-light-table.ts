import { standsInGrid } from '#shared/domain/grid-sample.ts'
import type { Case, FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Showing } from './light-table-search.ts'

/** Width and height in pixels that hold the largest picture asked for or received; one scale for all, so that sizes are honest. */
export interface Extent {
  width: number
  height: number
}

export interface LightTable {
  /** Prompts that pass the filter, in the plan's order. */
  cases: Case[]
  /** Samples of this repeat by `cellKey`. A cell that is not there has not finished. */
  cells: ReadonlyMap<string, SampleRow>
  /** Prompts of this repeat with at least one such sample. */
  counts: Record<Showing, number>
  pictureCount: number
}

export interface LightTableChoice {
  /** From 0. */
  repeat: number
  filter: string
  show: Showing | null
}

export function cellKey(caseIndex: number, contenderId: string): string {
  return `${caseIndex} ${contenderId}`
}

/** One repeat of the trial as a table: prompts down, contenders across. */
export function prepareLightTable(plan: FrozenPlan, rows: readonly SampleRow[], choice: LightTableChoice): LightTable {
  const cells = new Map<string, SampleRow>()
  const marked: Record<Showing, Set<number>> = { flagged: new Set(), missing: new Set(), 'other-size': new Set() }
  let pictureCount = 0
  for (const row of rows) {
    if (row.repeat !== choice.repeat || !standsInGrid(row)) continue
    cells.set(cellKey(row.caseIndex, row.contenderId), row)
    if (row.image === null) marked.missing.add(row.caseIndex)
    else pictureCount += 1
    if (row.flags.length > 0) marked.flagged.add(row.caseIndex)
    if (row.flags.includes('other-size')) marked['other-size'].add(row.caseIndex)
  }
  const words = choice.filter.toLowerCase().split(/\s+/).filter(Boolean)
  const { show } = choice
  const cases = plan.cases.filter((planCase) => {
    if (show !== null && !marked[show].has(planCase.index)) return false
    const text = `${planCase.name} ${planCase.prompt}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return {
    cases,
    cells,
    counts: { flagged: marked.flagged.size, missing: marked.missing.size, 'other-size': marked['other-size'].size },
    pictureCount,
  }
}

/** The extent that all pictures of a trial are drawn against. */
export function findExtent(plan: FrozenPlan, rows: readonly SampleRow[]): Extent {
  const extent = { width: 1, height: 1 }
  for (const { parameters } of plan.contenders) {
    extent.width = Math.max(extent.width, parameters.width)
    extent.height = Math.max(extent.height, parameters.height)
  }
  for (const { image } of rows) {
    if (image === null) continue
    extent.width = Math.max(extent.width, image.width)
    extent.height = Math.max(extent.height, image.height)
  }
  return extent
}
