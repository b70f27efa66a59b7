import { useQuery } from '@tanstack/react-query'
import { describeLoad } from '#shared/domain/describe-load.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
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
import { PausedMachines } from './paused-machines.tsx'
import { RunControls } from './run-controls.tsx'
import { StandingControls } from './standing-controls.tsx'
import styles from './trial-run.module.css'

/** The trial while it runs, and how it went once it has. */
export function TrialRunScreen() {
  const { trial, following } = useOpenTrial()
  const running = trial.status === 'running'
  const progress = useQuery(workbench.trial.progress.queryOptions({ input: { trialId: trial.id } }))
  const sittings = useQuery(workbench.trial.sittings.queryOptions({ input: { trialId: trial.id } }))
  const pauses = trial.status === 'paused' || (sittings.data ?? []).length > 1
  const rows = useRows()
  const landed = rows.data ?? []

  return (
    <TrialScreen
      layout="wide"
      foot={`${describeLoad(trial.plan)} · ${countText(trial.plan.cases.length, trial.plan.axes.length === 0 ? 'prompt' : 'case')} × ${countText(trial.plan.repeats, 'repeat')} · order seed ${trial.plan.seed}`}
      footAside={<TrialInstrument known={trial.calibration} />}
      end={
        running ? (
          <RunControls trialId={trial.id} done={progress.data?.done ?? landed.length} />
        ) : (
          <StandingControls trial={trial} rows={landed} />
        )
      }
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
      {trial.status === 'paused' && <PausedMachines trialId={trial.id} />}
      {running && !trial.practice && <BudgetAlerts />}
      {progress.isError && (
        <ErrorState title="The progress can’t be read" error={progress.error} onRetry={() => void progress.refetch()} />
      )}
      {progress.isPending && <LoadingShape label="Loading the run" lines={8} />}
      {progress.data !== undefined && (
        <>
          <Overview progress={progress.data} practice={trial.practice} pauses={pauses} />
          <LaneTable plan={trial.plan} progress={progress.data} rows={landed} />
        </>
      )}
      {rows.isError && (
        <ErrorState title="The samples can’t be read" error={rows.error} onRetry={() => void rows.refetch()} />
      )}
      <LandingStrip trial={trial} rows={landed} />
      <section className={styles['columns']}>
        <Happenings plan={trial.plan} rows={landed} sittings={sittings.data} />
        <PlanFacts trial={trial} />
      </section>
    </TrialScreen>
  )
}
