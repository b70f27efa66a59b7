import type { CostedSample } from '#shared/economics/cost-per-image.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { headlineOf, isInHeadline } from '#shared/domain/headline.ts'
import type { Observation } from '#shared/stats/paired-medians.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { sumUnlessUnknown } from '#shared/units/money.ts'
import { firstAnswer, isOfTheService, type ServiceAnswer } from './service-answer.ts'

/** A contender with those of its samples that say something about it. */
export interface Lane<Row extends SampleFigures = SampleFigures> {
  contender: Contender
  /** Samples whose newest outcome is one of the provider: what latency, pictures and cost are reckoned from. */
  asked: Row[]
  /** What the provider did with each sample the first time: what reliability is reckoned from. */
  answers: ServiceAnswer[]
  /** Those of them that the headline latency is of, and all that compares latencies: see `headlineOf`. */
  headline: Row[]
  /** The prompt that a case of the plan asks, by the case's index. Cases of a matrix share theirs. */
  promptOf: (caseIndex: number) => number
  /** When it was, by the trial’s clock: see `Sitting`. */
  instantOf: (trialMs: number) => Date
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

/**
 * The rows of a trial contender by contender, in the order of the plan.
 * @param sittings in their order; empty where none was written down: pauses then count as time
 */
export function splitByContender<Row extends SampleFigures>(
  trial: Trial,
  rows: readonly Row[],
  sittings: readonly Sitting[] = [],
): Lane<Row>[] {
  const byContender = Map.groupBy(rows, (row) => row.contenderId)
  const headline = headlineOf(trial.plan)
  const prompts = new Map(trial.plan.cases.map(({ index, promptIndex }) => [index, promptIndex]))
  const promptOf = (caseIndex: number): number => {
    const prompt = prompts.get(caseIndex)
    if (prompt === undefined) throw new Error(`The trial ${trial.id} has no case ${caseIndex}.`)
    return prompt
  }
  return trial.plan.contenders.map((contender) => {
    const own = byContender.get(contender.id) ?? []
    const measured = own.filter(({ role }) => role === 'measure')
    const answers = measured.flatMap((row) => firstAnswer(row) ?? [])
    const asked = own.filter(wasAsked)
    return {
      contender,
      rows: own,
      asked,
      headline: headline.kind === 'stage' ? asked.filter((row) => isInHeadline(headline, row)) : asked,
      answers,
      promptOf,
      instantOf: (trialMs) => instantOf(trialMs, trial, sittings),
    }
  })
}

function instantOf(trialMs: number, { startedAt }: Pick<Trial, 'startedAt'>, sittings: readonly Sitting[]): Date {
  const sitting = sittings.findLast(({ offsetMs }) => offsetMs <= trialMs)
  const beganAt = sitting?.startedAt ?? startedAt
  return new Date(Date.parse(beganAt) + trialMs - (sitting?.offsetMs ?? 0))
}

/**
 * What the money of a contender's samples is reckoned from: a picture that came when it was asked again cost both times.
 * @param counts which pictures it is spread over
 */
export function costedSamples(
  { asked, promptOf }: Pick<Lane, 'asked' | 'promptOf'>,
  counts: (row: SampleFigures, place: number) => boolean = ({ image }) => image !== null,
): CostedSample[] {
  return asked.map((row, place) => ({
    prompt: promptOf(row.caseIndex),
    chargeMicros: sumUnlessUnknown(
      [row, ...row.earlier.filter(isOfTheService)].map(({ chargeMicros }) => chargeMicros),
    ),
    pictures: counts(row, place) ? 1 : 0,
  }))
}

/** The latencies by which contenders are compared, each with its prompt: what repeats and the cases of a matrix give of one prompt resembles each other. */
export function latencyObservations({ headline, promptOf }: Pick<Lane, 'headline' | 'promptOf'>): Observation[] {
  return headline
    .filter((row) => row.outcome === 'succeeded' && wasTimed(row))
    .map((row) => ({ prompt: promptOf(row.caseIndex), value: row.latencyMs }))
}
