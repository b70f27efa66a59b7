import { askedParameters } from '#shared/domain/generation.ts'
import { givenPicture } from '#shared/domain/given-picture.ts'
import { standsInGrid } from '#shared/domain/grid-sample.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Case } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'

/** Most places for pictures in a report: at some 30 KB each it stays a file that can be mailed. */
const MOST_PLACES = 64

/** The pictures of a report: prompts down, contenders across, one repeat of each. */
export interface PictureGrid {
  /** One row a prompt; `cells` in the order of the plan's contenders, null where no sample ended. */
  rows: {
    prompt: Case
    /** What came with the prompt; null where nothing did. */
    given: ImageRecord | null
    cells: (SampleRow | null)[]
  }[]
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
  const count = Math.min(cases.length, Math.max(1, Math.floor(MOST_PLACES / contenders.length)))
  const chosen = Array.from({ length: count }, (_, index) => cases[Math.floor((index * cases.length) / count)] as Case)
  const first = new Map(
    rows
      .filter((row) => row.repeat === 0 && standsInGrid(row))
      .map((row) => [`${row.caseIndex} ${row.contenderId}`, row]),
  )
  const grid = chosen.map((prompt) => ({
    prompt,
    given: givenPicture(contenders, prompt),
    cells: contenders.map((contender) => first.get(`${prompt.index} ${contender.id}`) ?? null),
  }))
  const images = grid.flatMap(({ cells }) => cells.flatMap((cell) => cell?.image ?? []))
  const asked = contenders.flatMap((contender) =>
    chosen.map((prompt) => askedParameters(contender.parameters, prompt.parameters)),
  )
  return {
    rows: grid,
    width: Math.max(...[...asked, ...images].map((size) => size.width)),
    height: Math.max(...[...asked, ...images].map((size) => size.height)),
  }
}
