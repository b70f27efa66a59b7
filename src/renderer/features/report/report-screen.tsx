import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatBytes } from '#shared/units/bytes.ts'
import { workbench } from '../../client/client.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { fileNameOf } from '#shared/units/file-name.ts'
import styles from './report-screen.module.css'
import { SaveGallery } from './save-gallery.tsx'

/**
 * The decision report. Opening this screen writes it, since writing is quick and always tells what is known now; while a
 * trial runs it waits for a word, because a report of half a trial should be somebody's choice.
 */
export function ReportScreen() {
  const { trial } = useOpenTrial()
  const running = trial.status === 'running'
  const [wanted, setWanted] = useState(!running)
  const written = useQuery(
    workbench.report.write.queryOptions({
      input: { trialId: trial.id },
      enabled: wanted,
      staleTime: running ? 0 : Number.POSITIVE_INFINITY,
      refetchOnReconnect: false,
    }),
  )
  const folder = `/reports/${trial.id}`
  const name = fileNameOf(trial.plan.name)

  return (
    <TrialScreen
      layout="bare"
      foot={written.data === undefined ? undefined : `Written to ${written.data.report}`}
      end={
        written.data !== undefined && (
          <>
            <span className="small three">{formatBytes(written.data.sizeBytes)}, opens without Assay</span>
            <a className={buttonClass('line')} href={`${folder}/report.html`} download={`${name}.html`}>
              HTML
            </a>
            <a className={buttonClass('line')} href={`${folder}/results.json`} download={`${name}.json`}>
              JSON
            </a>
            <a className={buttonClass('line')} href={`${folder}/results.csv`} download={`${name}.csv`}>
              CSV
            </a>
            <SaveGallery trial={trial} />
            <Button disabled={written.isFetching} onClick={() => void written.refetch()}>
              {written.isFetching ? 'Writing…' : 'Write again'}
            </Button>
          </>
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
        {wanted && written.isPending && (
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
        {written.data !== undefined && (
          <iframe
            key={written.dataUpdatedAt}
            className={styles['sheet']}
            title={`Report of ${trial.plan.name}`}
            src={`${folder}/report.html`}
            sandbox=""
          />
        )}
      </div>
    </TrialScreen>
  )
}
