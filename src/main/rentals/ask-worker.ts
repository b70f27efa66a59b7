import type { MachineReading } from '#main/providers/rental-adapter.ts'
import { MachineSsh, type Rental } from '#shared/domain/rental.ts'
import type { KeptRental } from './kept-rental.ts'

/** Where a worker is, as far as the provider has said: at an address of its own, or at the other end of an SSH tunnel. */
export function placeOfWorker(
  request: Rental['request'],
  { state, workerUrl, ssh }: MachineReading,
): Pick<Rental, 'workerUrl' | 'ssh'> {
  if (request?.reach.by !== 'ssh') return { workerUrl, ssh: null }
  // While it starts, the address may still lead to somebody else; and what a reply names is not believed to be one.
  const place = MachineSsh.safeParse(state === 'running' ? ssh : null)
  if (!place.success) return { workerUrl: null, ssh: null }
  return { workerUrl: `http://127.0.0.1:${request.workerPort}`, ssh: place.data }
}

/** Asks the worker of a machine that runs, and writes down what came of it: it is ready, or why it does not answer. */
export async function askWorker(kept: KeptRental): Promise<void> {
  const { workerUrl, request } = kept.rental
  if (workerUrl === null) {
    if (request?.reach.by === 'ssh') kept.change({ workerTrouble: noSsh(kept.adapter.descriptor.name) })
    return
  }
  const { trouble, hostKeySha256 } = await kept.ports.probe({ ...kept.rental, workerUrl }, kept.signal)
  // What a closing Assay breaks off is no trouble of the worker's.
  if (kept.signal.aborted) return
  kept.change((current) => ({
    workerTrouble: trouble,
    // Pinned though the worker may not answer yet: from now on another key means another machine.
    hostKeySha256: current.hostKeySha256 ?? hostKeySha256,
    ...(trouble === null && current.state === 'booting' && { state: 'ready', readyAt: kept.now() }),
  }))
}

function noSsh(provider: string): string {
  return `${provider} has not said where the machine is reached by SSH.`
}
