import { useMutation } from '@tanstack/react-query'
import type { CertificateQuestionInput } from '#shared/contract/account.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { useProblemAt } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import styles from './accounts.module.css'
import { useRefreshAccounts } from './use-refresh-accounts.ts'

interface CertificateFieldProps {
  /** The address that is typed; a certificate is only shown by https. */
  address: string
  /** By which way it is asked: the tunnel as it is typed. null while that is not complete. */
  way: Omit<CertificateQuestionInput, 'url'> | null
  pinned: string | null
  onPin: (sha256: string | null) => void
}

/** A certificate that no authority vouches for is looked at first, and then it alone is accepted. */
export function CertificateField({ address, way, pinned, onPin }: CertificateFieldProps) {
  const refresh = useRefreshAccounts()
  // On its way through a tunnel a host key may have been pinned.
  const inspect = useMutation(workbench.account.inspectCertificate.mutationOptions({ onSettled: () => refresh() }))
  const problem = useProblemAt('certificateSha256')
  const secure = /^https:\/\/\S+$/i.test(address.trim())
  const facts = inspect.data
  return (
    <fieldset className={styles['secret']} aria-label="Certificate">
      <span className="small two">Certificate</span>
      <span className={styles['set']}>
        <span>{pinned === null ? 'As this machine trusts it.' : <Fingerprint sha256={pinned} />}</span>
        <Button
          small
          disabled={!secure || way === null || inspect.isPending}
          onClick={() => inspect.mutate({ ...way, url: address.trim() })}
        >
          {inspect.isPending ? 'Asking…' : 'Show the certificate'}
        </Button>
        {pinned !== null && (
          <Button small look="quiet" onClick={() => onPin(null)}>
            Unpin
          </Button>
        )}
      </span>
      {!secure && <span className="small three">Only an https address shows one.</span>}
      {secure && way === null && <span className="small three">It is asked once the tunnel is filled in.</span>}
      {problem !== null && <span className="small alarm">{problem}</span>}
      {inspect.isError && <Note look="bad">{readFailure(inspect.error).message}</Note>}
      {facts !== undefined && (
        <div className={styles['certificate']}>
          <dl className={styles['facts']}>
            <dt>For</dt>
            <dd>{facts.subject}</dd>
            <dt>Signed by</dt>
            <dd>{facts.issuer}</dd>
            <dt>Holds</dt>
            <dd>
              {facts.validFrom.slice(0, 10)} to {facts.validUntil.slice(0, 10)}
            </dd>
            <dt>SHA-256</dt>
            <dd className="mono">{facts.sha256}</dd>
            <dt>Trusted</dt>
            <dd>{facts.trusted ? 'yes, no pin is needed' : facts.reason === null ? 'no' : `no (${facts.reason})`}</dd>
          </dl>
          {pinned !== facts.sha256 && (
            <Button small onClick={() => onPin(facts.sha256)}>
              Pin this one: no other is accepted
            </Button>
          )}
        </div>
      )}
    </fieldset>
  )
}

function Fingerprint({ sha256 }: { sha256: string }) {
  return (
    <>
      Only <span className="mono">{sha256.slice(0, 16)}…</span> is accepted.
    </>
  )
}
