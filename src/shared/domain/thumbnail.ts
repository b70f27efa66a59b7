/** Longest sides that pictures are reduced to, in pixels, the smallest first: for contact sheets, and for tables. */
export const THUMBNAIL_SIDES = [128, 384] as const
export type ThumbnailSide = (typeof THUMBNAIL_SIDES)[number]

/** What is made from the picture itself; smaller ones are made from it. */
export const LARGEST_THUMBNAIL: ThumbnailSide = 384

/** Where a thumbnail is asked for; without a side it is the largest one. */
export function thumbnailAddress(sha256: string, side: ThumbnailSide): string {
  return side === LARGEST_THUMBNAIL ? `/thumbnails/${sha256}` : `/thumbnails/${sha256}?side=${side}`
}

/** @param text what the address says of the side; null or anything else is the largest one */
export function thumbnailSide(text: string | undefined): ThumbnailSide {
  return THUMBNAIL_SIDES.find((side) => String(side) === text) ?? LARGEST_THUMBNAIL
}
