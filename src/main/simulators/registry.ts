import { a1111Simulator } from '#main/providers/a1111/simulator.ts'
import { modalSimulator } from '#main/providers/modal/simulator.ts'
import { novitaSimulator } from '#main/providers/novita/simulator.ts'
import { segmindSimulator } from '#main/providers/segmind/simulator.ts'
import type { ProviderSimulator } from './simulator.ts'

/** Every provider that can be simulated. */
export const simulators: readonly ProviderSimulator[] = [
  novitaSimulator,
  segmindSimulator,
  modalSimulator,
  a1111Simulator,
]
