import { useQuery } from '@tanstack/react-query'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { workbench } from '../../client/client.ts'
import { ErrorState } from '../../ui/states.tsx'
import { JudgeRunView } from './judge-run-view.tsx'
import { StartJudgeDialog } from './start-judge-dialog.tsx'
import styles from './judge.module.css'

/** A run may have begun here or in another process. */
const REFRESH_MS = 2000

/** What judge models say of a trial's pictures: below what people say, and never mixed with it. */
export function JudgeSection({ trial }: { trial: Trial }) {
  const runs = useQuery(
    workbench.judge.list.queryOptions({
      input: { trialId: trial.id },
      refetchInterval: ({ state }) =>
        state.data?.some(({ run }) => run.status === 'running') === true ? REFRESH_MS : false,
    }),
  )
  return (
    <section className={styles['section']} aria-labelledby="judges">
      <div className={styles['head']}>
        <div>
          <h2 id="judges">Judge models, not people</h2>
          <p className="small two">
            A model that sees is shown the pairs that people are shown, each in both orders. It counts for nothing
            above.
          </p>
        </div>
        {!isBundleId(trial.id) && <StartJudgeDialog trial={trial} />}
      </div>
      {runs.isError && (
        <ErrorState title="The judges can’t be listed" error={runs.error} onRetry={() => void runs.refetch()} />
      )}
      {runs.data?.map((summary) => (
        <JudgeRunView key={summary.run.id} plan={trial.plan} summary={summary} />
      ))}
    </section>
  )
}
