import type { Tones } from './count-tones.ts'
import type { Extent } from './picture-extent.ts'

/** What the page asks the thread that looks into pictures; pictures by their addresses. */
export type PictureQuestion =
  | {
      kind: 'difference'
      first: string
      second: string
      /** From 0 to 1, as `comparePixels` takes it. */
      threshold: number
      /** Whether a larger picture of the same shape may be scaled down to the smaller; without that, sizes must be alike. */
      scaleDown: boolean
    }
  | { kind: 'tones'; picture: string }

export type DifferenceQuestion = Extract<PictureQuestion, { kind: 'difference' }>

export type Difference =
  | {
      state: 'compared'
      /** Pixels that were compared: of the smaller, where the larger was scaled down. */
      width: number
      height: number
      differing: number
      mask: ImageBitmap
      /** The size of the larger before it was scaled down; null where nothing was. */
      scaledFrom: Extent | null
    }
  | { state: 'other-size'; first: Extent; second: Extent; canScaleDown: boolean }

export type PictureAnswer<Question extends PictureQuestion> = Question extends DifferenceQuestion ? Difference : Tones

/** An answer on its way between the threads. */
export type PictureReply = { answer: Difference | Tones } | { failure: string }
