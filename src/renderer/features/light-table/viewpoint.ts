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

/** Whether one picture pixel covers more than one device pixel: from there on its pixels are shown as they are, not smoothed. */
export function isEnlarged(view: Viewpoint, pixelRatio: number): boolean {
  return view.scale !== 'fit' && view.scale * pixelRatio > 1.001
}

/** A pixel, counted from the top left from 0. */
export interface PixelPlace {
  x: number
  y: number
}

/** The pixel of the extent under a cursor (CSS pixels from the pane's corner); the nearest where the cursor is beside it. */
export function pixelUnder(
  cursor: { x: number; y: number },
  extent: Extent,
  pane: PaneSize,
  view: Viewpoint,
  pixelRatio: number,
): PixelPlace {
  const { left, top } = placePicture(extent, extent, pane, view, pixelRatio)
  const scale = scaleOf(view, extent, pane, pixelRatio)
  return pixelWithin({ x: Math.floor((cursor.x - left) / scale), y: Math.floor((cursor.y - top) / scale) }, extent)
}

/** The nearest pixel that lies in the extent. */
export function pixelWithin({ x, y }: PixelPlace, extent: Extent): PixelPlace {
  return { x: Math.min(extent.width - 1, Math.max(0, x)), y: Math.min(extent.height - 1, Math.max(0, y)) }
}

/** Where the middle of a pixel of the extent lies in a pane, in CSS pixels. */
export function spotOf(
  { x, y }: PixelPlace,
  extent: Extent,
  pane: PaneSize,
  view: Viewpoint,
  pixelRatio: number,
): { x: number; y: number } {
  const { left, top } = placePicture(extent, extent, pane, view, pixelRatio)
  const scale = scaleOf(view, extent, pane, pixelRatio)
  return { x: left + (x + 0.5) * scale, y: top + (y + 0.5) * scale }
}

/** The same view, moved only where a pixel of the extent would be out of sight: that pixel is then in the middle. */
export function withInSight(
  place: PixelPlace,
  extent: Extent,
  pane: PaneSize,
  view: Viewpoint,
  pixelRatio: number,
): Viewpoint {
  const spot = spotOf(place, extent, pane, view, pixelRatio)
  if (spot.x >= 0 && spot.x <= pane.width && spot.y >= 0 && spot.y <= pane.height) return view
  return { ...view, centreX: (place.x + 0.5) / extent.width, centreY: (place.y + 0.5) / extent.height }
}

/** The pixel of a picture that lies over a pixel of the extent; null where the picture does not reach. It lies in the middle, as placed above. */
export function pixelOfPicture({ x, y }: PixelPlace, picture: Extent, extent: Extent): PixelPlace | null {
  const place = {
    x: Math.floor(x + 0.5 - (extent.width - picture.width) / 2),
    y: Math.floor(y + 0.5 - (extent.height - picture.height) / 2),
  }
  const inside = place.x >= 0 && place.y >= 0 && place.x < picture.width && place.y < picture.height
  return inside ? place : null
}
