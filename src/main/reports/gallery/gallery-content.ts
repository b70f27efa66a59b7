import { standsInGrid } from '#shared/domain/grid-sample.ts'
import type { GalleryContent, GalleryPicture } from '#shared/domain/gallery.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Mark } from '#shared/domain/mark.ts'
import type { Contender, ContenderStep, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** What a gallery is made from. */
export interface GalleryEvidence {
  trial: Trial
  rows: readonly SampleRow[]
  marks: readonly Mark[]
  /** The first so many repeats are shown. */
  repeats: number
  readPicture: (sha256: string) => Promise<Uint8Array>
}

/** The rows that a gallery shows: those that have a place on a light table of its repeats. */
export function galleryRows({ rows, repeats }: Pick<GalleryEvidence, 'rows' | 'repeats'>): SampleRow[] {
  return rows.filter((row) => standsInGrid(row) && row.repeat < repeats)
}

/** @param pictures as far as they could be read */
export function galleryContent(
  evidence: GalleryEvidence,
  pictures: Record<string, GalleryPicture>,
  pictureNote: string | null,
): GalleryContent {
  const { practice, startedAt, plan } = evidence.trial
  const rows = galleryRows(evidence)
  const shown = new Set(rows.map(({ sampleId }) => sampleId))
  return {
    practice,
    startedAt,
    plan: {
      name: plan.name,
      repeats: Math.min(plan.repeats, evidence.repeats),
      axes: plan.axes,
      seed: plan.seed,
      seeds: plan.seeds,
      cases: plan.cases,
      contenders: plan.contenders.map(shownContender),
    },
    rows,
    marks: evidence.marks.filter(({ sampleId }) => shown.has(sampleId)),
    pictures,
    pictureNote,
  }
}

/** Named field by field, so that what a contender may get one day does not leave the machine unasked. */
function shownContender(contender: Contender): ShownContender {
  const { id, name, position } = contender
  return { id, name, position, ...shownStep(contender), furtherSteps: contender.furtherSteps.map(shownStep) }
}

function shownStep({ modelName, parameters, task }: ContenderStep): ShownContender['furtherSteps'][number] {
  return { modelName, parameters, task }
}

/** All pictures that a gallery shows, each once: `drawn` by contenders, and `given` with prompts, those that were drawn as well left out. */
export function galleryPictures(evidence: Pick<GalleryEvidence, 'trial' | 'rows' | 'repeats'>): {
  drawn: ImageRecord[]
  given: ImageRecord[]
} {
  const { cases, contenders } = evidence.trial.plan
  const drawn = bySha256(galleryRows(evidence).flatMap(({ image }) => image ?? []))
  const given = bySha256(cases.flatMap((asked) => givenPicture(contenders, asked) ?? []))
  return { drawn: [...drawn.values()], given: [...given.values()].filter(({ sha256 }) => !drawn.has(sha256)) }
}

function bySha256(images: readonly ImageRecord[]): Map<string, ImageRecord> {
  return new Map(images.map((image) => [image.sha256, image]))
}
