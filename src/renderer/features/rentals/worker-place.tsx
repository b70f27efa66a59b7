import type { Rental } from '#shared/domain/rental.ts'

/** How the worker on a machine is reached, and why it does not answer while it does not. */
export function WorkerPlace({ rental }: { rental: Rental }) {
  const { state, workerTrouble } = rental
  return (
    <>
      <Place rental={rental} />
      {state === 'booting' && workerTrouble !== null && (
        <p className="small two">Its worker does not answer yet. {workerTrouble}</p>
      )}
    </>
  )
}

function Place({ rental: { request, workerUrl, ssh, hostKeySha256 } }: { rental: Rental }) {
  if (request?.reach.by !== 'ssh') return workerUrl === null ? null : <p className="small mono">{workerUrl}</p>
  if (ssh === null) return <p className="small two">Its port {request.workerPort} is reached through SSH.</p>
  return (
    <>
      <p className="small two">
        Its port {request.workerPort} is reached through SSH,{' '}
        <span className="mono">{`${ssh.username}@${ssh.host}:${ssh.port}`}</span>.
      </p>
      {hostKeySha256 !== null && (
        <p className="small three">
          Host key <span className="mono">SHA256:{hostKeySha256}</span>
        </p>
      )}
    </>
  )
}
