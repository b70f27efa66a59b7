import type { Account, SshTunnel } from '#shared/domain/account.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SelectField, TextField } from '../../ui/field.tsx'
import { NEW_TUNNEL, pinnedHostKey, type AccountDraft, type TunnelDraft } from './account-draft.ts'
import styles from './accounts.module.css'
import { SecretField } from './credential-fields.tsx'

const AUTHENTICATION: readonly { value: SshTunnel['authentication']; label: string }[] = [
  { value: 'agent', label: 'the running ssh-agent' },
  { value: 'key-file', label: 'a key file' },
  { value: 'password', label: 'a password' },
]

interface TunnelFieldsProps {
  account: Account | null
  draft: AccountDraft
  onChange: (changes: Partial<AccountDraft>) => void
}

/** A tunnel that is opened for the length of a trial, to a server that the address is then seen from. */
export function TunnelFields({ account, draft, onChange }: TunnelFieldsProps) {
  const { tunnel } = draft
  if (tunnel === null) {
    return (
      <div>
        <Button small onClick={() => onChange({ tunnel: NEW_TUNNEL })}>
          Reach it through an SSH tunnel
        </Button>
      </div>
    )
  }
  const change = (changes: Partial<TunnelDraft>) => onChange({ tunnel: { ...tunnel, ...changes } })
  const hostKey = pinnedHostKey(tunnel, account)
  const isSet = (name: string): boolean => account?.fieldsSet.includes(name) === true
  return (
    <fieldset className={styles['tunnel']}>
      <legend className="small">SSH tunnel</legend>
      <div className={desk['triple']}>
        <TextField label="Server" path="tunnel.host" value={tunnel.host} onChange={(host) => change({ host })} />
        <TextField label="Port" path="tunnel.port" value={tunnel.port} numeric onChange={(port) => change({ port })} />
        <TextField
          label="User"
          path="tunnel.username"
          value={tunnel.username}
          onChange={(username) => change({ username })}
        />
      </div>
      <SelectField
        label="Opened with"
        path="tunnel.authentication"
        value={tunnel.authentication}
        options={AUTHENTICATION}
        onChange={(value) => {
          const chosen = AUTHENTICATION.find((one) => one.value === value)
          if (chosen !== undefined) change({ authentication: chosen.value })
        }}
      />
      {tunnel.authentication === 'key-file' && (
        <>
          <TextField
            label="Private key, its path on this machine"
            path="tunnel.keyFile"
            value={tunnel.keyFile}
            mono
            onChange={(keyFile) => change({ keyFile })}
          />
          <SecretField
            name="sshKeyPassphrase"
            label="Passphrase of that key, if it has one"
            isSet={isSet('sshKeyPassphrase')}
            draft={draft}
            onChange={onChange}
          />
        </>
      )}
      {tunnel.authentication === 'password' && (
        <SecretField
          name="sshPassword"
          label="Password"
          isSet={isSet('sshPassword')}
          draft={draft}
          onChange={onChange}
        />
      )}
      <fieldset className={styles['secret']} aria-label="Host key">
        <span className="small two">Host key</span>
        <span className={styles['set']}>
          {hostKey === null ? (
            <span>Kept at the first use; a changed one is refused after that.</span>
          ) : (
            <>
              <span className="mono">SHA256:{hostKey}</span>
              <Button small look="quiet" onClick={() => change({ forgetHostKey: true })}>
                Forget it
              </Button>
            </>
          )}
        </span>
      </fieldset>
      <div>
        <Button small look="quiet" onClick={() => onChange({ tunnel: null })}>
          Go without a tunnel
        </Button>
      </div>
    </fieldset>
  )
}
