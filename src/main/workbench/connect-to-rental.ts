import { DIRECT, type HostConnection, type TunnelAccess } from '#main/engine/ports.ts'
import type { MachineSsh, Rental, WorkerReach } from '#shared/domain/rental.ts'
import type { HostPorts } from './ports.ts'

type Rented = Pick<Rental, 'request' | 'ssh' | 'hostKeySha256'>

/** How the worker on a rented machine is reached; null where that is through SSH and it is not known yet where. */
export function connectToRental(
  { request, ssh, hostKeySha256 }: Rented,
  ports: Pick<HostPorts, 'sshAgentSocket'>,
): HostConnection | null {
  if (request?.reach.by !== 'ssh') return DIRECT
  return ssh === null ? null : { certificateSha256: null, tunnel: tunnelTo(ssh, hostKeySha256, request.reach, ports) }
}

/** By the ssh-agent, or by a key file that is not encrypted: a rental has no secrets. */
export function tunnelTo(
  ssh: MachineSsh,
  hostKeySha256: string | null,
  { keyFile }: Extract<WorkerReach, { by: 'ssh' }>,
  { sshAgentSocket }: Pick<HostPorts, 'sshAgentSocket'>,
): TunnelAccess {
  return {
    ...ssh,
    hostKeySha256,
    authentication: keyFile === null ? 'agent' : 'key-file',
    keyFile,
    keyPassphrase: null,
    password: null,
    agentSocket: sshAgentSocket,
  }
}
