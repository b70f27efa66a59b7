import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { writtenFile, type ReportOptions } from '#shared/domain/report.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import styles from './report-screen.module.css'
import { ReportChoices } from './report-choices.tsx'
import { SaveReport } from './save-report.tsx'

/**
 * The decision report. Opening this screen writes it, since writing is quick and always tells what is known now; while a
 * trial runs it waits for a word, because a report of half a trial should be somebody's choice.
 */
export function ReportScreen() {
  const { trial } = useOpenTrial()
  const running = trial.status === 'running'
  const isBundle = isBundleId(trial.id)
  const [wanted, setWanted] = useState(!running)
  const [options, setOptions] = useState<ReportOptions>({ template: 'full', leaveOut: [] })
  const written = useQuery(
    workbench.report.write.queryOptions({
      input: { trialId: trial.id, ...options },
      // A bundle has its own report, as it was made.
      enabled: wanted && !isBundle,
      // Its folder holds what was written last: another choice of sections, or one made elsewhere.
      gcTime: 0,
      staleTime: running ? 0 : Number.POSITIVE_INFINITY,
      refetchOnReconnect: false,
    }),
  )
  const html = written.data === undefined ? null : writtenFile(written.data, 'html')

  return (
    <TrialScreen
      layout="bare"
      foot={isBundle ? 'As it was made' : html === null ? undefined : `Written to ${html.path}`}
      end={
        isBundle ? (
          <SaveReport trial={trial} options={options} />
        ) : (
          wanted && (
            <>
              {html !== null && <span className="small three">{formatBytes(html.sizeBytes)}</span>}
              <ReportChoices options={options} onChange={setOptions} />
              <Button disabled={written.isFetching} onClick={() => void written.refetch()}>
                {written.isFetching ? 'Writing…' : 'Write again'}
              </Button>
              <SaveReport trial={trial} options={options} />
            </>
          )
        )
      }
    >
      <div className={styles['desk']}>
        <h1 className="unseen">Report of {trial.plan.name}</h1>
        {!wanted && (
          <div className={styles['message']}>
            <EmptyState
              title="The trial still runs"
              action={<Button onClick={() => setWanted(true)}>Write it from what has landed</Button>}
            >
              The report is best written when the last sample has ended. One written now says how far the trial had
              come.
            </EmptyState>
          </div>
        )}
        {wanted && !isBundle && written.isPending && (
          <div className={styles['message']}>
            <LoadingShape label="Writing the report" lines={8} />
          </div>
        )}
        {written.isError && written.data === undefined && (
          <div className={styles['message']}>
            <ErrorState
              title="The report could not be written"
              error={written.error}
              safe="The trial and an earlier report, if there is one, are as they were."
              onRetry={() => void written.refetch()}
            />
          </div>
        )}
        {(isBundle || written.data !== undefined) && (
          <iframe
            key={written.dataUpdatedAt}
            className={styles['sheet']}
            title={`Report of ${trial.plan.name}`}
            src={`/reports/${trial.id}/report.html`}
            sandbox=""
          />
        )}
      </div>
    </TrialScreen>
  )
}
