import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Account } from '#shared/domain/account.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { client, workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { formatTime } from '../../ui/format-time.ts'
import { Note } from '../../ui/states.tsx'
import styles from './rentals.module.css'
import { useOrphans } from './use-orphans.ts'

/** Machines at the providers that carry a tag of Assay and that nobody keeps. */
export function Orphans({ accounts }: { accounts: readonly Account[] }) {
  const cache = useQueryClient()
  const search = useOrphans()
  const again = useMutation({
    mutationFn: () => client.rental.orphans({ again: true }),
    onSuccess: (found) => {
      cache.setQueryData(workbench.rental.orphans.queryKey({ input: { again: false } }), found)
    },
  })
  const end = useMutation(
    workbench.rental.endOrphan.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: workbench.rental.list.key() })
        again.mutate()
      },
    }),
  )
  if (accounts.length === 0) return null
  const labelOf = (accountId: string): string => accounts.find(({ id }) => id === accountId)?.label ?? accountId
  const error = search.error ?? again.error ?? end.error
  return (
    <section aria-labelledby="orphans">
      <div className={styles['heading']}>
        <h2 id="orphans">Machines without an owner</h2>
        <Button small look="quiet" disabled={again.isPending} onClick={() => again.mutate()}>
          {again.isPending ? 'Looking…' : 'Look again'}
        </Button>
      </div>
      {error !== null && <Note look="bad">{readFailure(error).message}</Note>}
      {search.data !== undefined && (
        <>
          {search.data.orphans.length === 0 && search.data.unseen.length < accounts.length && (
            <p className="small two">
              None found at {formatTime(search.data.searchedAt)}
              {search.data.unseen.length > 0 && ', where one could look'}.
            </p>
          )}
          {search.data.orphans.map((orphan) => (
            <div key={`${orphan.accountId} ${orphan.machineId}`} className={styles['orphan']}>
              <span>
                <b className="alarm">{orphan.machine ?? orphan.machineId}</b> at {labelOf(orphan.accountId)} carries the
                tag <span className="mono">{orphan.tag}</span>, and no rental here is about it. {orphan.providerState},{' '}
                {orphan.hourlyMicros === null
                  ? 'its price is not known'
                  : `${formatUsd(orphan.hourlyMicros, 2)} an hour`}
                .
              </span>
              <Button
                look="alarm"
                small
                disabled={end.isPending}
                onClick={() => end.mutate({ accountId: orphan.accountId, machineId: orphan.machineId })}
              >
                End it
              </Button>
            </div>
          ))}
          {search.data.unseen.map(({ accountId, message }) => (
            <Note key={accountId} look="warn">
              {labelOf(accountId)} could not be looked at: {message}
            </Note>
          ))}
        </>
      )}
    </section>
  )
}
