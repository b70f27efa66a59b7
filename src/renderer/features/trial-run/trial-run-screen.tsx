import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorState, LoadingShape, Note } from '../../ui/states.tsx'
import { BudgetAlerts } from '../spend/budget-alerts.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { STATUS_WORDS } from '../trial/trial-words.ts'
import { useRows } from '../trial/use-rows.ts'
import { TrialInstrument } from '../../ui/instrument-note.tsx'
import { Happenings, PlanFacts } from './happenings.tsx'
import { LandingStrip } from './landing-strip.tsx'
import { LaneTable } from './lane-table.tsx'
import { Overview } from './overview.tsx'
import styles from './trial-run.module.css'

/** The trial while it runs, and how it went once it has. */
export function TrialRunScreen() {
  const { trial, following } = useOpenTrial()
  const running = trial.status === 'running'
  const progress = useQuery(workbench.trial.progress.queryOptions({ input: { trialId: trial.id } }))
  const rows = useRows()
  const landed = rows.data ?? []

  return (
    <TrialScreen
      layout="wide"
      foot={`${countText(trial.plan.cases.length, 'prompt')} × ${countText(trial.plan.repeats, 'repeat')} · order seed ${trial.plan.seed}`}
      footAside={<TrialInstrument known={trial.calibration} />}
      end={running ? <CancelTrial trialId={trial.id} done={progress.data?.done ?? landed.length} /> : <Settled />}
    >
      <h1 className="unseen">Run of {trial.plan.name}</h1>
      <output className="unseen">{STATUS_WORDS[trial.status]}</output>
      {running && following.connection === 'lost' && (
        <div className={styles['reason']}>
          <Note look="warn">
            {following.failure ??
              'The connection was lost. The trial goes on without this page; trying to follow it again.'}
          </Note>
        </div>
      )}
      {!running && trial.statusReason !== null && (
        <div className={styles['reason']}>
          <Note look={trial.status === 'failed' ? 'bad' : 'warn'}>{trial.statusReason}</Note>
        </div>
      )}
      {running && !trial.practice && <BudgetAlerts />}
      {progress.isError && (
        <ErrorState title="The progress can’t be read" error={progress.error} onRetry={() => void progress.refetch()} />
      )}
      {progress.isPending && <LoadingShape label="Loading the run" lines={8} />}
      {progress.data !== undefined && (
        <>
          <Overview progress={progress.data} practice={trial.practice} />
          <LaneTable plan={trial.plan} progress={progress.data} rows={landed} />
        </>
      )}
      {rows.isError && (
        <ErrorState title="The samples can’t be read" error={rows.error} onRetry={() => void rows.refetch()} />
      )}
      <LandingStrip trial={trial} rows={landed} />
      <section className={styles['columns']}>
        <Happenings plan={trial.plan} rows={landed} />
        <PlanFacts trial={trial} />
      </section>
    </TrialScreen>
  )
}

function Settled() {
  const { trial } = useOpenTrial()
  return (
    <>
      <span className="small two">{STATUS_WORDS[trial.status]}</span>
      <Link to="/trials/$trialId/report" params={{ trialId: trial.id }} className={buttonClass('primary')}>
        Open report
      </Link>
    </>
  )
}

function CancelTrial({ trialId, done }: { trialId: string; done: number }) {
  const cancel = useMutation(workbench.trial.cancel.mutationOptions())
  return (
    <>
      {cancel.isError ? (
        <span className="small alarm">{readFailure(cancel.error).message}</span>
      ) : (
        <span className="small two">
          <i className={styles['live']} aria-hidden="true" />
          {cancel.isPending || cancel.isSuccess ? 'Stopping…' : 'Running'}
        </span>
      )}
      <ConfirmDialog
        trigger={<Button disabled={cancel.isPending || cancel.isSuccess}>Cancel…</Button>}
        title="Stop this trial?"
        stay="Keep running"
        confirm="Stop the trial"
        onConfirm={() => cancel.mutate({ trialId })}
      >
        Nothing new is sent, and what is in flight is given up. The {countText(done, 'finished sample')} and their
        pictures are kept.
      </ConfirmDialog>
    </>
  )
}
