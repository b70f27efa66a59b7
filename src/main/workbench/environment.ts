import { cpus, networkInterfaces, platform, release, totalmem, type } from 'node:os'
import type { AccountStore } from '#main/store/account-store.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { Environment } from '#shared/domain/trial.ts'
import { networkKinds } from './network-kinds.ts'
import type { HostPorts } from './ports.ts'
import { readPowerSource } from './power-source.ts'

/** What a trial keeps about where it was run. No name of a person or a machine, no address, and no path. */
export function describeEnvironment(
  plan: FrozenPlan,
  { ports, accounts }: { ports: HostPorts; accounts: Pick<AccountStore, 'get'> },
): Environment {
  const processors = cpus()
  return {
    assayVersion: ports.version,
    runtime: `node ${process.versions.node}`,
    operatingSystem: `${type()} ${release()}`,
    processor: processors[0]?.model.trim() ?? 'not reported',
    cores: processors.length,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    host: ports.host,
    memoryBytes: totalmem(),
    network: networkKinds(networkInterfaces(), { sysfs: platform() === 'linux' ? '/sys' : null }),
    proxySchemes: ports.proxySchemes,
    power: readPowerSource('/sys/class/power_supply'),
    accounts: accountsOf(plan, accounts),
  }
}

/** Region and tier of each account of the plan, as its owner entered them; accounts of the environment and of practice have neither. */
function accountsOf({ contenders }: FrozenPlan, accounts: Pick<AccountStore, 'get'>): Environment['accounts'] {
  const chosen = contenders.flatMap((contender) => [contender, ...contender.furtherSteps].map(({ account }) => account))
  return [...new Set(chosen)].flatMap((id) => {
    const account = accounts.get(id)
    return account === null
      ? []
      : [{ accountId: id, providerId: account.providerId, region: account.region, tier: account.tier }]
  })
}
