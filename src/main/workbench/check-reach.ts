import { readAuthentication } from '#main/engine/tunnel/authentication.ts'
import { TunnelError } from '#main/engine/tunnel/tunnel-error.ts'
import type { RentalRequest } from '#shared/domain/rental.ts'
import { AssayError } from '#shared/errors.ts'
import { tunnelTo } from './connect-to-rental.ts'
import type { HostPorts } from './ports.ts'

/** It is read who logs in, and not where. */
const NOT_LAUNCHED_YET = { host: 'not-launched-yet', port: 22, username: 'nobody' }

/**
 * Whether a worker could be reached as a launch wants it, as far as that is known before there is a machine: one that nobody can
 * log in to is not worth its rent.
 * @throws AssayError BAD_USAGE with what to change
 */
export async function checkReach(
  { reach, sshKey }: Pick<RentalRequest, 'reach' | 'sshKey'>,
  ports: Pick<HostPorts, 'sshAgentSocket'>,
): Promise<void> {
  if (reach.by !== 'ssh') return
  if (sshKey === null) {
    throw refused('sshKey', 'A machine that is reached through SSH must accept a key: name the SSH key it is given.')
  }
  try {
    await readAuthentication(tunnelTo(NOT_LAUNCHED_YET, null, reach, ports))
  } catch (error) {
    if (!(error instanceof TunnelError)) throw error
    throw refused('reach.keyFile', error.message)
  }
}

function refused(path: string, message: string): AssayError {
  return new AssayError('BAD_USAGE', message, { problems: [{ path, message }] })
}
