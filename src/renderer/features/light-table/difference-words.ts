import { countText, figureText } from '#shared/units/count-text.ts'
import { sizeText } from '#shared/units/size-text.ts'
import type { Difference } from './picture-questions.ts'
import type { Extent } from './picture-extent.ts'

/** `1,234 of 1,048,576 pixels differ, 0.12 %` */
export function differingText({ differing, width, height }: Pick<Compared, 'differing' | 'width' | 'height'>): string {
  const pixels = width * height
  const all = countText(pixels, 'pixel')
  if (differing === 0) return `None of ${all} differs`
  if (differing === pixels) return pixels === 1 ? 'The one pixel differs' : `All of ${all} differ`
  return `${figureText(differing)} of ${all} ${differing === 1 ? 'differs' : 'differ'}, ${shareText(differing / pixels)}`
}

/** A share of two places of a percent; what is there never reads as nothing, and what is not all never as all. */
export function shareText(share: number): string {
  const percent = (share * 100).toFixed(2)
  if (share > 0 && percent === '0.00') return '<0.01 %'
  if (share < 1 && percent === '100.00') return '>99.99 %'
  return `${percent} %`
}

type Compared = Extract<Difference, { state: 'compared' }>

/** Why two pictures are not compared as they are. */
export function otherSizeText({ first, second, canScaleDown }: Extract<Difference, { state: 'other-size' }>): string {
  const sizes = `${written(first)} and ${written(second)}`
  return canScaleDown
    ? `${sizes}: no pixel of one lies on a pixel of the other.`
    : `${sizes}: not of one shape, so they can’t be compared pixel by pixel.`
}

export function scaledText(from: Extent, { width, height }: Extent): string {
  return `${written(from)} scaled down to ${written({ width, height })}: some of what differs comes of that`
}

function written({ width, height }: Extent): string {
  return sizeText(width, height)
}
