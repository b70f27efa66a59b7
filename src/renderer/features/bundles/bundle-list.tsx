import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { OMISSION_WORDS, type OpenedBundle } from '#shared/domain/bundle.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatDay } from '../../ui/format-time.ts'
import { ErrorState } from '../../ui/states.tsx'
import { CompareTick, type ComparisonChoice } from '../trials/compare-tick.tsx'
import styles from './bundles.module.css'

interface BundleListProps {
  /** Whether one is to be compared. */
  choiceOf: (bundle: OpenedBundle) => ComparisonChoice
}

/** Bundles that are open; nothing where none is. */
export function BundleList({ choiceOf }: BundleListProps) {
  const bundles = useQuery(workbench.bundle.list.queryOptions())
  if (bundles.isError) {
    return (
      <ErrorState title="The bundles can’t be listed" error={bundles.error} onRetry={() => void bundles.refetch()} />
    )
  }
  if (bundles.data === undefined || bundles.data.length === 0) return null
  return (
    <section className={styles['bundles']} aria-labelledby="bundles">
      <h2 id="bundles">Evidence bundles</h2>
      <p className={`small two ${styles['about']}`}>
        Trials that were run elsewhere, or earlier: to be looked at and compared, never run or changed. Each is as the
        hash of its manifest says; hold that against the one its maker named.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Trial</th>
            <th scope="col">Made</th>
            <th scope="col">Manifest SHA-256</th>
            <th scope="col">Left out</th>
            <th scope="col" className="right">
              Pictures
            </th>
            <th scope="col" className="right">
              Size
            </th>
            <th scope="col">
              <span className="unseen">Compare</span>
            </th>
            <th scope="col">
              <span className="unseen">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bundles.data.map((bundle) => (
            <BundleRow key={bundle.id} bundle={bundle} choice={choiceOf(bundle)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function BundleRow({ bundle, choice }: { bundle: OpenedBundle; choice: ComparisonChoice }) {
  const { id, trialName, createdAt, assayVersion, manifestSha256, leftOut, pictureCount, sizeBytes } = bundle
  return (
    <tr>
      <th scope="row" dir="auto">
        <Link to="/trials/$trialId/light-table" params={{ trialId: id }}>
          {trialName}
        </Link>
      </th>
      <td className="two nowrap">
        {formatDay(createdAt)} by Assay {assayVersion}
      </td>
      <td className="mono two" title={manifestSha256}>
        {manifestSha256.slice(0, 16)}…
      </td>
      <td className="two">{listText(leftOut.map((what) => OMISSION_WORDS[what]))}</td>
      <td className="right">{figureText(pictureCount)}</td>
      <td className="right nowrap">{formatBytes(sizeBytes)}</td>
      <td>
        <CompareTick choice={choice} name={`the bundle of ${trialName}`} />
      </td>
      <td className="right">
        <RemoveBundle bundle={bundle} onRemoved={() => choice.onChange(false)} />
      </td>
    </tr>
  )
}

function RemoveBundle({ bundle: { id, trialName }, onRemoved }: { bundle: OpenedBundle; onRemoved: () => void }) {
  const cache = useQueryClient()
  const remove = useMutation(
    workbench.bundle.remove.mutationOptions({
      onSuccess: () => {
        onRemoved()
        return cache.invalidateQueries({ queryKey: workbench.bundle.list.key() })
      },
    }),
  )
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button small disabled={remove.isPending}>
            Remove
          </Button>
        }
        title={`Remove the bundle of “${trialName}”?`}
        stay="Keep it"
        confirm="Remove"
        onConfirm={() => remove.mutate({ bundleId: id })}
      >
        What was unpacked goes. The file that it was opened from stays where it is, and can be opened again.
      </ConfirmDialog>
      {remove.isError && <div className="small alarm">Not removed. {readFailure(remove.error).message}</div>}
    </>
  )
}
