import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import type { FailureClass } from '#shared/domain/sample.ts'

/** What a service did with a sample. */
export type ServiceAnswer = Pick<SampleFigures, 'outcome' | 'failureClass'>

/** Failures that are none of the service's: it was not asked, or our own process, machine or person broke it off. */
const OURS: ReadonlySet<FailureClass> = new Set(['budget', 'cancelled', 'interrupted'])

/** Whether an outcome is one of the service, and not of ours. */
export function isOfTheService({ outcome, failureClass }: ServiceAnswer): boolean {
  return outcome !== 'cancelled' && (failureClass === null || !OURS.has(failureClass))
}

/**
 * What the service did the first time it was asked: a failure stays a failure, also where a retry by hand gave a picture later.
 * @returns null where it was never asked, or never given the chance to answer
 */
export function firstAnswer(row: SampleFigures): ServiceAnswer | null {
  return [...row.earlier, row].find(isOfTheService) ?? null
}
