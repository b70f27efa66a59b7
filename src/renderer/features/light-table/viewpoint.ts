import type { Extent } from './picture-extent.ts'

/**
 * What all panes look at together. `scale`: CSS pixels per picture pixel, or `fit`. The centre of the pane shows this point
 * of the extent, each from 0 to 1.
 */
export interface Viewpoint {
  scale: number | 'fit'
  centreX: number
  centreY: number
}

export interface PaneSize {
  width: number
  height: number
}

export interface Placement {
  left: number
  top: number
  width: number
  height: number
}

export const FITTED: Viewpoint = { scale: 'fit', centreX: 0.5, centreY: 0.5 }

const SMALLEST_SCALE = 0.02
const LARGEST_SCALE = 16

/** The scale at which the whole extent is in sight; never above one picture pixel on one device pixel. */
export function fitScale(extent: Extent, pane: PaneSize, pixelRatio: number): number {
  return Math.min(pane.width / extent.width, pane.height / extent.height, 1 / pixelRatio)
}

export function scaleOf(view: Viewpoint, extent: Extent, pane: PaneSize, pixelRatio: number): number {
  return view.scale === 'fit' ? fitScale(extent, pane, pixelRatio) : view.scale
}

/** Where a picture lies in its pane, in CSS pixels. A picture smaller than the extent lies smaller in its middle. */
export function placePicture(
  picture: Extent,
  extent: Extent,
  pane: PaneSize,
  view: Viewpoint,
  pixelRatio: number,
): Placement {
  const scale = scaleOf(view, extent, pane, pixelRatio)
  const originX = pane.width / 2 - view.centreX * extent.width * scale
  const originY = pane.height / 2 - view.centreY * extent.height * scale
  return {
    left: originX + ((extent.width - picture.width) / 2) * scale,
    top: originY + ((extent.height - picture.height) / 2) * scale,
    width: picture.width * scale,
    height: picture.height * scale,
  }
}

/** Zooms by a factor and keeps the point under the cursor (CSS pixels from the pane's corner) where it is. */
export function zoomAt(
  view: Viewpoint,
  factor: number,
  cursor: { x: number; y: number },
  extent: Extent,
  pane: PaneSize,
  pixelRatio: number,
): Viewpoint {
  const before = scaleOf(view, extent, pane, pixelRatio)
  const after = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, before * factor))
  const offsetX = cursor.x - pane.width / 2
  const offsetY = cursor.y - pane.height / 2
  return keepInSight({
    scale: after,
    centreX: view.centreX + (offsetX / extent.width) * (1 / before - 1 / after),
    centreY: view.centreY + (offsetY / extent.height) * (1 / before - 1 / after),
  })
}

/** Moves the pictures by CSS pixels. */
export function panBy(
  view: Viewpoint,
  moved: { x: number; y: number },
  extent: Extent,
  pane: PaneSize,
  pixelRatio: number,
): Viewpoint {
  const scale = scaleOf(view, extent, pane, pixelRatio)
  return keepInSight({
    scale: view.scale === 'fit' ? scale : view.scale,
    centreX: view.centreX - moved.x / (extent.width * scale),
    centreY: view.centreY - moved.y / (extent.height * scale),
  })
}

/** The middle of a pane never leaves the pictures, so that nobody gets lost beside them. */
function keepInSight(view: Viewpoint): Viewpoint {
  return { ...view, centreX: clamp01(view.centreX), centreY: clamp01(view.centreY) }
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value))
}
