import type { CostAssumptions, Overhead } from '../domain/cost-assumptions.ts'
import { WORKING_HOURS_PER_MONTH } from '../domain/default-assumptions.ts'

/** Hours of people in a month, at the likeliest of every range. */
export interface PeopleMonth {
  setUpHours: number
  engineerHours: number
  onCallHours: number
  recoveryHours: number
  hourlyRateUsd: number
}

export function peopleMonth(
  overhead: Overhead,
  { setUpMonths, hourlyRateUsd }: Pick<CostAssumptions, 'setUpMonths' | 'hourlyRateUsd'>,
): PeopleMonth {
  return {
    setUpHours: overhead.setUpHours.likely / setUpMonths,
    engineerHours: overhead.engineerShare.likely * WORKING_HOURS_PER_MONTH,
    onCallHours: overhead.onCallHoursPerMonth.likely,
    recoveryHours: recoveryHours(overhead),
    hourlyRateUsd: hourlyRateUsd.likely,
  }
}

/** From failures to the next picture, all of a month together. */
export function recoveryHours({ failuresPerMonth, recoveryMinutes }: Overhead): number {
  return (failuresPerMonth.likely * recoveryMinutes.likely) / 60
}
