import { Link } from '@tanstack/react-router'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { figureText } from '#shared/units/count-text.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { canResume, countRetries } from '../trial/can-go-on.ts'
import { STATUS_WORDS } from '../trial/trial-words.ts'
import { useResume, useRetry } from '../trial/use-sit-down.ts'

/** What can be done with a trial that stands still: go on with it, ask again what failed, add to it, read its report. */
export function StandingControls({ trial, rows }: { trial: Trial; rows: readonly SampleRow[] }) {
  const resume = useResume()
  const retry = useRetry()
  const { id: trialId } = trial
  const resumable = canResume(trial, trial.sampleCount - rows.length)
  const retries = countRetries(rows)
  const failed = resume.error ?? retry.error
  const busy = resume.isPending || retry.isPending

  return (
    <>
      {failed === null ? (
        <span className="small two">{STATUS_WORDS[trial.status]}</span>
      ) : (
        <span className="small alarm">{readFailure(failed).message}</span>
      )}
      {retries > 0 && (
        <Button disabled={busy} onClick={() => retry.mutate({ trialId })}>
          Retry failed ({figureText(retries)})
        </Button>
      )}
      {resumable ? (
        <Button look="primary" disabled={busy} onClick={() => resume.mutate({ trialId })}>
          Resume
        </Button>
      ) : (
        <Link to="/trials/new" search={{ from: trialId, extend: true }} className={buttonClass('line')}>
          Extend
        </Link>
      )}
      <Link to="/trials/$trialId/report" params={{ trialId }} className={buttonClass(resumable ? 'line' : 'primary')}>
        Open report
      </Link>
    </>
  )
}
