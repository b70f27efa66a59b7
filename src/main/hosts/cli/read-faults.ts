import { RENTAL_FAULTS, type RentalFault, type RentalProfile } from '#main/simulators/rentals/rental-profile.ts'
import { rentalSimulators } from '#main/simulators/rentals/registry.ts'
import { AssayError } from '#shared/errors.ts'

/** How many of a provider's next calls or machines each fault strikes, by provider id. */
export type FaultsByProvider = Record<string, RentalProfile['faults']>

/** More than any test waits for. */
const MOST_TIMES = 1000

/**
 * Faults as they stand on the command line, `lambda=no-capacity` or `vast=end-fails:3`: the next one, or the next so many. One
 * that is named twice strikes as often as both say.
 * @param served the providers whose simulators will run
 * @throws AssayError BAD_USAGE with what there is to choose from
 */
export function readFaults(words: readonly string[], served: readonly string[]): FaultsByProvider {
  const faults: FaultsByProvider = {}
  for (const word of words) {
    const { providerId, fault, times } = readFault(word)
    if (!served.includes(providerId)) {
      const message = `"${word}" is for a simulator that is not served: add ${providerId} to --provider, or leave --provider out.`
      throw new AssayError('BAD_USAGE', message)
    }
    const known = (faults[providerId] ??= {})
    known[fault] = (known[fault] ?? 0) + times
  }
  return faults
}

function readFault(word: string): { providerId: string; fault: RentalFault; times: number } {
  const [, providerId, name, digits] = /^([^=:]+)=([^=:]+)(?::(\d+))?$/.exec(word) ?? []
  if (providerId === undefined || name === undefined) {
    const message = `--fault takes provider=fault or provider=fault:times, such as lambda=no-capacity:2, not "${word}".`
    throw new AssayError('BAD_USAGE', message)
  }
  if (!rentalSimulators.some((simulator) => simulator.providerId === providerId)) {
    const known = rentalSimulators.map((simulator) => simulator.providerId).join(', ')
    throw new AssayError('BAD_USAGE', `"${providerId}" has no faults to switch on. Those that have are ${known}.`)
  }
  if (!isFault(name)) {
    const message = `There is no fault "${name}". Choose among ${Object.keys(RENTAL_FAULTS).join(', ')}.`
    throw new AssayError('BAD_USAGE', message)
  }
  const times = digits === undefined ? 1 : Number(digits)
  if (times < 1 || times > MOST_TIMES) {
    throw new AssayError('BAD_USAGE', `A fault strikes 1 to ${MOST_TIMES} times, not ${digits}.`)
  }
  return { providerId, fault: name, times }
}

function isFault(name: string): name is RentalFault {
  return Object.hasOwn(RENTAL_FAULTS, name)
}
