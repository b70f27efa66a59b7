import { lambda } from './lambda/index.ts'
import type { RentalAdapter } from './rental-adapter.ts'
import { runpodPods } from './runpod-pods/index.ts'
import { vast } from './vast/index.ts'

/** Every provider that rents out machines, in the order in which they are listed. */
export const rentalProviders: readonly RentalAdapter[] = [lambda, runpodPods, vast]

export function findRentalProvider(id: string): RentalAdapter | null {
  return rentalProviders.find(({ descriptor }) => descriptor.id === id) ?? null
}
