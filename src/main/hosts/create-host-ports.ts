import { randomBytes } from 'node:crypto'
import type { HostPorts } from '#main/workbench/ports.ts'
import { environmentSecrets } from './environment-secrets.ts'
import { findInstallation } from './installation.ts'
import { timeOrderedIds } from './time-ordered-ids.ts'

/** What every door supplies in the same way: the real clock, fresh ids, the installation’s folders, keys from the environment. */
export function createHostPorts(options: {
  host: HostPorts['host']
  dataDirectory: string
  environment: Readonly<Record<string, string | undefined>>
}): HostPorts {
  const { resourcesDirectory, pageDirectory, version } = findInstallation()
  return {
    host: options.host,
    secrets: environmentSecrets(options.environment),
    clock: { now: () => new Date() },
    ids: timeOrderedIds(Date.now, randomBytes),
    dataDirectory: options.dataDirectory,
    resourcesDirectory,
    pageDirectory,
    version,
  }
}
