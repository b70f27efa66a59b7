import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { WatchDetail } from '#shared/contract/watch.ts'
import type { WatchDrift } from '#shared/domain/drift.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import desk from '../../ui/desk.module.css'
import { formatMoment } from '../../ui/format-time.ts'
import { ErrorState, LoadingShape, Note } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import { RunTable } from './run-table.tsx'
import { dueText, everyText } from './watch-words.ts'
import styles from './watches.module.css'

interface OpenWatchProps {
  watchId: string
  refreshMs: number
  onRemoved: () => void
}

/** A watch: what has changed, then its runs. */
export function OpenWatch({ watchId, refreshMs, onRemoved }: OpenWatchProps) {
  const input = { watchId }
  // One that is being removed is not asked for any more: the answer could come when it is gone.
  const isRemoving = useIsMutating({ mutationKey: workbench.watch.remove.mutationKey() }) > 0
  const refetchInterval = isRemoving ? false : refreshMs
  const detail = useQuery(workbench.watch.get.queryOptions({ input, refetchInterval }))
  const drift = useQuery(workbench.watch.drift.queryOptions({ input, refetchInterval }))
  if (detail.isPending) return <LoadingShape label="Loading the watch" lines={8} />
  if (detail.isError) {
    return <ErrorState title="This watch can’t be read" error={detail.error} onRetry={() => void detail.refetch()} />
  }
  return (
    <div className={desk['broad']}>
      <Heading detail={detail.data} onRemoved={onRemoved} />
      {drift.isError && (
        <ErrorState title="The runs can’t be compared" error={drift.error} onRetry={() => void drift.refetch()} />
      )}
      {drift.data !== undefined && <Changes drift={drift.data} />}
      <section aria-labelledby="runs">
        <h2 id="runs">Runs</h2>
        <RunTable runs={detail.data.runs} drift={drift.data} />
      </section>
    </div>
  )
}

function Heading({ detail: { watch }, onRemoved }: { detail: WatchDetail; onRemoved: () => void }) {
  const cache = useQueryClient()
  const now = useNow(10_000)
  const again = () => void cache.invalidateQueries({ queryKey: workbench.watch.key() })
  const pause = useMutation(workbench.watch.pause.mutationOptions({ onSuccess: again }))
  const resume = useMutation(workbench.watch.resume.mutationOptions({ onSuccess: again }))
  const remove = useMutation(
    workbench.watch.remove.mutationOptions({
      onMutate: () => cache.cancelQueries({ queryKey: workbench.watch.key() }),
      onSuccess: () => {
        onRemoved()
        // What is known of the one that is gone must not be asked for again.
        void cache.invalidateQueries({ queryKey: workbench.watch.list.key() })
      },
    }),
  )
  const failed = pause.error ?? resume.error ?? remove.error
  const { id: watchId, name, everyMinutes, until, plan } = watch
  return (
    <>
      <div className={styles['heading']}>
        <h1>{name}</h1>
        {watch.state === 'active' && (
          <Button disabled={pause.isPending} onClick={() => pause.mutate({ watchId })}>
            Pause
          </Button>
        )}
        {watch.state === 'paused' && (
          <Button disabled={resume.isPending} onClick={() => resume.mutate({ watchId })}>
            Resume
          </Button>
        )}
        <ConfirmDialog
          trigger={<Button look="quiet">Remove…</Button>}
          title={`Stop watching “${name}”?`}
          stay="Go on watching"
          confirm="Remove watch"
          onConfirm={() => remove.mutate({ watchId })}
        >
          No further run is started. Its trials and their pictures stay.
        </ConfirmDialog>
      </div>
      <p className="two">
        {countText(plan.contenders.length, 'contender')}, {countText(plan.prompts.length, 'prompt')},{' '}
        {countText(plan.repeats, 'repeat')}, {everyText(everyMinutes)} until {formatMoment(until, now)};{' '}
        {dueText(watch, now)}. Runs are started while Assay is open, or by <code>assay watch run --once</code>.
      </p>
      {failed !== null && <Note look="bad">Not done. {readFailure(failed).message}</Note>}
    </>
  )
}

function Changes({ drift: { baselineNumber, runs } }: { drift: WatchDrift }) {
  const later = runs.filter(({ number }) => number !== baselineNumber)
  const changes = later
    .toReversed()
    .flatMap(({ number, contenders }) =>
      contenders.flatMap((contender) => contender.changes.map((text) => ({ number, text }))),
    )
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">What has changed</h2>
      {baselineNumber === null && <p className="two">Known once a second run has finished.</p>}
      {baselineNumber !== null && later.length === 0 && (
        <p className="two">The next run will be held against run {baselineNumber}.</p>
      )}
      {later.length > 0 && changes.length === 0 && (
        <p className={styles['lead']}>Nothing is known to have changed since run {baselineNumber}.</p>
      )}
      <ul className={styles['changes']}>
        {changes.map(({ number, text }) => (
          <li key={`${number} ${text}`}>
            <span className="three">run {number}</span> {text}
          </li>
        ))}
      </ul>
    </section>
  )
}
