import type { PlannedStep } from '#shared/domain/planned-contender.ts'
import type { Price } from '#shared/domain/price.ts'
import { RENTAL_PRICE_PREFIX } from '#shared/domain/rental-price.ts'
import { MICROS_PER_USD } from '#shared/units/money.ts'
import type { ReportProblem } from './plan-problem.ts'
import type { PlanSources } from './plan-sources.ts'

/** What a rented machine gives to a step that runs on it. */
export interface StepRental {
  baseUrl: string
  price: Price
}

/**
 * The rented machine that a step names. Samples are charged with the machine's own hourly price; the ledger counts that once,
 * by the rental's meter.
 * @returns null where it names none, or where something is wrong, which has been reported
 */
export function checkRental(
  planned: PlannedStep,
  sources: Pick<PlanSources, 'rental'>,
  report: ReportProblem,
): StepRental | null {
  if (planned.rental === undefined) return null
  const rental = sources.rental(planned.rental)
  if (rental === null) {
    report('rental', `There is no rental "${planned.rental}". "assay rentals list" shows those there are.`)
    return null
  }
  const { id, state, workerUrl, request, hourlyMicros, launchedAt } = rental
  if (state !== 'ready' || workerUrl === null || request === null || hourlyMicros === null) {
    report('rental', `The machine ${id} is ${state}, and not ready. Wait for it, or launch another.`)
    return null
  }
  if (request.workerProvider !== planned.provider) {
    report('rental', `On the machine ${id} runs ${request.workerProvider}, not ${planned.provider}.`)
    return null
  }
  if (planned.account !== 'environment' || planned.baseUrl !== undefined) {
    report('rental', 'A rented machine gives the address itself: leave baseUrl and account out.')
    return null
  }
  const price: Price = {
    id: `${RENTAL_PRICE_PREFIX}${id}`,
    label: `${request.machine}, rented`,
    models: [],
    unit: 'instance-hour',
    amountUsd: (hourlyMicros / MICROS_PER_USD).toFixed(6),
    source: null,
    retrievedOn: launchedAt.slice(0, 10),
    confidence: 'official',
    note: 'As the provider told it for this machine. Idle time is on the rental’s own meter.',
  }
  return { baseUrl: workerUrl, price }
}
