import { commonSize } from './common-size.ts'
import { comparePixels, type Pixels } from './compare-pixels.ts'
import { countTones, type Tones } from './count-tones.ts'
import type { Difference, DifferenceQuestion, PictureQuestion, PictureReply } from './picture-questions.ts'
import type { Extent } from './picture-extent.ts'

/** Entry of the thread that looks into pictures: a megapixel takes longer than a frame, and the page must go on moving. */

/** The pictures looked into last, so that another threshold need not decode them again. */
const KEPT_PICTURES = 4
const kept = new Map<string, Promise<Pixels>>()

addEventListener('message', ({ data }: MessageEvent<PictureQuestion>) => {
  void answer(data).then((reply) =>
    postMessage(reply, { transfer: 'answer' in reply && 'mask' in reply.answer ? [reply.answer.mask] : [] }),
  )
})

async function answer(question: PictureQuestion): Promise<PictureReply> {
  try {
    return {
      answer: question.kind === 'difference' ? await findDifference(question) : await findTones(question.picture),
    }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}

async function findTones(picture: string): Promise<Tones> {
  return countTones(await readPixels(picture))
}

async function findDifference({ first, second, threshold, scaleDown }: DifferenceQuestion): Promise<Difference> {
  const [one, other] = [await readPixels(first), await readPixels(second)]
  if (one.width === other.width && one.height === other.height) return compare(one, other, threshold, null)
  const common = commonSize(one, other)
  if (common === null || !scaleDown)
    return { state: 'other-size', first: sizeOf(one), second: sizeOf(other), canScaleDown: common !== null }
  const isLarger = (pixels: Pixels): boolean => pixels.width !== common.width || pixels.height !== common.height
  const larger = isLarger(one) ? one : other
  const [a, b] = [
    isLarger(one) ? await readPixels(first, common) : one,
    isLarger(other) ? await readPixels(second, common) : other,
  ]
  return compare(a, b, threshold, sizeOf(larger))
}

async function compare(one: Pixels, other: Pixels, threshold: number, scaledFrom: Extent | null): Promise<Difference> {
  const { width, height } = one
  const { differing, mask } = comparePixels(one, other, threshold)
  return {
    state: 'compared',
    width,
    height,
    differing,
    mask: await createImageBitmap(new ImageData(mask, width, height)),
    scaledFrom,
  }
}

/** @param size to scale down to; the picture's own where absent */
function readPixels(address: string, size?: Extent): Promise<Pixels> {
  const key = size === undefined ? address : `${address} ${size.width} ${size.height}`
  const known = kept.get(key)
  const pixels = known ?? decode(address, size)
  // Again at the end: the first is the one that was not needed for longest.
  kept.delete(key)
  kept.set(key, pixels)
  pixels.catch(() => kept.delete(key))
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_PICTURES) break
    kept.delete(oldest)
  }
  return pixels
}

const NOT_READ = 'The picture can’t be loaded: its file is gone, or Assay does not answer.'
/** Of a gallery that is a folder: it shows its pictures, and may not read them. */
const FROM_DISK =
  'A browser lets no page read the pixels of files on a disk. The gallery in one file can do this, and so can a folder that a server hands out.'

/** Colours as the page shows them: a picture with a colour profile is read in sRGB. */
async function decode(address: string, size?: Extent): Promise<Pixels> {
  const response = await fetch(address).catch(() => null)
  if (response?.ok !== true) throw new Error(address.startsWith('file:') ? FROM_DISK : NOT_READ)
  const bitmap = await createImageBitmap(
    await response.blob(),
    size === undefined ? {} : { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'high' },
  ).catch(() => {
    throw new Error('The picture does not decode.')
  })
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('This browser can’t read the pixels of a picture.')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

function sizeOf({ width, height }: Extent): Extent {
  return { width, height }
}
