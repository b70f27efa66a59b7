import { lambdaSimulator } from '#main/providers/lambda/simulator.ts'
import { runpodPodsSimulator } from '#main/providers/runpod-pods/simulator.ts'
import { vastSimulator } from '#main/providers/vast/simulator.ts'
import type { RentalSimulator } from './rental-simulator.ts'

/** Every provider of machines that can be simulated. */
export const rentalSimulators: readonly RentalSimulator[] = [lambdaSimulator, runpodPodsSimulator, vastSimulator]
