import type { Extent } from './picture-extent.ts'
import type { PictureWidth } from './picture-width.ts'

export const HEAD_PX = 52
export const ROW_HEAD_PX = 148
export const GAP_PX = 10
export const ROW_GAP_PX = 13
/** Beside the last column. */
export const END_PX = 16
const META_PX = 20
const NARROWEST_PX = 110
const WIDEST_FIT_PX = 384
/** Below it a picture has no room for figures: a contact sheet. */
const NARROWEST_WITH_FIGURES_PX = 90

/** CSS pixels. */
export interface GridSizes {
  /** Of a picture of the full extent. */
  cellWidth: number
  /** With the gap behind it. */
  columnWidth: number
  /** With the gap below it. */
  rowHeight: number
  /** Whether there is room for figures below the pictures. */
  hasFigures: boolean
}

/** @param width of everything that scrolls, in CSS pixels */
export function gridSizes(pictureWidth: PictureWidth, width: number, columnCount: number, extent: Extent): GridSizes {
  const room = Math.floor((width - ROW_HEAD_PX - END_PX) / Math.max(1, columnCount)) - GAP_PX
  const cellWidth =
    pictureWidth === 'fit'
      ? Math.min(WIDEST_FIT_PX, Math.max(NARROWEST_PX, room))
      : Math.min(pictureWidth, Math.max(NARROWEST_PX, fullWidth(width)))
  const hasFigures = cellWidth >= NARROWEST_WITH_FIGURES_PX
  const pictureHeight = Math.round(cellWidth * (extent.height / extent.width))
  return {
    cellWidth,
    columnWidth: cellWidth + GAP_PX,
    rowHeight: pictureHeight + ROW_GAP_PX + (hasFigures ? META_PX : 0),
    hasFigures,
  }
}

/** How wide one picture may be so that all of it is in sight beside the head of its row. */
export function fullWidth(width: number): number {
  return width - ROW_HEAD_PX - 2 * GAP_PX - END_PX
}
