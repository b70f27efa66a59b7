import { cpus, release, type } from 'node:os'
import type { Environment } from '#shared/domain/trial.ts'
import type { HostPorts } from './ports.ts'

/** What a trial keeps about where it was run. No name of a person or a machine, and no path. */
export function describeEnvironment(ports: HostPorts): Environment {
  const processors = cpus()
  return {
    assayVersion: ports.version,
    runtime: `node ${process.versions.node}`,
    operatingSystem: `${type()} ${release()}`,
    processor: processors[0]?.model.trim() ?? 'not reported',
    cores: processors.length,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    host: ports.host,
  }
}
