import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { VaultStatus } from '#shared/domain/vault.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SelectField } from '../../ui/field.tsx'
import { ErrorState, LoadingShape, Note } from '../../ui/states.tsx'
import { PassphraseForm } from './passphrase-form.tsx'
import styles from './vault.module.css'

/** How often the page looks whether the vault has locked itself. */
const LOOK_AGAIN_MS = 20_000

/** Where the secrets are: how the vault stands, and what can be done with it. */
export function VaultPanel() {
  const status = useQuery(
    workbench.vault.status.queryOptions({
      refetchInterval: ({ state }) => (state.data?.state === 'unlocked' ? LOOK_AGAIN_MS : false),
    }),
  )
  return (
    <section aria-label="Vault">
      <h2>Vault</h2>
      {status.isPending && <LoadingShape label="Loading the vault" lines={2} />}
      {status.isError && (
        <ErrorState title="The vault can’t be asked" error={status.error} onRetry={() => void status.refetch()} />
      )}
      {status.data !== undefined && (
        <>
          <p className="small two">{status.data.message}</p>
          {status.data.keychain === 'basic-text' && status.data.state !== 'absent' && (
            <p className="small two">
              This system has no keychain that Assay knows. What it offers instead (“basic text”) is a password that
              everybody knows, so the keys are sealed with your passphrase.
            </p>
          )}
          {status.data.state === 'absent' && <SetUp status={status.data} />}
          {status.data.state === 'locked' && <Unlock status={status.data} />}
          {status.data.state === 'unlocked' && <Unlocked status={status.data} />}
        </>
      )}
    </section>
  )
}

/** Keeps the answer of whatever was done: each of them says how the vault stands now. */
function useKeepStatus() {
  const cache = useQueryClient()
  return {
    onSuccess: (next: VaultStatus) => {
      cache.setQueryData(workbench.vault.status.queryKey(), next)
      // With the keys at hand, accounts can be looked through for machines that were lost.
      void cache.invalidateQueries({ queryKey: workbench.rental.orphans.key() })
    },
  }
}

function SetUp({ status }: { status: VaultStatus }) {
  const setUp = useMutation(workbench.vault.setUp.mutationOptions(useKeepStatus()))
  const [byPassphrase, setByPassphrase] = useState(status.keychain !== 'ok')
  return (
    <div className={styles['part']}>
      {byPassphrase ? (
        <PassphraseForm
          fields={['next', 'again']}
          confirm="Set up the vault"
          busy={setUp.isPending}
          onSubmit={({ next }) => setUp.mutate({ protection: 'passphrase', passphrase: next })}
        />
      ) : (
        <div className={desk['buttons']}>
          <Button disabled={setUp.isPending} onClick={() => setUp.mutate({ protection: 'keychain' })}>
            Use the system keychain
          </Button>
          <Button look="quiet" onClick={() => setByPassphrase(true)}>
            Choose a passphrase
          </Button>
        </div>
      )}
      <Failure error={setUp.error} />
    </div>
  )
}

function Unlock({ status }: { status: VaultStatus }) {
  const unlock = useMutation(workbench.vault.unlock.mutationOptions(useKeepStatus()))
  return (
    <div className={styles['part']}>
      {status.protection === 'keychain' ? (
        <div className={desk['buttons']}>
          <Button look="primary" disabled={unlock.isPending} onClick={() => unlock.mutate({ passphrase: null })}>
            Unlock
          </Button>
        </div>
      ) : (
        <PassphraseForm
          fields={['current']}
          confirm="Unlock"
          busy={unlock.isPending}
          onSubmit={({ current }) => unlock.mutate({ passphrase: current })}
        />
      )}
      <Failure error={unlock.error} />
    </div>
  )
}

const IDLE_CHOICES: readonly { value: string; label: string }[] = [
  { value: '', label: 'until Assay ends' },
  { value: '5', label: 'until 5 min without use' },
  { value: '15', label: 'until 15 min without use' },
  { value: '60', label: 'until 1 h without use' },
  { value: '480', label: 'until 8 h without use' },
]

function Unlocked({ status }: { status: VaultStatus }) {
  const keep = useKeepStatus()
  const lock = useMutation(workbench.vault.lock.mutationOptions(keep))
  const idle = useMutation(workbench.vault.setIdleMinutes.mutationOptions(keep))
  const [opened, setOpened] = useState<'place' | 'change' | null>(null)
  const minutes = status.idleMinutes?.toString() ?? ''
  const choices = IDLE_CHOICES.some(({ value }) => value === minutes)
    ? IDLE_CHOICES
    : [...IDLE_CHOICES, { value: minutes, label: `until ${minutes} min without use` }]
  const toggle = (part: 'place' | 'change') => setOpened(opened === part ? null : part)
  return (
    <div className={styles['part']}>
      <div className={desk['buttons']}>
        <Button disabled={lock.isPending} onClick={() => lock.mutate({})}>
          Lock
        </Button>
        <Button look="quiet" aria-expanded={opened === 'place'} onClick={() => toggle('place')}>
          Where are my keys?
        </Button>
      </div>
      {opened === 'place' && (
        <p className="small two">
          Sealed in <span className="mono">{status.file}</span>, readable by your user alone. A copy of it without{' '}
          {status.protection === 'keychain' ? 'this system’s keychain' : 'your passphrase'} is of no use.
        </p>
      )}
      <SelectField
        label="Stays open"
        value={minutes}
        options={choices}
        onChange={(value) => idle.mutate({ minutes: value === '' ? null : Number(value) })}
      />
      <div className={desk['buttons']}>
        <Button small aria-expanded={opened === 'change'} onClick={() => toggle('change')}>
          {status.protection === 'keychain' ? 'Use a passphrase instead' : 'Change the passphrase'}
        </Button>
      </div>
      {opened === 'change' && <ChangeProtection status={status} onDone={() => setOpened(null)} />}
      <Failure error={lock.error ?? idle.error} />
    </div>
  )
}

function ChangeProtection({ status, onDone }: { status: VaultStatus; onDone: () => void }) {
  const keep = useKeepStatus()
  const whenKept = {
    onSuccess: (next: VaultStatus) => {
      keep.onSuccess(next)
      onDone()
    },
  }
  const change = useMutation(workbench.vault.changePassphrase.mutationOptions(whenKept))
  const setUp = useMutation(workbench.vault.setUp.mutationOptions(whenKept))
  return (
    <>
      {status.protection === 'keychain' ? (
        <PassphraseForm
          fields={['next', 'again']}
          confirm="Seal with this passphrase"
          busy={setUp.isPending}
          onSubmit={({ next }) => setUp.mutate({ protection: 'passphrase', passphrase: next })}
        />
      ) : (
        <PassphraseForm
          fields={['current', 'next', 'again']}
          confirm="Change the passphrase"
          busy={change.isPending}
          onSubmit={({ current, next }) => change.mutate({ current, next })}
        />
      )}
      {status.protection === 'passphrase' && status.keychain === 'ok' && (
        <div className={desk['buttons']}>
          <Button small disabled={setUp.isPending} onClick={() => setUp.mutate({ protection: 'keychain' })}>
            Use the system keychain instead
          </Button>
        </div>
      )}
      <Failure error={change.error ?? setUp.error} />
    </>
  )
}

function Failure({ error }: { error: unknown }) {
  return error === null ? null : <Note look="bad">{readFailure(error).message}</Note>
}
