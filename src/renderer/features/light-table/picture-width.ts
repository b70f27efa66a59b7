/** CSS pixels that a picture of the full extent is wide; `fit` takes the room there is. */
export type PictureWidth = number | 'fit'

/** A contact sheet. */
const SMALLEST_PX = 48
/** On the largest windows. */
const LARGEST_PX = 2048
/** What the slider shows, and what a step starts from, while pictures take the room there is. */
const USUAL_PX = 220
const STEP = 1.125

/* The slider moves in powers of two: a step is as much at its small end as at its large one. */
export const SMALLEST_SIZE = Math.log2(SMALLEST_PX)

/** @param room CSS pixels that there are for one picture; null where that is not known yet */
export function largestSize(room: number | null): number {
  return Math.log2(largestWidth(room))
}

export function sizeOf(width: PictureWidth): number {
  return Math.log2(width === 'fit' ? USUAL_PX : width)
}

export function pictureWidthOf(size: number): number {
  return Math.round(2 ** size)
}

/** One step larger, or smaller where `by` is negative. */
export function resized(width: PictureWidth, by: number, room: number | null): number {
  const from = width === 'fit' ? USUAL_PX : width
  return Math.min(largestWidth(room), Math.max(SMALLEST_PX, Math.round(from * STEP ** by)))
}

function largestWidth(room: number | null): number {
  return Math.max(SMALLEST_PX, Math.min(LARGEST_PX, room ?? LARGEST_PX))
}

export function readPictureWidth(stored: string | null): PictureWidth {
  const width = stored === null ? Number.NaN : Number(stored)
  return width >= SMALLEST_PX && width <= LARGEST_PX ? width : 'fit'
}
