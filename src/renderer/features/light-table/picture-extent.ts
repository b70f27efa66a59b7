import type { ShownPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'

/** Width and height in pixels that hold the largest picture asked for or received; one scale for all, so that sizes are honest. */
export interface Extent {
  width: number
  height: number
}

/** The extent that all pictures of a trial are drawn against. */
export function findExtent(plan: ShownPlan, rows: readonly SampleRow[]): Extent {
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
