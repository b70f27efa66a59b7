import type { Mark } from './mark.ts'
import type { ShownPlan } from './plan.ts'
import type { SampleRow } from './sample-row.ts'

/** Where a picture of a gallery is: beside the page, or in it as a `data:` address. */
export interface GalleryPicture {
  whole: string
  /** For tables; the picture itself where there is none. */
  reduced: string | null
}

/** All that a page shows of a trial to whoever has no Assay: no account, no address, no key to anything. */
export interface GalleryContent {
  practice: boolean
  /** When the trial began: ISO 8601. */
  startedAt: string
  plan: ShownPlan
  /** Samples that have a place on the table, of the repeats that are shown. */
  rows: SampleRow[]
  marks: Mark[]
  /** By their SHA-256. One that could not be read is not there. */
  pictures: Record<string, GalleryPicture>
  /** What was done to the pictures; null where they are as they came. */
  pictureNote: string | null
}

/** What was written, for whoever asked. */
export interface WrittenGallery {
  path: string
  pictureCount: number
  /** Pictures whose files could not be read. */
  missingCount: number
  sizeBytes: number
}
