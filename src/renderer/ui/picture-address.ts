import { thumbnailAddress, THUMBNAIL_SIDES } from '#shared/domain/thumbnail.ts'

/**
 * The address of a picture that will be drawn `drawnSide` CSS pixels long: the smallest thumbnail that is sharp then, or the picture itself.
 */
export function pictureAddress(sha256: string, drawnSide: number, pixelRatio: number): string {
  const side = THUMBNAIL_SIDES.find((candidate) => drawnSide * pixelRatio <= candidate)
  return side === undefined ? `/images/${sha256}` : thumbnailAddress(sha256, side)
}
