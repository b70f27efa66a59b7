import type { MeasurementChecks } from '#shared/domain/measurement-checks.ts'
import { figureText } from '#shared/units/count-text.ts'
import { latencyInterval, percentText, secondsText } from './wording.ts'

const NOT_JUDGED: Readonly<Record<NonNullable<MeasurementChecks['notJudged']>, string>> = {
  'rising-load': 'Not judged: the load rises by design.',
}

/** What each check of a measurement says, in a sentence of its own. */
export function effectiveCountText({ effectiveCount, notJudged }: MeasurementChecks): string {
  if (notJudged !== null) return NOT_JUDGED[notJudged]
  if (effectiveCount === null) return 'Too few samples to tell whether they depend on each other.'
  const { count, effective, isBelowHalf, autocorrelation } = effectiveCount
  const worth = `${figureText(count)} samples tell as much as ${figureText(Math.round(effective))} independent ones (autocorrelation ${autocorrelation.toFixed(2)})`
  return isBelowHalf ? `${worth}: the intervals are too narrow.` : `${worth}.`
}

export function littlesLawText({ littlesLaw, notJudged }: MeasurementChecks): string {
  if (notJudged !== null) return NOT_JUDGED[notJudged]
  if (littlesLaw === null) return 'Too few samples ended in the steady part of the run.'
  const { meanInFlight, throughputPerSecond, meanStayMs, relativeGap, isOff } = littlesLaw
  const carried = throughputPerSecond * (meanStayMs / 1000)
  const sum = `${meanInFlight.toFixed(2)} in flight; ${throughputPerSecond.toFixed(2)} a second × ${secondsText(meanStayMs)} make ${carried.toFixed(2)}`
  const gap = percentText(Math.abs(relativeGap))
  if (isOff === null) return `${sum}: ${gap} apart, which may be its two ends alone: too short to tell.`
  return isOff ? `${sum}: ${gap} apart, so the run was not steady.` : `${sum}: ${gap} apart.`
}

export function timeSlicesText({ timeSlices, notJudged }: MeasurementChecks): string {
  if (notJudged !== null) return NOT_JUDGED[notJudged]
  if (timeSlices === null) return 'Too few samples to cut the run into slices.'
  const { slices, medianChange, isChanged } = timeSlices
  const medians = slices.map(({ median }) => (median.state === 'known' ? secondsText(median.value) : 'too few'))
  const course = `Medians from beginning to end: ${medians.join(', ')}`
  if (isChanged === null) return `${course}. Too few to compare the first with the last.`
  if (!isChanged) return `${course}. First and last can’t be told apart.`
  if (medianChange.state !== 'known') return `${course}. The last differs from the first.`
  const { value } = medianChange
  return `${course}. The last differs from the first: ${value < 0 ? '−' : '+'}${secondsText(Math.abs(value))} in the median.`
}

export function firstOnSocketText({ firstOnSocket }: MeasurementChecks): string {
  const { firstCount, reusedCount, differenceMs } = firstOnSocket
  const counts = `n ${figureText(firstCount)} and ${figureText(reusedCount)}`
  if (differenceMs.state !== 'known') return `Too few to compare (${counts}).`
  const { value } = differenceMs
  const figure = `${value < 0 ? '−' : '+'}${secondsText(Math.abs(value))}`
  return `First request on a socket: ${[figure, latencyInterval(differenceMs)].filter((part) => part !== '').join(' ')} (${counts}).`
}
