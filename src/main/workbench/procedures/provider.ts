import { describeProvider } from '#main/providers/describe-provider.ts'
import { providers } from '#main/providers/registry.ts'
import { readCredentials } from '../accounts.ts'
import { procedures } from './base.ts'

export const provider = {
  list: procedures.provider.list.handler(async ({ context: { ports } }) => {
    // Simulators draw: what that takes is not loaded before somebody asks.
    const { simulators } = await import('#main/simulators/registry.ts')
    return providers.map((adapter) =>
      describeProvider(adapter, {
        simulator: simulators.some((simulator) => simulator.providerId === adapter.descriptor.id),
        ready:
          readCredentials(adapter, ports.secrets).problems.length === 0 &&
          (adapter.descriptor.defaultBaseUrl ?? ports.secrets.read(adapter.descriptor.id, 'baseUrl')) !== null,
      }),
    )
  }),
}
