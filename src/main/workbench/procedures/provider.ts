import { describeProvider } from '#main/providers/describe-provider.ts'
import { providers } from '#main/providers/registry.ts'
import { rentalProviders } from '#main/providers/rental-registry.ts'
import { readCredentials } from '../accounts.ts'
import { pricesInEffect } from '../price-book.ts'
import { procedures } from './base.ts'

export const provider = {
  list: procedures.provider.list.handler(async ({ context: { ports, store } }) => {
    // Simulators draw: what that takes is not loaded before somebody asks.
    const { simulatedProviders } = await import('#main/simulators/start-every-simulator.ts')
    return [...providers, ...rentalProviders].map((adapter) =>
      describeProvider(adapter, {
        prices: pricesInEffect(adapter, { ports, store }),
        simulator: simulatedProviders.includes(adapter.descriptor.id),
        ready:
          readCredentials(adapter, ports.secrets).problems.length === 0 &&
          (adapter.descriptor.defaultBaseUrl ?? ports.secrets.read(adapter.descriptor.id, 'baseUrl')) !== null,
      }),
    )
  }),
}
