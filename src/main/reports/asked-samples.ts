import type { CostedSample } from '#shared/economics/cost-per-image.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { sumUnlessUnknown } from '#shared/units/money.ts'
import { firstAnswer, isOfTheService, type ServiceAnswer } from './service-answer.ts'

/** A contender with those of its samples that say something about it. */
export interface Lane<Row extends SampleFigures = SampleRow> {
  contender: Contender
  /** Samples whose newest outcome is one of the provider: what latency, pictures and cost are reckoned from. */
  asked: Row[]
  /** What the provider did with each sample the first time: what reliability is reckoned from. */
  answers: ServiceAnswer[]
  /** All rows, also cancelled ones and those that the budget held back. */
  rows: Row[]
}

/**
 * Whether a sample speaks of its provider as it is measured. A warm-up or a probe is not: they are told of apart. One that the user cancelled does not, and neither does one that Assay itself held back to
 * keep the budget: the provider was never given the chance to draw it, so it is no failure, no success, and not part of any n. One that
 * was in flight when Assay went away is neither, because nobody knows what came of it.
 */
export function wasAsked(row: SampleFigures): boolean {
  return row.role === 'measure' && isOfTheService(row)
}

/** Whether the times of a sample are those of its provider: nothing of ours stood between, such as a sleep or another sitting. */
export function wasTimed(row: SampleFigures): boolean {
  return row.disturbance === null
}

/** The rows of a trial contender by contender, in the order of the plan. */
export function splitByContender<Row extends SampleFigures>(trial: Trial, rows: readonly Row[]): Lane<Row>[] {
  const byContender = Map.groupBy(rows, (row) => row.contenderId)
  return trial.plan.contenders.map((contender) => {
    const own = byContender.get(contender.id) ?? []
    const measured = own.filter(({ role }) => role === 'measure')
    const answers = measured.flatMap((row) => firstAnswer(row) ?? [])
    return { contender, rows: own, asked: own.filter(wasAsked), answers }
  })
}

/** What the money of samples is reckoned from: a picture that came when it was asked again cost both times. */
export function costedSamples(rows: readonly SampleFigures[]): CostedSample[] {
  return rows.map((row) => ({
    caseIndex: row.caseIndex,
    chargeMicros: sumUnlessUnknown(
      [row, ...row.earlier.filter(isOfTheService)].map(({ chargeMicros }) => chargeMicros),
    ),
    pictures: row.image === null ? 0 : 1,
  }))
}
