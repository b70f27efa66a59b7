import { AssayError } from '#shared/errors.ts'
import { simulators } from './registry.ts'
import { rentalSimulators } from './rentals/registry.ts'
import type { RentalProfile } from './rentals/rental-profile.ts'
import { startRentalSimulators } from './rentals/start-rental-simulators.ts'
import { startSimulators, type RunningSimulator, type RunningSimulators } from './start-simulators.ts'

export interface EverySimulatorOptions {
  seed: number
  practiceDirectory: string
  /** Ids of providers of pictures and of machines. */
  providers: readonly string[]
  ports: Readonly<Record<string, number>>
  timeScale: number
  truthFile?: string
  /** How many of its next calls or machines each fault strikes, by the id of a provider of machines. */
  faults?: Readonly<Record<string, RentalProfile['faults']>>
}

/** Every provider that can be simulated, those that rent out machines last. */
export const simulatedProviders: readonly string[] = [...simulators, ...rentalSimulators].map(
  ({ providerId }) => providerId,
)

/**
 * Starts simulators of both kinds, those that draw and those that rent out machines.
 * @throws AssayError as `startSimulators` and `startRentalSimulators` do. Nothing is left running then.
 */
export async function startEverySimulator(
  options: EverySimulatorOptions,
): Promise<{ simulators: RunningSimulator[]; close: () => Promise<void> }> {
  const rented = options.providers.filter((id) => rentalSimulators.some(({ providerId }) => providerId === id))
  const drawing = options.providers.filter((id) => !rented.includes(id))
  const unknown = drawing.find((id) => !simulatedProviders.includes(id))
  if (unknown !== undefined) {
    const known = simulatedProviders.join(', ')
    throw new AssayError('UNKNOWN_PROVIDER', `There is no simulator of “${unknown}”. Choose among ${known}.`)
  }
  const pictures: RunningSimulators = await startSimulators({ ...options, providers: drawing })
  try {
    const profiles = Object.fromEntries(Object.entries(options.faults ?? {}).map(([id, faults]) => [id, { faults }]))
    const machines = await startRentalSimulators({ ...options, providers: rented, profiles })
    return {
      simulators: [...pictures.simulators, ...machines.simulators],
      close: async () => {
        await machines.close()
        await pictures.close()
      },
    }
  } catch (error) {
    await pictures.close()
    throw error
  }
}
