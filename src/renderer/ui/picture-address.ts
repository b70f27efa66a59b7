/** A thumbnail's longest side; above it the picture itself is fetched. */
const THUMBNAIL_SIDE = 384

/**
 * The address of a picture that will be drawn `drawnSide` CSS pixels long: the thumbnail where it is sharp enough.
 */
export function pictureAddress(sha256: string, drawnSide: number, pixelRatio: number): string {
  return drawnSide * pixelRatio <= THUMBNAIL_SIDE ? `/thumbnails/${sha256}` : `/images/${sha256}`
}
