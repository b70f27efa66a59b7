import { LARGEST_THUMBNAIL, thumbnailAddress, THUMBNAIL_SIDES, type ThumbnailSide } from '#shared/domain/thumbnail.ts'

/** Where the pictures of this page are. */
export interface PictureAddresses {
  /** As it came. */
  whole: (sha256: string) => string
  reduced: (sha256: string, side: ThumbnailSide) => string
}

let addresses: PictureAddresses = { whole: (sha256) => `/images/${sha256}`, reduced: thumbnailAddress }

/** For a page that no workbench serves: said once, before anything is drawn. */
export function takePicturesFrom(elsewhere: PictureAddresses): void {
  addresses = elsewhere
}

export function wholePicture(sha256: string): string {
  return addresses.whole(sha256)
}

export function reducedPicture(sha256: string): string {
  return addresses.reduced(sha256, LARGEST_THUMBNAIL)
}

/**
 * The address of a picture that will be drawn `drawnSide` CSS pixels long: the smallest thumbnail that is sharp then, or the picture itself.
 */
export function pictureAddress(sha256: string, drawnSide: number, pixelRatio: number): string {
  const side = THUMBNAIL_SIDES.find((candidate) => drawnSide * pixelRatio <= candidate)
  return side === undefined ? wholePicture(sha256) : addresses.reduced(sha256, side)
}
