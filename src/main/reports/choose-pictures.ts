import { askedParameters } from '#shared/domain/generation.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import { standsInGrid } from '#shared/domain/grid-sample.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Case } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** Most places for pictures beside the numbers: they stay a few pages to look through. */
const MOST_PLACES = 64

/** Most places with those of the appendix. At some 35 KB beside the numbers and 12 KB in the appendix the report can be mailed. */
const MOST_PLACES_IN_ALL = 400

/** One prompt; `cells` in the order of the plan's contenders, null where no sample ended. */
export interface PictureRow {
  prompt: Case
  /** What came with the prompt; null where nothing did. */
  given: ImageRecord | null
  cells: (SampleRow | null)[]
}

/** The pictures of a report: prompts down, contenders across, one repeat of each. */
export interface PictureGrid {
  /** Beside the numbers. */
  rows: PictureRow[]
  /** In the appendix: other prompts, in the order of the plan. */
  further: PictureRow[]
  /** Pixels of the largest picture asked for or received: all are drawn in proportion to it. */
  width: number
  height: number
}

/**
 * Chooses by place in the plan alone (evenly spaced prompts, their first repeat), never by how a picture came out:
 * the report shows what happened, flaws included.
 */
export function choosePictures(trial: Trial, rows: readonly SampleRow[]): PictureGrid {
  const { cases, contenders } = trial.plan
  const placesFor = (places: number): number => Math.max(1, Math.floor(places / contenders.length))
  const chosen = evenlySpaced(cases, placesFor(MOST_PLACES))
  const others = cases.filter((asked) => !chosen.includes(asked))
  const further = evenlySpaced(others, placesFor(MOST_PLACES_IN_ALL) - chosen.length)
  const first = new Map(
    rows
      .filter((row) => row.repeat === 0 && standsInGrid(row))
      .map((row) => [`${row.caseIndex} ${row.contenderId}`, row]),
  )
  const rowOf = (prompt: Case): PictureRow => ({
    prompt,
    given: givenPicture(contenders, prompt),
    cells: contenders.map((contender) => first.get(`${prompt.index} ${contender.id}`) ?? null),
  })
  const shown = [...chosen, ...further]
  const images = shown.flatMap((prompt) => rowOf(prompt).cells.flatMap((cell) => cell?.image ?? []))
  const asked = contenders.flatMap((contender) =>
    shown.map((prompt) => askedParameters(contender.parameters, prompt.parameters)),
  )
  return {
    rows: chosen.map(rowOf),
    further: further.map(rowOf),
    width: Math.max(...[...asked, ...images].map((size) => size.width)),
    height: Math.max(...[...asked, ...images].map((size) => size.height)),
  }
}

/** At most so many of them, in their order, the first among them. */
function evenlySpaced<Member>(all: readonly Member[], most: number): Member[] {
  const count = Math.min(all.length, Math.max(0, most))
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)] as Member)
}
