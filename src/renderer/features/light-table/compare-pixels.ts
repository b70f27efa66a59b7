import pixelmatch from 'pixelmatch'

/** A decoded picture: four bytes a pixel (red, green, blue, opacity), row by row from the top left. */
export interface Pixels {
  width: number
  height: number
  data: Uint8ClampedArray<ArrayBuffer>
}

export interface PixelDifference {
  differing: number
  /** As large as the pictures: opaque where they differ, transparent elsewhere. */
  mask: Uint8ClampedArray<ArrayBuffer>
}

/**
 * Which pixels of two pictures of one size look different: by the HyAB distance of their colours in OKLab, which the eye agrees with
 * better than with a difference of numbers (Abasi et al. 2019; Ottosson 2020). A pixel that is only the smoothed edge of a shape, in
 * either picture, does not count (Vyšniauskas 2009). Both as pixelmatch does it.
 * @param threshold from 0, where any other colour counts, to 1, the distance of black and white
 * @throws RangeError where the sizes differ: nothing is scaled here
 */
export function comparePixels(first: Pixels, second: Pixels, threshold: number): PixelDifference {
  const { width, height } = first
  if (second.width !== width || second.height !== height)
    throw new RangeError('Pictures of different sizes can’t be compared pixel by pixel.')
  const mask = new Uint8ClampedArray(width * height * 4)
  const differing = pixelmatch(first.data, second.data, mask, width, height, { threshold, diffMask: true })
  return { differing, mask }
}
