import { describeProvider } from '#main/providers/describe-provider.ts'
import { providers } from '#main/providers/registry.ts'
import { simulators } from '#main/simulators/registry.ts'
import { readCredentials } from '../accounts.ts'
import { procedures } from './base.ts'

export const provider = {
  list: procedures.provider.list.handler(({ context: { ports } }) =>
    providers.map((adapter) =>
      describeProvider(adapter, {
        simulator: simulators.some((simulator) => simulator.providerId === adapter.descriptor.id),
        ready:
          readCredentials(adapter, ports.secrets).problems.length === 0 &&
          (adapter.descriptor.defaultBaseUrl ?? ports.secrets.read(adapter.descriptor.id, 'baseUrl')) !== null,
      }),
    ),
  ),
}
